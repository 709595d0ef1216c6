import { addMonths, civilOf, type Day, firstDayOfMonthIndex, monthIndexOf } from '../core/index.ts';
import { MISSING_INT32 } from '../table/index.ts';
import { aucDeLong, type DeLongAuc } from './delong.ts';
import { type BadFlags, checkLabelled, type EvaluationPlace, UNNAMED_PLACE } from './labelled.ts';

/** Quarters since 1970Q1. */
export type QuarterIndex = number;

export function quarterIndexOf(day: Day): QuarterIndex {
  return Math.floor(monthIndexOf(day) / 3);
}

/** `2024Q3`. */
export function formatQuarter(quarter: QuarterIndex): string {
  const { year, month } = civilOf(firstDayOfMonthIndex(3 * quarter));
  return `${year}Q${(month + 2) / 3}`;
}

/** Rows by number, ascending. */
export interface OutOfTimeSplit {
  /** First quarter of the test. */
  readonly quarter: string;
  /** Rows whose outcome was known when the test quarter began. */
  readonly train: Uint32Array;
  /** Rows of the test quarter. */
  readonly test: Uint32Array;
  /** Earlier rows that nobody could have trained on yet: their outcome was still open. */
  readonly embargoed: number;
}

export interface OutOfTimeOptions {
  /** Months from `asOf` until the outcome is known; default 12, the window of `bad`. 0 splits by date alone. */
  readonly knownAfterMonths?: number | undefined;
  /** Splits with fewer training rows are left out; default 1. */
  readonly minTrainRows?: number | undefined;
}

/** 90 days past due within 12 months: the outcome of a loan is open for that long. */
const OUTCOME_MONTHS = 12;

/**
 * One split per quarter of `asOf`, earliest first: train on all that was known before the quarter, test on the quarter. Rows without a
 * date (MISSING_INT32) are in no split.
 */
export function outOfTimeSplits(
  asOf: Int32Array,
  { knownAfterMonths = OUTCOME_MONTHS, minTrainRows = 1 }: OutOfTimeOptions = {},
): OutOfTimeSplit[] {
  const rowsOf = rowsByQuarter(asOf);
  const known = Int32Array.from(asOf, (day) =>
    day === MISSING_INT32 ? MISSING_INT32 : addMonths(day, knownAfterMonths),
  );
  return [...rowsOf]
    .map(([quarter, test]) => {
      const start = firstDayOfMonthIndex(3 * quarter);
      const train: number[] = [];
      let embargoed = 0;
      for (let row = 0; row < asOf.length; row++) {
        if (asOf[row] === MISSING_INT32 || asOf[row]! >= start) continue;
        // Known on the day before the quarter at the latest.
        if (known[row]! < start) train.push(row);
        else embargoed += 1;
      }
      return {
        quarter: formatQuarter(quarter),
        train: Uint32Array.from(train),
        test: Uint32Array.from(test),
        embargoed,
      };
    })
    .filter(({ train }) => train.length >= minTrainRows);
}

/** How a model did on the applications of one quarter. */
export interface QuarterResult {
  readonly quarter: string;
  readonly rows: number;
  readonly bads: number;
  readonly badRate: number;
  readonly meanPd: number;
  /** Absent where the quarter lacks a class. */
  readonly auc?: DeLongAuc;
}

/**
 * Bad rate, mean PD and AUC by quarter, earliest first; rows without a date are left out.
 * @throws RangeError when there are not as many dates as PDs, and the errors of `evaluateScores`
 */
export function evaluateByQuarter(
  pd: Float64Array,
  bad: BadFlags,
  asOf: Int32Array,
  place: EvaluationPlace = UNNAMED_PLACE,
): QuarterResult[] {
  if (asOf.length !== pd.length) throw new RangeError(`${asOf.length} dates, expected ${pd.length}`);
  checkLabelled(pd, bad, place, true);
  return [...rowsByQuarter(asOf)].map(([quarter, rows]) => {
    const scores = Float64Array.from(rows, (row) => pd[row]!);
    const flags = Uint8Array.from(rows, (row) => bad[row]!);
    const bads = flags.reduce((sum, y) => sum + y, 0);
    const bothClasses = bads > 0 && bads < rows.length;
    return {
      quarter: formatQuarter(quarter),
      rows: rows.length,
      bads,
      badRate: bads / rows.length,
      meanPd: scores.reduce((sum, x) => sum + x, 0) / rows.length,
      ...(bothClasses && { auc: aucDeLong(scores, flags, { place }) }),
    };
  });
}

/** Row numbers by quarter, both ascending. */
function rowsByQuarter(asOf: Int32Array): Map<QuarterIndex, number[]> {
  const rows = new Map<QuarterIndex, number[]>();
  asOf.forEach((day, row) => {
    if (day === MISSING_INT32) return;
    const quarter = quarterIndexOf(day);
    const own = rows.get(quarter);
    if (own) own.push(row);
    else rows.set(quarter, [row]);
  });
  return new Map([...rows].sort(([a], [b]) => a - b));
}
