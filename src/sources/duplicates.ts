import { columnOf, type Table, takeRows } from '../table/index.ts';
import { type RefusedRow, shownKey, type ValidatedBlock } from './validate-block.ts';

interface Winner {
  readonly arrival: number;
  readonly block: number;
  readonly i: number;
}

/**
 * Keeps one record per key among all blocks of a source: the one that arrived first, on the same day the one that stands
 * first. Order is kept; the others are refused as PARUS_RECORD_DUPLICATE.
 */
export function dropDuplicates(blocks: readonly ValidatedBlock[]): {
  readonly tables: readonly Table[];
  readonly refused: readonly RefusedRow[];
} {
  const winners = new Map<string, Winner>();
  for (const [b, block] of blocks.entries()) {
    const arrivals = arrivalsOf(block.table);
    for (const [i, key] of block.keys.entries()) {
      const known = winners.get(key);
      const arrival = arrivals[i]!;
      if (!known || arrival < known.arrival) winners.set(key, { arrival, block: b, i });
    }
  }
  const refused: RefusedRow[] = [];
  const tables = blocks.map((block, b) => {
    const kept: number[] = [];
    for (const [i, key] of block.keys.entries()) {
      const winner = winners.get(key)!;
      if (winner.block === b && winner.i === i) kept.push(i);
      else refused.push(duplicate(block, i, key, blocks[winner.block]!, winner.i));
    }
    return kept.length === block.table.nRows ? block.table : takeRows(block.table, kept);
  });
  return { tables, refused };
}

function arrivalsOf(table: Table): Int32Array {
  const column = columnOf(table, 'arrivalDate');
  if (column.kind !== 'date') throw new TypeError('arrivalDate is no date column');
  return column.values;
}

function duplicate(
  block: ValidatedBlock,
  i: number,
  key: string,
  keptBlock: ValidatedBlock,
  keptAt: number,
): RefusedRow {
  const row = keptBlock.rows[keptAt]!;
  const where = keptBlock.path === block.path ? `row ${row}` : `row ${row} of ${keptBlock.path}`;
  return {
    code: 'PARUS_RECORD_DUPLICATE',
    file: block.path,
    row: block.rows[i]!,
    column: '',
    value: shownKey(key),
    message: `duplicate key; kept is the record that arrived first, in ${where}`,
  };
}
