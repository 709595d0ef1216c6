/** Sums of packed gradients by bin: the hottest loops of boosting. See `gradient-packing.ts` and `bin-blocks.ts`. */

import { BIN_STRIDE, type BinBlock } from './bin-blocks.ts';

/** Features counted in one pass over the rows: their sums fill a third of a first-level cache. */
const PASS_FEATURES = 8;
/** Words of a row that hold them. */
const PASS_WORDS = 2;

/**
 * Sums of one pass. A constant of the module, with a length the indices below cannot exceed: the compiler then drops the
 * bounds checks (1.15 to 1.6 times as fast as writing into the caller's array, Node 24).
 */
const sums = new Float64Array(PASS_FEATURES * BIN_STRIDE);

/**
 * Adds the packed gradients of rows[from .. to) to the histogram of the block's features.
 * @param rows IN row numbers @param packed IN packed[i - from] belongs to rows[i]
 * @param histogram INOUT BIN_STRIDE sums a feature, indexed by feature from 0
 */
export function addToHistogram(
  { words, width, firstFeature }: BinBlock,
  rows: Uint32Array,
  from: number,
  to: number,
  packed: Float64Array,
  histogram: Float64Array,
): void {
  const rowWords = width / 4;
  for (let word = 0; word < rowWords; word += PASS_WORDS) {
    const isWide = word + PASS_WORDS <= rowWords;
    if (isWide) addEight(words, rowWords, word, rows, from, to, packed);
    else addFour(words, rowWords, word, rows, from, to, packed);
    const at = (firstFeature + 4 * word) * BIN_STRIDE;
    const length = (isWide ? PASS_FEATURES : PASS_FEATURES / 2) * BIN_STRIDE;
    for (let i = 0; i < length; i++) {
      histogram[at + i]! += sums[i]!;
      sums[i] = 0;
    }
  }
}

function addEight(
  words: Int32Array,
  rowWords: number,
  word: number,
  rows: Uint32Array,
  from: number,
  to: number,
  packed: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    const at = rows[i]! * rowWords + word;
    const p = packed[i - from]!;
    const a = words[at]!;
    const b = words[at + 1]!;
    sums[a & 255]! += p;
    sums[256 | ((a >>> 8) & 255)]! += p;
    sums[512 | ((a >>> 16) & 255)]! += p;
    sums[768 | (a >>> 24)]! += p;
    sums[1024 | (b & 255)]! += p;
    sums[1280 | ((b >>> 8) & 255)]! += p;
    sums[1536 | ((b >>> 16) & 255)]! += p;
    sums[1792 | (b >>> 24)]! += p;
  }
}

function addFour(
  words: Int32Array,
  rowWords: number,
  word: number,
  rows: Uint32Array,
  from: number,
  to: number,
  packed: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    const p = packed[i - from]!;
    const a = words[rows[i]! * rowWords + word]!;
    sums[a & 255]! += p;
    sums[256 | ((a >>> 8) & 255)]! += p;
    sums[512 | ((a >>> 16) & 255)]! += p;
    sums[768 | (a >>> 24)]! += p;
  }
}

/** packed[rows[from .. to)] side by side, for every block that reads them. @param gathered OUT */
export function gatherPacked(
  rows: Uint32Array,
  from: number,
  to: number,
  packed: Float64Array,
  gathered: Float64Array,
): void {
  for (let i = from; i < to; i++) gathered[i - from] = packed[rows[i]!]!;
}

/**
 * Moves one feature's sums of all members into `small`, and takes them from `parent`, which becomes the sibling: the
 * larger child is never counted.
 *
 *   members[0] + members[1] + ...  ->  small          parent - small  ->  parent
 *
 * @param members INOUT one histogram each, cleared for the feature @param small OUT @param parent INOUT; absent at a root
 */
export function settleFeature(
  feature: number,
  members: readonly Float64Array[],
  small: Float64Array,
  parent: Float64Array | undefined,
): void {
  const start = feature * BIN_STRIDE;
  const end = start + BIN_STRIDE;
  small.fill(0, start, end);
  for (const own of members) {
    for (let i = start; i < end; i++) small[i]! += own[i]!;
    own.fill(0, start, end);
  }
  if (parent) for (let i = start; i < end; i++) parent[i]! -= small[i]!;
}
