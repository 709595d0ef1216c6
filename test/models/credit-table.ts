/** A made-up credit table with numbers, categories, missing values, a special code, and columns that are no features. */
import { openStream } from '../../src/core/index.ts';
import { sharedUint8 } from '../../src/parallel/index.ts';
import { categoryColumn, makeTable, numericColumn, type Table } from '../../src/table/index.ts';

export interface CreditTable {
  readonly table: Table;
  readonly bad: Uint8Array;
  /** The log-odds that drew the outcome: no model can rank better. */
  readonly truth: readonly number[];
}

export function creditTable(nRows: number, seed = 1): CreditTable {
  const draws = openStream(seed, 'credit-table');
  const rows = Array.from({ length: nRows }, (_, i) => {
    const income = Math.exp(draws.normal(9, 1, i, 0));
    const age = 20 + draws.integer(50, i, 1);
    const branch = ['retail', 'farm', 'transport', 'rare'][draws.categorical([5, 3, 2, 0.02], i, 2)]!;
    const enquiries = draws.poisson(1.5, i, 3);
    const score = draws.uniform(i, 4) < 0.1 ? -9 : draws.normal(50, 10, i, 5);
    const margin =
      -1.2 -
      0.5 * (Math.log(income) - 9) +
      0.45 * enquiries -
      0.02 * (age - 45) +
      (branch === 'farm' ? 0.7 : 0) +
      (score === -9 ? 0.8 : -0.05 * (score - 50));
    return {
      income: draws.uniform(i, 6) < 0.15 ? undefined : income,
      age,
      branch: draws.uniform(i, 7) < 0.05 ? undefined : branch,
      enquiries,
      score,
      margin,
      bad: draws.uniform(i, 8) < 1 / (1 + Math.exp(-margin)) ? 1 : 0,
    };
  });
  const bad = sharedUint8(nRows);
  rows.forEach((row, i) => {
    bad[i] = row.bad;
  });
  const table = makeTable(
    [
      ['id', categoryColumn(rows.map((_, i) => `firm ${i}`))],
      ['income', numericColumn(rows.map((r) => r.income))],
      ['age', numericColumn(rows.map((r) => r.age))],
      ['branch', categoryColumn(rows.map((r) => r.branch))],
      ['enquiries', numericColumn(rows.map((r) => r.enquiries))],
      ['score', numericColumn(rows.map((r) => r.score))],
      ['constant', numericColumn(rows.map(() => 1))],
      ['empty', numericColumn(rows.map(() => undefined))],
      ['opened', { kind: 'date', values: Int32Array.from(rows, (_, i) => 19_000 + i) }],
      ['outcome', categoryColumn(rows.map((r) => (r.bad ? 'bad' : 'good')))],
    ],
    'credit.csv',
  );
  return { table, bad, truth: rows.map(({ margin }) => margin) };
}

export const creditTarget = { column: 'outcome', bad: 'bad' } as const;
export const creditSkip: ReadonlyMap<string, string> = new Map([['outcome', 'the target']]);
