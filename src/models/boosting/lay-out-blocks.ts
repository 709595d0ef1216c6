import { type BinBlock, type BinColumns, fillBlock, makeBlocks } from '../../kernels/bin-blocks.ts';
import { type ShardRange, shardRanges, taskRef, type WorkerPool } from '../../parallel/index.ts';

/** Rows of one task. */
const SHARD_ROWS = 131_072;
/** Rows copied at once: their part of a block stays in the cache until every word has been written. */
const CACHED_ROWS = 2048;

interface FillInput {
  readonly binned: BinColumns;
  /** OUT */
  readonly block: BinBlock;
  readonly range: ShardRange;
}

/** Fills some rows of one block; the worker's task. */
export function fillRows({ binned, block, range: { start, end } }: FillInput): void {
  for (const part of shardRanges(end - start, CACHED_ROWS)) {
    fillBlock(binned, block, start + part.start, start + part.end);
  }
}

/** Lays the bins of a table out for counting, in the pool's workers. */
export async function layOutBlocks(pool: WorkerPool, binned: BinColumns): Promise<readonly BinBlock[]> {
  const blocks = makeBlocks(binned.nRows, binned.columns.length);
  const tasks = shardRanges(binned.nRows, SHARD_ROWS).flatMap((range) =>
    blocks.map((block) => ({
      binned: columnsOf(binned, block),
      block: { ...block, firstFeature: 0 },
      range,
    })),
  );
  await pool.mapShards(taskRef(import.meta.url, fillRows), tasks, { label: 'layout' });
  return blocks;
}

/** The columns of one block alone: a message with those of all blocks would grow with their square. */
function columnsOf({ nRows, columns }: BinColumns, { firstFeature, nFeatures }: BinBlock): BinColumns {
  return { nRows, columns: columns.slice(firstFeature, firstFeature + nFeatures) };
}
