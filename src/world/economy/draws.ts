import { normalQuantile, streamKey, threefry2x32 } from '../../core/index.ts';
import type { Fork } from '../fork.ts';

/**
 * The draws of a week: two 32-bit words for (week, firm, k), by Threefry as in core/random.ts. Every week has a key of
 * its own, so that a future can be drawn afresh from any week on while the past stays as it was.
 */
export interface Draws {
  /** Two words a week. */
  readonly keys: Uint32Array;
  /** OUT of `draw`. */
  readonly words: Uint32Array;
}

/** The past and the one future of a seed; with `fork`, weeks from `fork.week` on belong to future number `fork.future`. */
export function openDraws(seed: number, nWeeks: number, fork?: Fork): Draws {
  const [key0, key1] = streamKey(seed, 'world.weeks');
  const keys = new Uint32Array(2 * nWeeks);
  const words = new Uint32Array(2);
  for (let week = 0; week < nWeeks; week++) {
    threefry2x32(key0, key1, week, fork && week >= fork.week ? fork.future + 1 : 0, words);
    keys.set(words, 2 * week);
  }
  return { keys, words };
}

/** Fills `words` with the k-th draw of a firm's week. */
export function draw({ keys, words }: Draws, week: number, firm: number, k: number): void {
  threefry2x32(keys[2 * week]!, keys[2 * week + 1]!, firm, k, words);
}

/**
 * The k-th draws of n firms of a week at once. `first` and `second` OUT: the two words of firm `from` + i. A loop of its
 * own, so that the processor works on several blocks at a time: two and a half times as fast as one by one.
 */
export function drawAll(
  { keys, words }: Draws,
  week: number,
  from: number,
  k: number,
  first: Uint32Array,
  second: Uint32Array,
): void {
  const key0 = keys[2 * week]!;
  const key1 = keys[2 * week + 1]!;
  for (let i = 0; i < first.length; i++) {
    threefry2x32(key0, key1, from + i, k, words);
    first[i] = words[0]!;
    second[i] = words[1]!;
  }
}

const TWO_POW_MINUS_32 = 2 ** -32;

/** The k-th draw as a uniform number on [0, 1). */
export function uniformOf(draws: Draws, week: number, firm: number, k: number): number {
  draw(draws, week, firm, k);
  return draws.words[0]! * TWO_POW_MINUS_32;
}

export function toUniform(word: number): number {
  return word * TWO_POW_MINUS_32;
}

/** Cells of the table of normal quantiles; the outermost ones, where the quantile bends, are computed. */
const CELL_BITS = 12;
const CELLS = 1 << CELL_BITS;
const TAIL_CELLS = CELLS / 64;
const CELL_SHIFT = 32 - CELL_BITS;
const QUANTILES = Float64Array.from({ length: CELLS + 1 }, (_, i) =>
  i === 0 || i === CELLS ? 0 : normalQuantile(i / CELLS),
);

/**
 * Standard normal quantile of a word: monotone, from a table with linear interpolation (error below 1e-5) but for the
 * outer 1/64 of either side.
 */
export function toNormal(word: number): number {
  const cell = word >>> CELL_SHIFT;
  if (cell < TAIL_CELLS || cell >= CELLS - TAIL_CELLS) return normalQuantile((word + 0.5) * TWO_POW_MINUS_32);
  const low = QUANTILES[cell]!;
  const within = (word & ((1 << CELL_SHIFT) - 1)) * 2 ** -CELL_SHIFT;
  return low + within * (QUANTILES[cell + 1]! - low);
}
