import { afterAll, describe, expect, it } from 'vitest';
import { binTable, defaultBinningOptions } from '../../../src/binning/index.ts';
import { openStream } from '../../../src/core/index.ts';
import { termReader } from '../../../src/models/additive/shapes.ts';
import { stratifiedFolds } from '../../../src/models/folds.ts';
import { crossFitRisk } from '../../../src/models/scorecard/cross-fit.ts';
import { woeTerm } from '../../../src/models/scorecard/woe-term.ts';
import { inlinePool, openPool } from '../../../src/parallel/index.ts';
import { type Column, numericColumn, takeRows } from '../../../src/table/index.ts';
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
  maxCandidates: 10,
};
const names = [...columns.keys()];

describe('crossFitRisk', () => {
  it('reads every row by bins of the rows of the other folds alone', async () => {
    const risk = (await crossFitRisk(pool, columns, names, bad, options))!;
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
    const expected = await crossFitRisk(pool, columns, names, bad, options);
    expect(await crossFitRisk(inlinePool, columns, names, bad, options)).toEqual(expected);
    expect(await crossFitRisk(pool, columns, names, bad, { ...options, folds: 0 })).toBeUndefined();
  });

  it('lets an input say nothing of a fold whose other rows would not have chosen it', async () => {
    // Noise that is told apart by little else than luck: which of the columns is strongest changes with the rows.
    const draws = openStream(5, 'noise');
    const luck = new Map<string, Column>(
      Array.from({ length: 30 }, (_, j) => [
        `noise ${j}`,
        numericColumn(Array.from(bad, (_y, i) => draws.normal(0, 1, i, j))),
      ]),
    );
    const whole = await binTable(pool, luck, bad, options);
    const best = whole.reduce((top, binning, j) => (binning.iv > whole[top]!.iv ? j : top), 0);
    const of = async (maxCandidates: number): Promise<number> => {
      const [risk] = (await crossFitRisk(pool, luck, [`noise ${best}`], bad, { ...options, maxCandidates }))!;
      return risk!.filter((value) => value === 0).length;
    };
    expect(await of(1)).toBeGreaterThan(bad.length / 5);
    expect(await of(30)).toBe(0);
  });
});
