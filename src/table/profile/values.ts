import { sqlName } from '../duckdb.ts';
import { ARRIVAL_COLUMN, EVENT_COLUMN, PERIOD_COLUMN, type Profile } from './profile.ts';

/** What is counted: numbers of a column, days of a date column, or the days from one date column to another. */
export type Quantity =
  | { readonly kind: 'number'; readonly column: string }
  | { readonly kind: 'day'; readonly column: string }
  | { readonly kind: 'days'; readonly from: string; readonly to: string };

/** From the event to its arrival. */
export const DELAY: Quantity = { kind: 'days', from: EVENT_COLUMN, to: ARRIVAL_COLUMN };

/** Neighbouring values that are counted together, with the rows of each period and of neither. */
export interface ValueBin {
  readonly least: number;
  readonly greatest: number;
  readonly reference: number;
  readonly current: number;
  readonly outside: number;
}

/**
 * Counts of the finite values of `quantity`, ascending, without the missing ones. Days have a bin each; numbers share one
 * when their first three significant digits and their sign agree: whole numbers below 1,000 have their own, any other
 * stands within 1 % of its neighbours. So memory depends on the range of the values, never on how many rows there are.
 */
export async function countValues(profile: Profile, quantity: Quantity): Promise<readonly ValueBin[]> {
  const value = sqlOf(quantity);
  const bin = quantity.kind === 'number' ? THREE_DIGITS : 'v';
  const rows = await profile.query(`
    SELECT min(v), max(v), count(*) FILTER (p = 0), count(*) FILTER (p = 1), count(*) FILTER (p = 2)
    FROM (SELECT ${value} AS v, ${PERIOD_COLUMN} AS p FROM records)
    WHERE v IS NOT NULL AND NOT isinf(CAST(v AS DOUBLE)) GROUP BY ${bin} ORDER BY 1`);
  return rows.map((row) => {
    const [least = 0, greatest = 0, reference = 0, current = 0, outside = 0] = row.map(Number);
    return { least, greatest, reference, current, outside };
  });
}

/** Power of ten of the third digit of `v`, which is not 0. */
const THIRD_DIGIT = '(floor(log10(abs(v))) - 2)';

/**
 * Small whole numbers as they are; of others sign, power and three digits as one number, all beyond the small ones. The
 * logarithm costs more than all the rest, and most counts do not need it.
 */
const THREE_DIGITS = `CASE WHEN abs(v) < 1000 AND v = trunc(v) THEN v
  ELSE sign(v) * ((${THIRD_DIGIT} + 400) * 1000 + floor(abs(v) / pow(10, ${THIRD_DIGIT}))) END`;

function sqlOf(quantity: Quantity): string {
  return quantity.kind === 'days'
    ? `${sqlName(quantity.to)} - ${sqlName(quantity.from)}`
    : sqlName(quantity.column);
}

/** Digits of the sizes of a column's values. */
export interface RoundCounts {
  /** Values of `lastFrom` and more by the last digit of their whole units, 0 to 9. */
  readonly lastDigits: readonly number[];
  /** Values of `roundTo` and more, and those of them that it divides. */
  readonly large: number;
  readonly round: number;
}

export interface RoundOptions {
  /** One whole unit, `lastFrom` and `roundTo` are in the unit of the column. */
  readonly unit: number;
  readonly lastFrom: number;
  readonly roundTo: number;
}

/** Counts the last digits and the round values of `column`. `lastFrom` is not above `roundTo`. */
export async function countRound(
  profile: Profile,
  column: string,
  { unit, lastFrom, roundTo }: RoundOptions,
): Promise<RoundCounts> {
  const size = `abs(${sqlName(column)})`;
  const large = `${size} >= ${roundTo}`;
  const rows = await profile.query(`
    SELECT CAST(floor(${size} / ${unit}) % 10 AS INTEGER) AS digit, count(*), count(*) FILTER (${large}),
      count(*) FILTER (${large} AND ${size} % ${roundTo} = 0)
    FROM records WHERE ${size} >= ${lastFrom} AND NOT isinf(${size}) GROUP BY digit ORDER BY digit`);
  const counts = { lastDigits: new Array<number>(10).fill(0), large: 0, round: 0 };
  for (const [digit, n, far, whole] of rows) {
    counts.lastDigits[Number(digit)] = Number(n);
    counts.large += Number(far);
    counts.round += Number(whole);
  }
  return counts;
}
