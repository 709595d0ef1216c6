import { BIN_STRIDE, type BinBlock, type BinColumns, paddedFeatures } from '../../kernels/bin-blocks.ts';
import { SIZE_CLASSES } from '../../kernels/largest-gradients.ts';
import { sharedFloat32, sharedFloat64, sharedInt32, sharedUint32 } from '../../parallel/index.ts';

/** Rows of one piece of work over rows: fixed, so that sums over pieces round alike at any number of workers. */
export const CHUNK_ROWS = 16_384;
/** Sums kept of a piece: |g|, h, g. */
export const CHUNK_SUMS = 3;

/** Doubles one published split candidate takes: seven numbers, one spare, 256 bytes of category order. */
export const CANDIDATE_DOUBLES = 8 + 256 / 8;

/** Everything a team trains on; all of it shared between its members. */
export interface BoostingMemory {
  readonly binned: BinColumns;
  /** The same bins for counting. */
  readonly blocks: readonly BinBlock[];
  readonly bad: Uint8Array;
  /** What each row counts for; undefined where all count alike. */
  readonly weights: Float64Array | undefined;
  /** Rows to learn from, ascending, and rows held out to know when to stop. */
  readonly trainRows: Uint32Array;
  readonly validationRows: Uint32Array;
  /** Training rows of the tree in hand, by leaf; rows that the tree's sample left out follow. */
  readonly rows: Uint32Array;
  readonly spare: Uint32Array;
  /** By row. */
  readonly margins: Float64Array;
  readonly gradients: Float32Array;
  readonly hessians: Float32Array;
  readonly packed: Float64Array;
  /** Packed sums by feature and bin: one a member while counting, one a leaf. */
  readonly memberHistograms: readonly Float64Array[];
  readonly leafHistograms: readonly Float64Array[];
  /** By member. */
  readonly leftCounts: Int32Array;
  readonly candidates: Float64Array;
  /** CHUNK_SUMS by piece of work. */
  readonly chunkSums: Float64Array;
  /** SIZE_CLASSES by member, for samples by gradient; else empty. */
  readonly sizeCounts: readonly Int32Array[];
  /** Trees grown so far: for whoever watches. */
  readonly grown: Int32Array;
  /** By row, what dropped trees add to its margin, for training with dropped trees; else empty. */
  readonly dropped: Float64Array;
}

/** What only some configurations need memory for. */
interface MemoryNeeds {
  readonly samplesByGradient: boolean;
  readonly dropsTrees: boolean;
}

export function boostingMemory(
  binned: BinColumns,
  blocks: readonly BinBlock[],
  bad: Uint8Array,
  trainRows: Uint32Array,
  validationRows: Uint32Array,
  leaves: number,
  members: number,
  { samplesByGradient, dropsTrees }: MemoryNeeds = { samplesByGradient: false, dropsTrees: false },
  weights?: Float64Array,
): BoostingMemory {
  const { nRows } = binned;
  const bins = paddedFeatures(binned.columns.length) * BIN_STRIDE;
  const histogram = () => sharedFloat64(bins);
  return {
    binned,
    blocks,
    bad,
    weights,
    trainRows,
    validationRows,
    rows: sharedUint32(trainRows.length),
    spare: sharedUint32(trainRows.length),
    margins: sharedFloat64(nRows),
    gradients: sharedFloat32(nRows),
    hessians: sharedFloat32(nRows),
    packed: sharedFloat64(nRows),
    memberHistograms: Array.from({ length: members }, histogram),
    leafHistograms: Array.from({ length: leaves }, histogram),
    leftCounts: sharedInt32(members),
    grown: sharedInt32(1),
    // Two children a member.
    candidates: sharedFloat64(members * 2 * CANDIDATE_DOUBLES),
    // Every leaf may end in a piece that is not full.
    chunkSums: sharedFloat64(CHUNK_SUMS * (Math.ceil(nRows / CHUNK_ROWS) + leaves + 1)),
    sizeCounts: Array.from({ length: members }, () => sharedInt32(samplesByGradient ? SIZE_CLASSES : 0)),
    dropped: sharedFloat64(dropsTrees ? nRows : 0),
  };
}
