/** Bins from plain columns, in both layouts, for tests. */
import { type BinBlock, type BinColumns, fillBlock, makeBlocks } from '../../src/kernels/bin-blocks.ts';

export function binColumnsOf(columns: readonly (readonly number[])[]): BinColumns {
  return { nRows: columns[0]?.length ?? 0, columns: columns.map((bins) => Uint8Array.from(bins)) };
}

export function binBlocksOf(columns: readonly (readonly number[])[]): BinBlock[] {
  const binned = binColumnsOf(columns);
  const blocks = makeBlocks(binned.nRows, columns.length);
  for (const block of blocks) fillBlock(binned, block, 0, binned.nRows);
  return blocks;
}
