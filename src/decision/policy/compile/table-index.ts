import { isList, isRecord, type Value } from '../expression/index.ts';
import type { Key } from './cell.ts';

/** Rows by the value of one column, where enough of them ask for that value exactly. */
export interface ColumnIndex {
  readonly column: number;
  readonly rowsByKey: ReadonlyMap<Key, readonly number[]>;
  /** Rows whose cell of the column is empty or no list of values: they must be looked at whatever the value. */
  readonly others: readonly number[];
}

/** Below this many rows a scan is as fast. */
const LEAST_ROWS = 32;
/** A column is worth an index where at most this share of its rows has to be looked at anyway. */
const MOST_OTHERS = 0.5;

/** Indexes a column given each row's keys; undefined where a scan would be as good. */
export function indexColumn(
  column: number,
  keysByRow: readonly (readonly Key[] | undefined)[],
): ColumnIndex | undefined {
  if (keysByRow.length < LEAST_ROWS) return undefined;
  const rowsByKey = new Map<Key, number[]>();
  const others: number[] = [];
  keysByRow.forEach((keys, row) => {
    if (!keys) others.push(row);
    for (const key of new Set(keys)) {
      const rows = rowsByKey.get(key);
      if (rows) rows.push(row);
      else rowsByKey.set(key, [row]);
    }
  });
  return others.length <= MOST_OTHERS * keysByRow.length ? { column, rowsByKey, others } : undefined;
}

const NO_ROWS: readonly number[] = [];

/**
 * The two ascending lists of rows that can match at all, by the index that leaves fewest; undefined without an index.
 * `values` are those of the columns.
 */
export function candidateRows(
  indexes: readonly ColumnIndex[],
  values: readonly Value[],
): readonly [readonly number[], readonly number[]] | undefined {
  let best: readonly [readonly number[], readonly number[]] | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const { column, rowsByKey, others } of indexes) {
    const value = values[column];
    const known = value !== undefined && typeof value !== 'symbol' && !isList(value) && !isRecord(value);
    const rows = (known ? rowsByKey.get(value as Key) : undefined) ?? NO_ROWS;
    if (rows.length + others.length < least) {
      least = rows.length + others.length;
      best = [rows, others];
    }
  }
  return best;
}
