import type { Totals } from './woe.ts';

/** The outcome of the training rows of a variable: shared by all variables, so that workers read one copy. */
export interface Outcome {
  /** 1 = bad, one per row. */
  readonly bad: Uint8Array;
  /** Weight of each row, finite and >= 0; default 1. A row of weight w counts as w equal rows. */
  readonly weights?: Float64Array | undefined;
}

/** Goods and bads, adding up as rows are read. */
export interface Tally {
  goods: number;
  bads: number;
}

/** Adds a row to a tally. @param tally INOUT */
export function countRow(tally: Tally, { bad, weights }: Outcome, row: number): void {
  const weight = weights ? weights[row]! : 1;
  if (bad[row]) tally.bads += weight;
  else tally.goods += weight;
}

/** All rows of an outcome. */
export function countAll(outcome: Outcome): Totals {
  const tally = { goods: 0, bads: 0 };
  for (let row = 0; row < outcome.bad.length; row++) countRow(tally, outcome, row);
  return tally;
}
