import { featureNames } from '../../src/features/index.ts';
import { asFloat64, columnOf, readTable, type Table, textAt } from '../../src/table/index.ts';

/** Relative; sums of whole numbers are equal to the bit, quotients and deviations round in another order. */
export const TOLERANCE = 1e-9;

/** Problems that are told one by one. */
const MOST_PROBLEMS = 20;

/** Where two feature files agree. */
export interface TwinReport {
  /** Features that were compared: all of the twin's. */
  readonly features: readonly string[];
  readonly rows: number;
  /** Values that both have; the others both miss, or are among the problems. */
  readonly values: number;
  /** Largest |a - b| / max(|a|, |b|) of the values that both have. */
  readonly largestDifference: number;
  /** Empty where the files agree: one line per value that differs by more than `TOLERANCE` or that one of them misses. */
  readonly problems: readonly string[];
}

/**
 * Compares every value of the twin's file with that of a feature file of ours, application by application; NaN is NULL.
 * @throws PARUS_FILE_*, PARUS_TABLE_COLUMN_MISSING where a file cannot be read or the catalogue lacks a feature of the twin
 */
export async function compareWithTwin(ours: string, twin: string): Promise<TwinReport> {
  const theirs = await readTable(twin);
  const features = [...theirs.columns.keys()].filter((name) => name !== 'applicationId');
  const known = features.filter((name) => featureNames.includes(name));
  const mine = await readTable(ours, { columns: ['applicationId', ...features] });
  const problems = features
    .filter((name) => !known.includes(name))
    .map((name) => `${name}: not in the catalogue`);
  const rowOf = rowsById(theirs);
  const ids = textsOf(mine);
  if (mine.nRows !== theirs.nRows || rowOf.size !== theirs.nRows) {
    problems.push(
      `rows: ${mine.nRows} of ours, ${theirs.nRows} of theirs, ${rowOf.size} different applications`,
    );
  }
  let values = 0;
  let largestDifference = 0;
  for (const name of features) {
    const a = numbersOf(mine, name);
    const b = numbersOf(theirs, name);
    for (const [row, id] of ids.entries()) {
      const x = a[row]!;
      const y = b[rowOf.get(id) ?? -1] ?? Number.NaN;
      if (Number.isNaN(x) && Number.isNaN(y) && rowOf.has(id)) continue;
      const difference = x === y ? 0 : Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y));
      if (difference <= TOLERANCE) {
        values += 1;
        if (difference > largestDifference) largestDifference = difference;
      } else if (problems.length < MOST_PROBLEMS) problems.push(`${name} of ${id}: ours ${x}, SQL ${y}`);
    }
  }
  return { features, rows: mine.nRows, values, largestDifference, problems };
}

function textsOf(table: Table): string[] {
  const column = columnOf(table, 'applicationId');
  if (column.kind !== 'category') throw new TypeError('applicationId is no text column');
  return Array.from({ length: table.nRows }, (_, row) => textAt(column, row) ?? '');
}

function rowsById(table: Table): ReadonlyMap<string, number> {
  return new Map(textsOf(table).map((id, row) => [id, row]));
}

function numbersOf(table: Table, name: string): Float64Array {
  const column = columnOf(table, name);
  if (column.kind === 'category') throw new TypeError(`${name} is no column of numbers`);
  return asFloat64(column);
}
