import { sqlName } from '../duckdb.ts';
import { ARRIVAL_COLUMN, type Profile } from './profile.ts';
import { queryNumber } from './query-number.ts';

/** Rows beyond the first of their kind. */
export interface DuplicateCounts {
  /** Equal in the key. */
  readonly byKey: number;
  /** Equal in every column. */
  readonly exact: number;
  /** Not exact, but equal in everything except the naming columns: the same content under another number. */
  readonly renumbered: number;
  /** Equal in everything except naming columns and arrival: the same content again on another day. */
  readonly redelivered: number;
}

export interface DuplicateColumns {
  readonly all: readonly string[];
  readonly key: readonly string[];
  /** Columns that only number or name a record. */
  readonly naming: readonly string[];
}

/**
 * Counts repeated rows exactly. Hashes pick the few rows that may be repeated, and their columns decide, so that millions of
 * rows cost eight bytes each.
 */
export async function countDuplicates(
  profile: Profile,
  { all, key, naming }: DuplicateColumns,
): Promise<DuplicateCounts> {
  const known = all.filter((name) => !naming.includes(name));
  const content = known.filter((name) => name !== ARRIVAL_COLUMN);
  const byKey = (await pickCandidates(profile, key)) ? await repeats(profile, key) : 0;
  if (!(await pickCandidates(profile, content))) return { byKey, exact: 0, renumbered: 0, redelivered: 0 };
  const rows = await queryNumber(profile, 'SELECT count(*) FROM candidates');
  const different = (names: readonly string[]): Promise<number> =>
    queryNumber(profile, `SELECT count(*) FROM (SELECT DISTINCT ${namesOf(names)} FROM candidates)`);
  const whole = await different(all);
  const delivered = await different(known);
  const contents = await different(content);
  return { byKey, exact: rows - whole, renumbered: whole - delivered, redelivered: delivered - contents };
}

/** Makes the table `candidates`: rows whose `names` have a hash in common with another row's. False where there are none. */
async function pickCandidates(profile: Profile, names: readonly string[]): Promise<boolean> {
  const hash = `hash(${namesOf(names)})`;
  await profile.query(`CREATE OR REPLACE TEMP TABLE shared_hashes AS
    SELECT h FROM (SELECT ${hash} AS h FROM records) GROUP BY h HAVING count(*) > 1`);
  if ((await queryNumber(profile, 'SELECT count(*) FROM shared_hashes')) === 0) return false;
  await profile.query(`CREATE OR REPLACE TEMP TABLE candidates AS
    SELECT * FROM records WHERE ${hash} IN (SELECT h FROM shared_hashes)`);
  return true;
}

function repeats(profile: Profile, names: readonly string[]): Promise<number> {
  return queryNumber(
    profile,
    `SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM candidates GROUP BY ${namesOf(names)})`,
  );
}

function namesOf(names: readonly string[]): string {
  return names.map(sqlName).join(', ');
}
