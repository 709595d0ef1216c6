import { afterAll, describe, expect, it } from 'vitest';
import { binTable, defaultBinningOptions } from '../../../src/binning/index.ts';
import { termReader } from '../../../src/models/additive/shapes.ts';
import { stratifiedFolds } from '../../../src/models/folds.ts';
import { crossFitRisk } from '../../../src/models/scorecard/cross-fit.ts';
import { woeTerm } from '../../../src/models/scorecard/woe-term.ts';
import { inlinePool, openPool } from '../../../src/parallel/index.ts';
import { type Column, takeRows } from '../../../src/table/index.ts';
import { creditTable } from '../credit-table.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

const { table, bad } = creditTable(1500, 3);
const columns = new Map<string, Column>(
  ['income', 'enquiries', 'branch'].map((name) => [name, table.columns.get(name)!]),
);
const options = {
  ...defaultBinningOptions,
  trendOf: () => 'auto' as const,
  specialOf: () => [],
  folds: 4,
  seed: 2,
};

describe('crossFitRisk', () => {
  it('reads every row by bins of the rows of the other folds alone', async () => {
    const risk = (await crossFitRisk(pool, columns, bad, options))!;
    const foldOf = stratifiedFolds(bad, 4, 2, 'scorecard-bins');
    for (let fold = 0; fold < 4; fold++) {
      const others = Uint32Array.from(bad.keys()).filter((row) => foldOf[row] !== fold);
      const part = takeRows(table, others);
      const own = new Map([...columns.keys()].map((name) => [name, part.columns.get(name)!]));
      const binnings = await binTable(
        pool,
        own,
        Uint8Array.from(others, (row) => bad[row]!),
        options,
      );
      [...columns.values()].forEach((column, j) => {
        const read = termReader(woeTerm(j, binnings[j]!, 1));
        const values = column.kind === 'category' ? column.codes : column.values;
        foldOf.forEach((f, row) => {
          if (f === fold) expect(risk[j]![row]).toBe(read(values[row]!));
        });
      });
    }
  });

  it('is the same without threads, and off below two folds', async () => {
    const expected = await crossFitRisk(pool, columns, bad, options);
    expect(await crossFitRisk(inlinePool, columns, bad, options)).toEqual(expected);
    expect(await crossFitRisk(pool, columns, bad, { ...options, folds: 0 })).toBeUndefined();
  });
});
