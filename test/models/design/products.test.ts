import { afterAll, describe, expect, it } from 'vitest';
import { makeAdditiveModel } from '../../../src/models/additive/model.ts';
import type { DesignSpec } from '../../../src/models/artefact.ts';
import { additiveBodyOf } from '../../../src/models/design/additive-body.ts';
import { encodeDesign } from '../../../src/models/design/encode.ts';
import {
  inputPairs,
  productColumns,
  productTerms,
  productWidth,
} from '../../../src/models/design/products.ts';
import { CODE_MISSING, CODE_UNSEEN, type ModelArtefact, type ModelInput } from '../../../src/models/index.ts';
import { openPool, sharedFloat64, sharedInt32 } from '../../../src/parallel/index.ts';

const pool = openPool({ workers: 1 });
afterAll(() => pool.close());

const specs: DesignSpec[] = [
  { kind: 'rankNormal', input: 0, x: [0, 10], z: [-1, 1], missingColumn: true },
  { kind: 'oneHot', input: 1, levels: [0, 2], missingColumn: true },
  { kind: 'rankNormal', input: 2, x: [0, 4], z: [-2, 2], missingColumn: true },
];
const inputs: ModelInput[] = [
  { name: 'n', kind: 'numeric' },
  { name: 'c', kind: 'category', levels: ['a', 'b', 'c'] },
  { name: 'm', kind: 'numeric' },
];
const nRows = 7;
const n = sharedFloat64(nRows);
n.set([0, 2.5, 10, 40, -7, Number.NaN, 6]);
const c = sharedInt32(nRows);
c.set([0, 1, 2, CODE_MISSING, CODE_UNSEEN, 0, 2]);
const m = sharedFloat64(nRows);
m.set([1, 3, Number.NaN, 4, 0.5, 2, -1]);
const bound = { nRows, columns: [n, c, m], unseen: 1 };

async function interacting() {
  const columns = await encodeDesign(pool, specs, bound);
  const pairs = inputPairs(
    [
      ['m', 'n'],
      ['c', 'n'],
    ],
    inputs,
  );
  const products = productColumns({ specs, columns }, pairs);
  const beta = Float64Array.from({ length: 1 + columns.length + products.length }, (_, j) => Math.sin(3 * j));
  const split = 1 + columns.length;
  const body = {
    ...additiveBodyOf(specs, inputs, columns, beta.subarray(0, split)),
    products: productTerms(specs, inputs, pairs, products, beta.subarray(split)),
  };
  const all = [...columns, ...products];
  const expected = Array.from({ length: nRows }, (_, i) =>
    all.reduce((sum, column, j) => sum + beta[j + 1]! * column[i]!, beta[0]!),
  );
  return { pairs, products, body, expected, model: makeAdditiveModel({} as ModelArtefact, body) };
}

it('multiplies scaled values, and a value with every level; missing numbers take the product to 0', async () => {
  const { pairs, products } = await interacting();
  expect(pairs).toEqual([
    [2, 0],
    [0, 1],
  ]);
  expect(products).toHaveLength(productWidth(specs, pairs));
  expect(Array.from(products[0]!, (v) => v + 0)).toEqual(
    [1, -0.5, 0, 2, 1.5, 0, -0.4].map((v) => expect.closeTo(v, 12)),
  );
  expect(Array.from(products[1]!, (v) => v + 0)).toEqual([-1, 0, 0, 0, 0, 0, 0]);
});

it('scores as the design matrix times the coefficients', async () => {
  const { model, expected } = await interacting();
  const margins = new Float64Array(nRows);
  model.margins(bound, 0, nRows, margins);
  expected.forEach((margin, i) => {
    expect(margins[i]).toBeCloseTo(margin, 12);
  });
});

it('explains: both inputs of a product take half, and shares add up to the log-odds', async () => {
  const { model, body, expected } = await interacting();
  const means = model.body.terms.reduce((sum, { mean }) => sum + mean, body.intercept);
  expect(means).toBeCloseTo(expected.reduce((a, b) => a + b, 0) / nRows, 12);
  const alone = makeAdditiveModel({} as ModelArtefact, { ...body, products: [] });
  for (let row = 0; row < nRows; row++) {
    const shares = model.contributions(bound, row);
    expect(shares).toHaveLength(3);
    expect(shares.reduce((a, b) => a + b, body.intercept)).toBeCloseTo(expected[row]!, 12);
    const own = alone.contributions(bound, row);
    const [byN, byC, byM] = Array.from(shares, (share, t) => share - own[t]!);
    expect(byN!).toBeCloseTo(byC! + byM!, 12);
  }
});

describe('inputPairs', () => {
  const texts: ModelInput[] = [...inputs, { name: 'd', kind: 'category', levels: [] }];

  it.each([
    ['an unknown input', [['n', 'x']], /interactions\.0: .*name x/],
    ['the same input twice', [['n', 'n']], /n stands on both sides/],
    ['two texts', [['c', 'd']], /must be a number/],
    [
      'a pair that comes again the other way round',
      [
        ['n', 'm'],
        ['m', 'n'],
      ],
      /interactions\.1: the pair is there already/,
    ],
  ] as const)('refuses %s', (_, pairs, message) => {
    expect(() => inputPairs(pairs, texts)).toThrow(
      expect.objectContaining({ code: 'PARUS_CONFIG_INVALID', message: expect.stringMatching(message) }),
    );
  });
});
