import { type BinBlock, type BinBlocks, blockWidths } from '../../kernels/bin-blocks.ts';
import { type BinGuide, binCodes, binNumbers, fillGuide, GUIDE_CELLS } from '../../kernels/bin-values.ts';
import { type ShardRange, shardRanges, sharedUint8, taskRef, type WorkerPool } from '../../parallel/index.ts';
import type { ModelInput } from '../artefact.ts';
import type { BoundColumns } from '../model.ts';
import { type BinMapper, fitCategoryBins, fitNumericBins, sampleRows } from './bin-mapper.ts';

/** A training table in bins. */
export interface BinnedTable {
  readonly mappers: readonly BinMapper[];
  readonly blocks: BinBlocks;
}

interface FitInput {
  readonly column: Float64Array | Int32Array;
  readonly nLevels: number;
  readonly rows: Uint32Array;
  readonly maxBins: number;
}

/** How one input falls into bins, and for numbers where to start looking. */
interface FittedBins {
  readonly mapper: BinMapper;
  readonly guide: BinGuide | undefined;
}

/** Learns the bins of one input; the worker's task. */
export function fitBins({ column, nLevels, rows, maxBins }: FitInput): FittedBins {
  if (column instanceof Int32Array) {
    return { mapper: fitCategoryBins(column, nLevels, maxBins), guide: undefined };
  }
  const sample = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) sample[i] = column[rows[i]!]!;
  const mapper = fitNumericBins(sample, maxBins);
  return { mapper, guide: fillGuide(mapper.cuts, sharedUint8(GUIDE_CELLS)) };
}

interface BinInput {
  readonly columns: readonly (Float64Array | Int32Array)[];
  readonly fitted: readonly FittedBins[];
  /** OUT */
  readonly block: BinBlock;
  readonly range: ShardRange;
}

/** Fills some rows of one block; the worker's task. */
export function binBlock({ columns, fitted, block, range: { start, end } }: BinInput): void {
  const { bytes, width } = block;
  // Few rows at a time: their part of the block stays in the cache until every column has been written.
  for (const part of shardRanges(end - start, CACHED_ROWS)) {
    const [from, to] = [start + part.start, start + part.end];
    fitted.forEach(({ mapper, guide }, k) => {
      const column = columns[k]!;
      if (mapper.kind === 'numeric') {
        binNumbers(column as Float64Array, guide!, mapper.nBins, from, to, bytes, width, k);
      } else {
        binCodes(column as Int32Array, mapper.binOfLevel, mapper.nBins, from, to, bytes, width, k);
      }
    });
  }
}

const CACHED_ROWS = 4096;

/** Rows of one task. */
const SHARD_ROWS = 131_072;

/** Bins the training table in the pool's workers. @param maxBins 2 .. 255, missing not counted */
export async function binTable(
  pool: WorkerPool,
  inputs: readonly ModelInput[],
  { columns, nRows }: BoundColumns,
  maxBins: number,
  seed: number,
): Promise<BinnedTable> {
  const rows = sampleRows(nRows, seed);
  const fitted = await pool.mapShards(
    taskRef(import.meta.url, fitBins),
    inputs.map((input, i) => ({
      column: columns[i]!,
      nLevels: input.kind === 'category' ? input.levels.length : 0,
      rows,
      maxBins,
    })),
    { label: 'bins' },
  );
  let firstFeature = 0;
  const blocks = blockWidths(inputs.length).map((width): BinBlock => {
    const memory = new SharedArrayBuffer(nRows * width);
    const block = { firstFeature, width, bytes: new Uint8Array(memory), words: new Int32Array(memory) };
    firstFeature += width;
    return block;
  });
  const tasks = shardRanges(nRows, SHARD_ROWS).flatMap((range) =>
    blocks.map((block) => {
      const [from, to] = [block.firstFeature, block.firstFeature + block.width];
      return { columns: columns.slice(from, to), fitted: fitted.slice(from, to), block, range };
    }),
  );
  await pool.mapShards(taskRef(import.meta.url, binBlock), tasks, { label: 'binning' });
  return { mappers: fitted.map(({ mapper }) => mapper), blocks: { nRows, nFeatures: inputs.length, blocks } };
}
