/** Training sets with row weights, for the trainers of trees and forests themselves. */
import { openStream } from '../../../src/core/index.ts';
import { chooseInputs } from '../../../src/models/inputs.ts';
import { bindColumns } from '../../../src/models/model.ts';
import type { TrainingSet } from '../../../src/models/trainer.ts';
import { sharedFloat64, sharedUint8 } from '../../../src/parallel/index.ts';
import { makeTable, numericColumn, takeRows } from '../../../src/table/index.ts';
import { creditSkip, creditTable } from '../credit-table.ts';

export interface WeighedRows extends TrainingSet {
  readonly weights: Float64Array;
}

const credit = creditTable(900, 3);

/** Rows of the credit table (repeats allowed), in this order, each with its weight; numbers fall into so few values that each is a bin. */
export function weighedRows(rows: readonly number[], weightOf: (row: number) => number): WeighedRows {
  const columns = [...credit.table.columns].map(([name, column]) => {
    if (column.kind !== 'numeric') return [name, column] as const;
    const step = name === 'income' ? 2000 : 1;
    const values = Array.from(column.values, (v) =>
      Number.isNaN(v) ? undefined : Math.min(Math.round(v / step), 100),
    );
    return [name, numericColumn(values)] as const;
  });
  const whole = makeTable(columns, credit.table.origin);
  const { inputs } = chooseInputs(whole, creditSkip);
  const bad = sharedUint8(rows.length);
  bad.set(rows.map((row) => credit.bad[row]!));
  const weights = sharedFloat64(rows.length);
  weights.set(rows.map(weightOf));
  return { inputs, bound: bindColumns(inputs, takeRows(whole, rows)), bad, weights };
}

export const allRows: readonly number[] = Array.from(credit.bad.keys());

const draws = openStream(5, 'test/weighed-rows');

/** 1, 2 or 3 by row. */
export const threes = (row: number): number => 1 + draws.integer(3, row);
/** Anything between 0.01 and 3 by row. */
export const fractions = (row: number): number => 0.01 + 3 * draws.uniform(row, 1);
/** Quarters from 1/4 to 3 by row. */
export const quarters = (row: number): number => (1 + draws.integer(12, row, 2)) / 4;

/** All rows in another order. */
export const shuffled: readonly number[] = allRows.toSorted(
  (a, b) => draws.uniform(a, 9) - draws.uniform(b, 9),
);

/** The numbers alone: what categories are ordered by stands in rows, so that the unit of weights matters to them. */
export function numbersOf({ inputs, bound, ...set }: WeighedRows): WeighedRows {
  const kept = Array.from(inputs.keys()).filter((f) => inputs[f]!.kind === 'numeric');
  return {
    ...set,
    inputs: kept.map((f) => inputs[f]!),
    bound: { ...bound, columns: kept.map((f) => bound.columns[f]!) },
  };
}
