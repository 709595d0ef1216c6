import { sqlName, sqlText } from '../duckdb.ts';
import { ARRIVAL_COLUMN, EVENT_COLUMN, PERIOD_COLUMN, type Profile } from './profile.ts';
import { queryNumber } from './query-number.ts';

/** What a column may hold. */
export interface ColumnRule {
  readonly name: string;
  /** Bounds of numbers and days, both allowed. */
  readonly least?: number | undefined;
  readonly greatest?: number | undefined;
  /** Every text that is allowed. */
  readonly values?: readonly string[] | undefined;
  /** Most characters of a text, which may not be empty either. */
  readonly longest?: number | undefined;
}

export interface ColumnCounts {
  readonly name: string;
  readonly missing: number;
  /** Missing in the reference and in the current period. */
  readonly missingReference: number;
  readonly missingCurrent: number;
  /** Values outside the bounds, infinite ones included; texts that are not allowed, empty or too long. */
  readonly forbidden: number;
}

export interface Overview {
  readonly rows: number;
  /** Rows of the reference and of the current period. */
  readonly reference: number;
  readonly current: number;
  /** Rows before the first and after the last day of the periods. */
  readonly beforeStart: number;
  readonly afterEnd: number;
  /** Rows that arrived before they happened. */
  readonly early: number;
  /** First and last day of events and last day of arrivals; undefined without any. */
  readonly oldestEvent: number | undefined;
  readonly newestEvent: number | undefined;
  readonly newestArrival: number | undefined;
  readonly columns: readonly ColumnCounts[];
}

/** Counts the rows of the open file and what is missing from each column or forbidden in it, in one pass. */
export async function countOverview(profile: Profile, rules: readonly ColumnRule[]): Promise<Overview> {
  const { start, end } = profile.periods;
  const [event, arrival] = [sqlName(EVENT_COLUMN), sqlName(ARRIVAL_COLUMN)];
  const general = [
    'count(*)',
    `count(*) FILTER (${PERIOD_COLUMN} = 0)`,
    `count(*) FILTER (${PERIOD_COLUMN} = 1)`,
    `count(*) FILTER (${event} < ${start})`,
    `count(*) FILTER (${event} > ${end})`,
    `count(*) FILTER (${arrival} < ${event})`,
    `min(${event})`,
    `max(${event})`,
    `max(${arrival})`,
  ];
  const counts = rules.flatMap((rule) => {
    const missing = `${sqlName(rule.name)} IS NULL`;
    return [
      `count(*) FILTER (${missing})`,
      `count(*) FILTER (${missing} AND ${PERIOD_COLUMN} = 0)`,
      `count(*) FILTER (${missing} AND ${PERIOD_COLUMN} = 1)`,
      `count(*) FILTER (${forbiddenIn(rule)})`,
    ];
  });
  const [row = []] = await profile.query(`SELECT ${[...general, ...counts].join(', ')} FROM records`);
  const at = (i: number): number => Number(row[i] ?? 0);
  const day = (i: number): number | undefined =>
    row[i] === null || row[i] === undefined ? undefined : at(i);
  return {
    rows: at(0),
    reference: at(1),
    current: at(2),
    beforeStart: at(3),
    afterEnd: at(4),
    early: at(5),
    oldestEvent: day(6),
    newestEvent: day(7),
    newestArrival: day(8),
    columns: rules.map(({ name }, i) => {
      const first = general.length + 4 * i;
      return {
        name,
        missing: at(first),
        missingReference: at(first + 1),
        missingCurrent: at(first + 2),
        forbidden: at(first + 3),
      };
    }),
  };
}

/**
 * Different values of a column by their 64-bit hashes, which spill to disk where values themselves would not: two of a
 * million values share one with a chance of 1 in 37 million.
 */
export function countDistinct(profile: Profile, name: string): Promise<number> {
  const column = sqlName(name);
  return queryNumber(
    profile,
    `SELECT count(*) FROM (SELECT DISTINCT hash(${column}) FROM records WHERE ${column} IS NOT NULL)`,
  );
}

/** SQL that holds for values that `rule` forbids, never for missing ones. */
export function forbiddenIn({ name, least, greatest, values, longest }: ColumnRule): string {
  const column = sqlName(name);
  if (values !== undefined) return `${column} NOT IN (${values.map(sqlText).join(', ')})`;
  if (longest !== undefined) return `length(${column}) NOT BETWEEN 1 AND ${longest}`;
  const bounds = [
    ...(least === undefined ? [] : [`${column} < ${least}`]),
    ...(greatest === undefined ? [] : [`${column} > ${greatest}`]),
  ];
  return bounds.length > 0 ? bounds.join(' OR ') : 'false';
}
