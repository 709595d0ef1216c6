import { sqlName, sqlText } from '../duckdb.ts';
import { type ColumnRule, forbiddenIn } from './overview.ts';
import { EVENT_COLUMN, FIRM_COLUMN, type Profile } from './profile.ts';

/** A column, a fixed number or text, or arithmetic of them. */
export type Term =
  | { readonly column: string }
  | { readonly value: number | string }
  | { readonly times: readonly [Term, Term] }
  | { readonly minus: readonly [Term, Term] }
  | { readonly size: Term };

/** Something that holds for a row or not; comparisons with a missing value do not hold. */
export type Condition =
  | { readonly compare: readonly [Term, '<' | '<=' | '=' | '<>' | '>' | '>=', Term] }
  | { readonly missing: string }
  | { readonly present: string }
  | { readonly every: readonly Condition[] }
  | { readonly some: readonly Condition[] };

/** The firm of a row and the day of its event. */
export interface RowPlace {
  readonly firmId: string | undefined;
  readonly eventDate: number | undefined;
}

/** Rows of the open file for which each condition holds. */
export async function countConditions(
  profile: Profile,
  conditions: readonly Condition[],
): Promise<readonly number[]> {
  if (conditions.length === 0) return [];
  const counts = conditions.map((condition) => `count(*) FILTER (${sqlOf(condition)})`);
  const [row = []] = await profile.query(`SELECT ${counts.join(', ')} FROM records`);
  return row.map(Number);
}

/** The earliest few rows for which `condition` holds, by event and firm. */
export function placesWhere(
  profile: Profile,
  condition: Condition,
  most: number,
): Promise<readonly RowPlace[]> {
  return firstPlaces(profile, sqlOf(condition), most);
}

/** The earliest few rows that hold what `rule` forbids, by event and firm, each with the value as text. */
export async function placesForbidden(
  profile: Profile,
  rule: ColumnRule,
  most: number,
): Promise<readonly (RowPlace & { readonly value: string })[]> {
  const rows = await profile.query(`SELECT ${sqlName(FIRM_COLUMN)} AS firm, ${sqlName(EVENT_COLUMN)} AS event,
    CAST(${sqlName(rule.name)} AS VARCHAR) AS value FROM records WHERE ${forbiddenIn(rule)}
    ORDER BY event, firm, value LIMIT ${most}`);
  return rows.map((row) => ({ ...placeOf(row), value: String(row[2]) }));
}

/** The few rows with the greatest, or the smallest, sizes of `column` other than 0, farthest first. */
export async function placesOfExtreme(
  profile: Profile,
  column: string,
  side: 'high' | 'low',
  most: number,
): Promise<readonly (RowPlace & { readonly value: number })[]> {
  const value = sqlName(column);
  const rows =
    await profile.query(`SELECT ${sqlName(FIRM_COLUMN)} AS firm, ${sqlName(EVENT_COLUMN)} AS event, ${value}
    FROM records WHERE ${value} <> 0 AND NOT isinf(${value})
    ORDER BY abs(${value}) ${side === 'high' ? 'DESC' : 'ASC'}, event, firm LIMIT ${most}`);
  return rows.map((row) => ({ ...placeOf(row), value: Number(row[2]) }));
}

async function firstPlaces(profile: Profile, condition: string, most: number): Promise<readonly RowPlace[]> {
  const rows = await profile.query(`SELECT ${sqlName(FIRM_COLUMN)} AS firm, ${sqlName(EVENT_COLUMN)} AS event
    FROM records WHERE ${condition} ORDER BY event, firm LIMIT ${most}`);
  return rows.map(placeOf);
}

function placeOf([firm, event]: readonly unknown[]): RowPlace {
  const known = (value: unknown): boolean => value !== null && value !== undefined;
  return {
    firmId: known(firm) ? String(firm) : undefined,
    eventDate: known(event) ? Number(event) : undefined,
  };
}

/** Records that follow others: what `next` holds for should come after what `first` holds for, with the same `same`. */
export interface Succession {
  readonly first: Condition;
  readonly next: Condition;
  readonly same: readonly string[];
}

/** Groups of `same` with a `next`: those without any `first`, and those whose earliest `next` is before the earliest `first`. */
export async function countSuccession(
  profile: Profile,
  { first, next, same }: Succession,
): Promise<{ readonly groups: number; readonly alone: number; readonly before: number }> {
  const event = sqlName(EVENT_COLUMN);
  const [row = []] =
    await profile.query(`SELECT count(*), count(*) FILTER (f IS NULL), count(*) FILTER (t < f) FROM (
    SELECT min(${event}) FILTER (${sqlOf(first)}) AS f, min(${event}) FILTER (${sqlOf(next)}) AS t
    FROM records GROUP BY ${same.map(sqlName).join(', ')}) WHERE t IS NOT NULL`);
  const [groups = 0, alone = 0, before = 0] = row.map(Number);
  return { groups, alone, before };
}

/** A level that every row moves by its amount: an account, whose balance is the one before plus what came in. */
export interface Chain {
  readonly level: string;
  readonly amount: string;
  /** Rows that take away rather than add. */
  readonly takesAway: Condition;
  /** Order of the rows of a firm. */
  readonly order: readonly string[];
}

/** Rows whose level is not the one before moved by their amount, and the firms that have such rows. */
export async function countBreaks(
  profile: Profile,
  { level, amount, takesAway, order }: Chain,
): Promise<{ readonly rows: number; readonly firms: number }> {
  const [firm, value] = [sqlName(FIRM_COLUMN), sqlName(level)];
  const moved = `CASE WHEN ${sqlOf(takesAway)} THEN -${sqlName(amount)} ELSE ${sqlName(amount)} END`;
  const before = `lag(${value}) OVER (PARTITION BY ${firm} ORDER BY ${order.map(sqlName).join(', ')})`;
  const [row = []] = await profile.query(`SELECT count(*), count(DISTINCT firm) FROM (
    SELECT ${firm} AS firm FROM records QUALIFY ${value} <> ${before} + (${moved}))`);
  const [rows = 0, firms = 0] = row.map(Number);
  return { rows, firms };
}

function sqlOf(condition: Condition): string {
  if ('compare' in condition) {
    const [left, is, right] = condition.compare;
    return `coalesce(${sqlOfTerm(left)} ${is} ${sqlOfTerm(right)}, false)`;
  }
  if ('missing' in condition) return `${sqlName(condition.missing)} IS NULL`;
  if ('present' in condition) return `${sqlName(condition.present)} IS NOT NULL`;
  const [parts, joint] = 'every' in condition ? [condition.every, ' AND '] : [condition.some, ' OR '];
  return `(${parts.map(sqlOf).join(joint)})`;
}

function sqlOfTerm(term: Term): string {
  if ('column' in term) return sqlName(term.column);
  if ('value' in term) return typeof term.value === 'number' ? String(term.value) : sqlText(term.value);
  if ('size' in term) return `abs(${sqlOfTerm(term.size)})`;
  const [[left, right], sign] = 'times' in term ? [term.times, '*'] : [term.minus, '-'];
  return `(${sqlOfTerm(left)} ${sign} ${sqlOfTerm(right)})`;
}
