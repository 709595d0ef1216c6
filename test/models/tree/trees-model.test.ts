import { afterAll, describe, expect, it } from 'vitest';
import {
  bindColumns,
  isAdditive,
  type Model,
  parseArtefact,
  scoreTable,
  trainModel,
} from '../../../src/models/index.ts';
import { below, flattenTrees, goesLeft } from '../../../src/models/tree/flat-trees.ts';
import { openPool } from '../../../src/parallel/index.ts';
import { takeRows } from '../../../src/table/index.ts';
import { creditSkip, creditTable, creditTarget } from '../credit-table.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

const train = creditTable(1500, 1);
const test = creditTable(400, 2);

async function trained(algorithm: 'tree' | 'forest' | 'boosting'): Promise<Model> {
  const config = algorithm === 'tree' ? {} : { trees: 30 };
  const options = { target: creditTarget, bad: train.bad, skip: creditSkip, seed: 7, command: 'c', pool };
  return (await trainModel(train.table, { ...options, algorithm, config })).model;
}

describe.each(['tree', 'forest', 'boosting'] as const)('%s', (algorithm) => {
  it('has shares that add up to the log-odds', async () => {
    const model = await trained(algorithm);
    if (!isAdditive(model)) throw new Error('expected shares');
    const { margins, bound } = await scoreTable(pool, model, test.table);
    for (let row = 0; row < test.table.nRows; row++) {
      const sum = model.contributions(bound, row).reduce((a, b) => a + b, model.body.intercept);
      expect(Math.abs(sum - margins[row]!)).toBeLessThan(1e-9);
    }
  });

  it('scores a row alone and among others with the same bits', async () => {
    const model = await trained(algorithm);
    const { margins } = await scoreTable(pool, model, test.table);
    const alone = new Float64Array(1);
    for (const row of [0, 255, 256, 399]) {
      model.margins(bindColumns(model.artefact.inputs, takeRows(test.table, [row])), 0, 1, alone);
      expect(alone[0]).toBe(margins[row]);
    }
  });

  it('is refused where a tree is not a tree', async () => {
    const { artefact } = await trained(algorithm);
    for (const harm of [
      { left: [0] },
      { left: [-9_999] },
      { value: [1] },
      { categories: [{ split: 10_000, left: [], unseenLeft: true }] },
    ]) {
      const altered = structuredClone(artefact);
      if (altered.body.kind !== 'trees') throw new Error('expected trees');
      Object.assign(altered.body.trees[0]!, harm);
      expect(() => parseArtefact(altered, 'm.json')).toThrow(
        expect.objectContaining({ code: 'PARUS_MODEL_INVALID' }),
      );
    }
  });
});

describe('a split', () => {
  const flat = flattenTrees(
    {
      kind: 'trees',
      leaves: 'logOdds',
      base: 0,
      trees: [
        {
          input: [0, 0, 1],
          threshold: [2, null, null],
          missingLeft: [1, 0, 1],
          left: [1, -1, -3],
          right: [2, -2, -4],
          gain: [1, 1, 1],
          rows: [4, 2, 2],
          categories: [{ split: 2, left: [1], unseenLeft: false }],
          value: [1, 2, 3, 4],
          leafRows: [1, 1, 1, 1],
        },
      ],
    },
    [0, 3],
  );

  it('on a number sends those below the threshold left, and missing where it says', () => {
    expect([1.999999, 2, Number.NEGATIVE_INFINITY, Number.NaN].map((v) => goesLeft(flat, 0, v))).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it('between all numbers and missing sends even infinity left', () => {
    expect([Number.POSITIVE_INFINITY, -1, Number.NaN].map((v) => goesLeft(flat, 1, v))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('on categories goes by level, and has its own ways for missing and unseen', () => {
    expect([0, 1, 2, -1, -2].map((code) => goesLeft(flat, 2, code))).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
  });
});

describe('the number below', () => {
  it.each([1, -1, 0, 5e-324, -5e-324, 1e308, 0.1])('%d is the next one', (x) => {
    const y = below(x);
    expect(y).toBeLessThan(x);
    // Nothing lies between: the middle rounds to one of them.
    expect([x, y]).toContain(y + (x - y) / 2);
  });
});
