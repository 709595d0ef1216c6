import { afterAll, describe, expect, it } from 'vitest';
import { makeAdditiveModel } from '../../../src/models/additive/model.ts';
import type { DesignSpec } from '../../../src/models/artefact.ts';
import { additiveBodyOf } from '../../../src/models/design/additive-body.ts';
import { designWidth, encodeDesign, MISSING_MARK, rowEncoder } from '../../../src/models/design/encode.ts';
import { CODE_MISSING, CODE_UNSEEN, type ModelArtefact, type ModelInput } from '../../../src/models/index.ts';
import { openPool, sharedFloat64, sharedInt32 } from '../../../src/parallel/index.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

const specs: DesignSpec[] = [
  { kind: 'rankNormal', input: 0, x: [0, 10], z: [-1, 1], missingColumn: true },
  { kind: 'oneHot', input: 1, levels: [0, 2], missingColumn: true },
];

describe('rowEncoder', () => {
  it.each([
    [specs[0]!, 5, [0, 0]],
    [specs[0]!, -3, [-1, 0]],
    [specs[0]!, 99, [1, 0]],
    [specs[0]!, Number.NaN, [0, MISSING_MARK]],
    [specs[1]!, 0, [1, 0, 0, 0]],
    [specs[1]!, 2, [0, 1, 0, 0]],
    [specs[1]!, 1, [0, 0, 1, 0]],
    [specs[1]!, CODE_UNSEEN, [0, 0, 1, 0]],
    [specs[1]!, CODE_MISSING, [0, 0, 0, 1]],
  ] as const)('encodes case %#', (spec, value, expected) => {
    const row = new Float64Array(designWidth(spec));
    rowEncoder(spec)(value, row, 0);
    expect(Array.from(row)).toEqual([...expected]);
  });
});

it('an additive body scores as the design matrix times the coefficients', async () => {
  const numbers = sharedFloat64(6);
  numbers.set([0, 2.5, 10, 40, -7, Number.NaN]);
  const codes = sharedInt32(6);
  codes.set([0, 1, 2, CODE_MISSING, CODE_UNSEEN, 0]);
  const inputs: ModelInput[] = [
    { name: 'n', kind: 'numeric' },
    { name: 'c', kind: 'category', levels: ['a', 'b', 'c'] },
  ];
  const bound = { nRows: 6, columns: [numbers, codes], unseen: 1 };
  const columns = await encodeDesign(pool, specs, bound);
  const beta = [0.5, 2, -0.3, 1, -1, 0.25, 4];
  const body = additiveBodyOf(specs, inputs, columns, beta);
  const margins = new Float64Array(6);
  makeAdditiveModel({} as ModelArtefact, body).margins(bound, 0, 6, margins);
  for (let i = 0; i < 6; i++) {
    const expected = columns.reduce((sum, c, j) => sum + beta[j + 1]! * c[i]!, beta[0]!);
    expect(margins[i]).toBeCloseTo(expected, 12);
  }
  const mean = body.terms.reduce((sum, t) => sum + t.mean, body.intercept);
  expect(mean).toBeCloseTo(margins.reduce((a, b) => a + b, 0) / 6, 12);
});
