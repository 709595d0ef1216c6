import type { BinColumns } from '../../kernels/bin-blocks.ts';
import { type BinGuide, binCodes, binNumbers, fillGuide, GUIDE_CELLS } from '../../kernels/bin-values.ts';
import { sharedUint8, taskRef, type WorkerPool } from '../../parallel/index.ts';
import type { ModelInput } from '../artefact.ts';
import type { BoundColumns } from '../model.ts';
import { type BinMapper, fitCategoryBins, fitNumericBins, sampleRows } from './bin-mapper.ts';

/** A training table in bins. */
export interface BinnedTable {
  readonly mappers: readonly BinMapper[];
  readonly binned: BinColumns;
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
  readonly column: Float64Array | Int32Array;
  readonly fitted: FittedBins;
  /** OUT */
  readonly bins: Uint8Array;
}

/** Bins one column; the worker's task. */
export function binColumn({ column, fitted: { mapper, guide }, bins }: BinInput): void {
  const { nBins } = mapper;
  if (mapper.kind === 'numeric') {
    binNumbers(column as Float64Array, guide!, nBins, bins);
  } else {
    binCodes(column as Int32Array, mapper.binOfLevel, nBins, bins);
  }
}

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
  const tasks = fitted.map((own, i) => ({ column: columns[i]!, fitted: own, bins: sharedUint8(nRows) }));
  await pool.mapShards(taskRef(import.meta.url, binColumn), tasks, { label: 'binning' });
  return {
    mappers: fitted.map(({ mapper }) => mapper),
    binned: { nRows, columns: tasks.map(({ bins }) => bins) },
  };
}
