import type { BinColumns } from '../../../kernels/bin-blocks.ts';
import { binCodes, binNumbers, fillGuide, GUIDE_CELLS } from '../../../kernels/bin-values.ts';
import { sharedUint8, taskRef, type WorkerPool } from '../../../parallel/index.ts';
import type { ModelInput } from '../../artefact.ts';
import type { BoundColumns } from '../../model.ts';
import { type BinMapper, fitCategoryBins, fitNumericBins, sampleRows } from './bin-mapper.ts';

/** A training table in bins. */
export interface BinnedTable {
  readonly mappers: readonly BinMapper[];
  readonly binned: BinColumns;
}

interface BinInput {
  readonly column: Float64Array | Int32Array;
  readonly nLevels: number;
  /** Rows that cuts are learnt from. */
  readonly rows: Uint32Array;
  readonly maxBins: number;
  /** OUT */
  readonly bins: Uint8Array;
}

/** One worker's place to start looking for bins, filled anew for every column. */
const guideCells = new Uint8Array(GUIDE_CELLS);

/** Learns the bins of one input and bins its column; the worker's task. */
export function binInput({ column, nLevels, rows, maxBins, bins }: BinInput): BinMapper {
  if (column instanceof Int32Array) {
    const mapper = fitCategoryBins(column, nLevels, maxBins);
    binCodes(column, mapper.binOfLevel, mapper.nBins, bins);
    return mapper;
  }
  const sample = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) sample[i] = column[rows[i]!]!;
  const mapper = fitNumericBins(sample, maxBins);
  binNumbers(column, fillGuide(mapper.cuts, guideCells), mapper.nBins, bins);
  return mapper;
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
  const tasks = inputs.map(
    (input, i): BinInput => ({
      column: columns[i]!,
      nLevels: input.kind === 'category' ? input.levels.length : 0,
      rows,
      maxBins,
      bins: sharedUint8(nRows),
    }),
  );
  const mappers = await pool.mapShards(taskRef(import.meta.url, binInput), tasks, { label: 'binning' });
  return { mappers, binned: { nRows, columns: tasks.map(({ bins }) => bins) } };
}
