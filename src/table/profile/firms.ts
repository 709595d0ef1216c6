import { sqlName } from '../duckdb.ts';
import { EVENT_COLUMN, FIRM_COLUMN, PERIOD_COLUMN, type Profile } from './profile.ts';
import { queryNumber } from './query-number.ts';

/** Firms of one group of the registry and how many of them the open file knows. */
export interface GroupCoverage {
  readonly industry: string;
  readonly region: string;
  readonly firms: number;
  readonly covered: number;
}

export interface FirmCounts {
  /** Firms with any record. */
  readonly covered: number;
  /** Of them, firms that no registry entry names. */
  readonly unregistered: number;
  /** Covered firms without an event in the last so many days of the book, by the days asked for. */
  readonly silent: readonly number[];
  /** Firms with an event in the reference, in the current period. */
  readonly activeReference: number;
  readonly activeCurrent: number;
  /** The same over as many days on both sides of the split: as many as the shorter period has. */
  readonly nearReference: number;
  readonly nearCurrent: number;
  /** Most records of one firm. */
  readonly mostRecords: number;
  readonly groups: readonly GroupCoverage[];
}

const [FIRM, EVENT] = [sqlName(FIRM_COLUMN), sqlName(EVENT_COLUMN)];

/**
 * Notes the firms of the open file, a registry, with the columns `group` of their latest entry (by event, then arrival), or
 * no firms where there is no registry. @returns how many
 */
export async function noteFirms(
  profile: Profile,
  columns: { readonly industry: string; readonly region: string; readonly arrival: string } | undefined,
): Promise<number> {
  if (!columns) {
    await profile.query('CREATE TEMP TABLE firms (firm VARCHAR, industry VARCHAR, region VARCHAR)');
    return 0;
  }
  const { industry, region, arrival } = columns;
  const entry = `struct_pack(event := ${EVENT}, arrival := ${sqlName(arrival)}, industry := ${sqlName(industry)}, region := ${sqlName(region)})`;
  await profile.query(`CREATE TEMP TABLE firms AS SELECT ${FIRM} AS firm, max(${entry}).industry AS industry,
    max(${entry}).region AS region FROM records WHERE ${FIRM} IS NOT NULL GROUP BY firm`);
  return queryNumber(profile, 'SELECT count(*) FROM firms');
}

/** Counts the firms of the open file against those that `noteFirms` knows. @param silentDays days before the book's end */
export async function countFirms(profile: Profile, silentDays: readonly number[]): Promise<FirmCounts> {
  const { start, split, end } = profile.periods;
  const days = Math.min(split - start, end + 1 - split);
  await profile.query(`CREATE OR REPLACE TEMP TABLE present AS SELECT ${FIRM} AS firm, count(*) AS n,
    max(${EVENT}) FILTER (${EVENT} <= ${end}) AS last, bool_or(${PERIOD_COLUMN} = 0) AS reference,
    bool_or(${PERIOD_COLUMN} = 1) AS "current",
    bool_or(${EVENT} >= ${split - days} AND ${EVENT} < ${split}) AS near_reference,
    bool_or(${EVENT} >= ${split} AND ${EVENT} < ${split + days}) AS near_current FROM records WHERE ${FIRM} IS NOT NULL GROUP BY firm`);
  const silent = silentDays.map((quiet) => `count(*) FILTER (last IS NULL OR last <= ${end - quiet})`);
  const [row = []] =
    await profile.query(`SELECT count(*), count(*) FILTER (firm NOT IN (SELECT firm FROM firms)),
    count(*) FILTER (reference), count(*) FILTER ("current"), count(*) FILTER (near_reference), count(*) FILTER (near_current), coalesce(max(n), 0)${silent.map((sql) => `, ${sql}`).join('')}
    FROM present`);
  const [
    covered = 0,
    unregistered = 0,
    activeReference = 0,
    activeCurrent = 0,
    nearReference = 0,
    nearCurrent = 0,
    mostRecords = 0,
    ...rest
  ] = row.map(Number);
  const groups = await profile.query(`SELECT industry, region, count(*), count(present.firm) FROM firms
    LEFT JOIN present ON firms.firm = present.firm GROUP BY ALL ORDER BY ALL`);
  return {
    covered,
    unregistered,
    silent: rest,
    activeReference,
    activeCurrent,
    nearReference,
    nearCurrent,
    mostRecords,
    groups: groups.map(([industry, region, firms, known]) => ({
      industry: String(industry ?? '(missing)'),
      region: String(region ?? '(missing)'),
      firms: Number(firms),
      covered: Number(known),
    })),
  };
}

/** Days of a week. */
const WEEK = 7;

/** Rows of the open file in each week from the first day of the periods on; the last one may be shorter. */
export async function countWeeks(profile: Profile): Promise<readonly number[]> {
  const { start, end } = profile.periods;
  const weeks = new Array<number>(Math.ceil((end - start + 1) / WEEK)).fill(0);
  const rows = await profile.query(`SELECT (${EVENT} - ${start}) // ${WEEK} AS week, count(*) FROM records
    WHERE ${PERIOD_COLUMN} < 2 GROUP BY week`);
  for (const [week, n] of rows) weeks[Number(week)] = Number(n);
  return weeks;
}
