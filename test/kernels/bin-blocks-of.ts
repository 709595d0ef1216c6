/** Bin blocks from plain columns, for tests. */
import { type BinBlock, type BinBlocks, blockWidths } from '../../src/kernels/bin-blocks.ts';

export function binBlocksOf(columns: readonly (readonly number[])[]): BinBlocks {
  const nRows = columns[0]?.length ?? 0;
  let firstFeature = 0;
  const blocks = blockWidths(columns.length).map((width): BinBlock => {
    const memory = new SharedArrayBuffer(nRows * width);
    const block = { firstFeature, width, bytes: new Uint8Array(memory), words: new Int32Array(memory) };
    columns.slice(firstFeature, firstFeature + width).forEach((column, k) => {
      column.forEach((bin, row) => {
        block.bytes[row * width + k] = bin;
      });
    });
    firstFeature += width;
    return block;
  });
  return { nRows, nFeatures: columns.length, blocks };
}
