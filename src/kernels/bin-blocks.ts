/**
 * Bins of a table, one byte a cell, in two layouts. Columns are for whoever looks at one feature: parting rows, trees that
 * count feature by feature. Blocks are for histograms of all features: up to 64 bins of a row lie in one cache line, so
 * that a row met through an index costs one access to memory.
 *
 *   columns   f0: row 0, row 1, ...   f1: row 0, row 1, ...
 *   block 0   row 0: f0 f1 ... f63 | row 1: f0 f1 ... f63 | ...
 *   block 1   row 0: f64 f65 . .   | row 1: f64 f65 . .   | ...
 *
 * A block narrower than 64 takes the next power of two from 16, which never straddles lines either; places that no feature
 * takes hold bin 0.
 */

/** Bins of a byte: the stride from one feature to the next in every histogram. */
export const BIN_STRIDE = 256;
/** Features of a full block: the bytes of a cache line. */
export const BLOCK_FEATURES = 64;
/** Features of a word. */
export const WORD_FEATURES = 4;
/** Least words of a row, as a power of 2: two pairs, which are copied at once. */
export const LEAST_SHIFT = 2;

export interface BinColumns {
  readonly nRows: number;
  /** Bins by feature, then by row. */
  readonly columns: readonly Uint8Array[];
}

export interface BinBlock {
  readonly firstFeature: number;
  readonly nFeatures: number;
  /** Words from one row to the next, as a power of 2: row i begins at word i << rowShift. */
  readonly rowShift: number;
  readonly words: Int32Array;
  /** The same memory, two words at a time. */
  readonly pairs: BigInt64Array;
}

/**
 * Where a block starts in its memory: large pieces of memory begin 16 bytes behind a cache line (glibc), and with it rows
 * begin on lines. Elsewhere a row may straddle two, which costs time and nothing else.
 */
const LINE_BYTES = 64;
const LINE_START = 48;

/** Room on shared memory for the bins of `nRows` rows, all 0: the blocks that hold `nFeatures` features. */
export function makeBlocks(nRows: number, nFeatures: number): BinBlock[] {
  const blocks: BinBlock[] = [];
  for (let firstFeature = 0; firstFeature < nFeatures; firstFeature += BLOCK_FEATURES) {
    const own = Math.min(BLOCK_FEATURES, nFeatures - firstFeature);
    const rowShift = Math.max(LEAST_SHIFT, Math.ceil(Math.log2(own / WORD_FEATURES)));
    const nWords = nRows * 2 ** rowShift;
    const memory = new SharedArrayBuffer(WORD_FEATURES * nWords + LINE_BYTES);
    blocks.push({
      firstFeature,
      nFeatures: own,
      rowShift,
      words: new Int32Array(memory, LINE_START, nWords),
      pairs: new BigInt64Array(memory, LINE_START, nWords / 2),
    });
  }
  return blocks;
}

/** Features of a histogram that holds whole words of features: its length in strides. */
export function paddedFeatures(nFeatures: number): number {
  return WORD_FEATURES * Math.ceil(nFeatures / WORD_FEATURES);
}

/** Where a word has no feature. */
const NO_FEATURE = new Uint8Array(0);

/** Copies rows [start, end) of the columns into their places of a block. @param block OUT */
export function fillBlock(
  { columns }: BinColumns,
  { firstFeature, nFeatures, rowShift, words }: BinBlock,
  start: number,
  end: number,
): void {
  const own = (k: number): Uint8Array => (k < nFeatures ? columns[firstFeature + k]! : NO_FEATURE);
  for (let word = 0; WORD_FEATURES * word < nFeatures; word++) {
    const [a, b, c, d] = [own(4 * word), own(4 * word + 1), own(4 * word + 2), own(4 * word + 3)];
    const full = WORD_FEATURES * (word + 1) <= nFeatures;
    for (let row = start; row < end; row++) {
      words[(row << rowShift) + word] = full
        ? a[row]! | (b[row]! << 8) | (c[row]! << 16) | (d[row]! << 24)
        : a[row]! | ((b[row] ?? 0) << 8) | ((c[row] ?? 0) << 16);
    }
  }
}
