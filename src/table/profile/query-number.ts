import type { Profile } from './profile.ts';

/** The single number of a query that gives one row with one column; missing is 0. */
export async function queryNumber(profile: Profile, sql: string): Promise<number> {
  return Number((await profile.query(sql))[0]?.[0] ?? 0);
}
