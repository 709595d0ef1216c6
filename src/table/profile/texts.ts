import { sqlName } from '../duckdb.ts';
import { PERIOD_COLUMN, type Profile } from './profile.ts';
import { queryNumber } from './query-number.ts';

/** Rows of one text in each period and in neither. */
export interface TextCount {
  readonly text: string;
  readonly reference: number;
  readonly current: number;
  readonly outside: number;
}

export interface TextCounts {
  /** Most frequent first, equally frequent ones by their bytes. */
  readonly values: readonly TextCount[];
  /** False: only the texts that hold at least COMMON_SHARE of the rows, all of which are here with exact counts. */
  readonly complete: boolean;
}

/** A column of more texts than this is not listed text by text. OWN: industries, platforms and countries stay below. */
const MOST_TEXTS = 2000;
/** Share of the rows from which on a text of a longer column is counted. OWN. */
export const COMMON_SHARE = 0.005;
/** Buckets of hashes in the search for common texts: a text is common only where its bucket is. OWN. */
const BUCKETS = 4096;

/** Counts the texts of `column`, which has `distinct` of them. */
export async function countTexts(profile: Profile, column: string, distinct: number): Promise<TextCounts> {
  const complete = distinct <= MOST_TEXTS;
  const name = sqlName(column);
  const having = complete ? '' : await commonOnly(profile, name);
  const rows = await profile.query(`
    SELECT ${name} AS v, count(*) FILTER (${PERIOD_COLUMN} = 0), count(*) FILTER (${PERIOD_COLUMN} = 1),
      count(*) FILTER (${PERIOD_COLUMN} = 2)
    FROM records WHERE ${name} IS NOT NULL ${having === '' ? 'GROUP BY v' : having} ORDER BY count(*) DESC, v`);
  const values = rows.map(([text, reference, current, outside]) => ({
    text: String(text),
    reference: Number(reference),
    current: Number(current),
    outside: Number(outside),
  }));
  return { values, complete };
}

/** The rest of a query that counts common texts alone: memory for a few of them instead of for millions. */
async function commonOnly(profile: Profile, name: string): Promise<string> {
  const rows = await queryNumber(profile, `SELECT count(${name}) FROM records`);
  const least = Math.max(1, Math.ceil(COMMON_SHARE * rows));
  const buckets = await profile.query(
    `SELECT hash(${name}) % ${BUCKETS} AS b FROM records WHERE ${name} IS NOT NULL GROUP BY b HAVING count(*) >= ${least} ORDER BY b`,
  );
  const wanted = buckets.length > 0 ? buckets.map(([b]) => String(b)).join(', ') : '-1';
  return `AND hash(${name}) % ${BUCKETS} IN (${wanted}) GROUP BY v HAVING count(*) >= ${least}`;
}
