import { fail } from '../core/index.ts';
import { sharedUint8 } from '../parallel/index.ts';
import { abbreviate, asFloat64, columnOf, MISSING_CODE, type Table } from '../table/index.ts';

/** Which column says how a loan ended, and which of its values is bad. */
export interface TargetSpec {
  readonly column: string;
  /** The bad value as text; default: 1 or true. */
  readonly bad?: string | undefined;
}

const TRUE_WORDS = ['1', 'true', 't', 'yes'];
const FALSE_WORDS = ['0', 'false', 'f', 'no'];

/**
 * The target as 1 = bad, 0 = good. Numbers must be 0/1 (or hold the value `bad`); text needs `bad` unless it reads as
 * true/false.
 * @throws PARUS_TARGET_MISSING with the row, PARUS_TARGET_VALUES with what was found, PARUS_TABLE_COLUMN_MISSING
 */
export function targetOf(table: Table, { column: name, bad }: TargetSpec): Uint8Array {
  const column = columnOf(table, name);
  const path = table.origin;
  const out = sharedUint8(table.nRows);
  if (column.kind === 'category') {
    const row = column.codes.indexOf(MISSING_CODE);
    if (row >= 0) throw fail('PARUS_TARGET_MISSING', { column: name, path, row: row + 1 });
    const isBad = badLevels(column.levels, name, path, bad);
    for (let i = 0; i < out.length; i++) out[i] = isBad[column.codes[i]!]! ? 1 : 0;
    return out;
  }
  const values = asFloat64(column);
  const badValue = bad === undefined ? 1 : Number(bad);
  for (let i = 0; i < out.length; i++) {
    const v = values[i]!;
    if (Number.isNaN(v)) throw fail('PARUS_TARGET_MISSING', { column: name, path, row: i + 1 });
    if (bad === undefined && v !== 0 && v !== 1) {
      throw fail('PARUS_TARGET_VALUES', {
        column: name,
        path,
        got: `${v} in row ${i + 1}`,
        expected: '0 and 1, or --bad naming the bad value',
      });
    }
    out[i] = v === badValue ? 1 : 0;
  }
  return out;
}

function badLevels(
  levels: readonly string[],
  column: string,
  path: string,
  bad: string | undefined,
): boolean[] {
  if (bad !== undefined) {
    if (!levels.includes(bad)) {
      throw fail('PARUS_TARGET_VALUES', {
        column,
        path,
        got: abbreviate(levels),
        expected: `the bad value ${bad} among them`,
      });
    }
    return levels.map((level) => level === bad);
  }
  const words = levels.map((level) => level.toLowerCase());
  if (!words.every((word) => TRUE_WORDS.includes(word) || FALSE_WORDS.includes(word))) {
    throw fail('PARUS_TARGET_VALUES', {
      column,
      path,
      got: abbreviate(levels),
      expected: '--bad VALUE naming the bad one',
    });
  }
  return words.map((word) => TRUE_WORDS.includes(word));
}

/** Both classes must be there, `atLeast` of each. @throws PARUS_TARGET_ONE_CLASS */
export function assertTwoClasses(
  bad: Uint8Array,
  column: string,
  path: string,
  part: string,
  atLeast: number,
): void {
  let bads = 0;
  for (const y of bad) bads += y;
  if (bads >= atLeast && bad.length - bads >= atLeast) return;
  throw fail('PARUS_TARGET_ONE_CLASS', { column, path, bads, rows: bad.length, part, expected: atLeast });
}
