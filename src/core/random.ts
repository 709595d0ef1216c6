/**
 * Counter-based random numbers: every draw is a pure function of (seed, stream, i, j, k), so results do not depend on
 * the order of calls or the number of workers, and one firm can be replayed alone.
 *
 * Generator: Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011), tested against the known-answer vectors of its authors' Random123 library.
 */

import { normalQuantile } from './normal-quantile.ts';

/** Rotation distances of Threefry-2x32, table 2 of the paper. */
const R0 = 13;
const R1 = 15;
const R2 = 26;
const R3 = 6;
const R4 = 17;
const R5 = 29;
const R6 = 16;
const R7 = 24;
/** Skein's key-schedule parity constant, 32-bit form. */
const PARITY = 0x1bd11bda;

/**
 * One Threefry-2x32-20 block. `out` OUT: two unsigned 32-bit words, owned by the caller.
 * The twenty rounds are written out: this is the hottest function of the simulator, and V8 does not unroll loops.
 */
export function threefry2x32(key0: number, key1: number, ctr0: number, ctr1: number, out: Uint32Array): void {
  const key2 = PARITY ^ key0 ^ key1;
  let a = (ctr0 + key0) | 0;
  let b = (ctr1 + key1) | 0;

  a = (a + b) | 0;
  b = ((b << R0) | (b >>> (32 - R0))) ^ a;
  a = (a + b) | 0;
  b = ((b << R1) | (b >>> (32 - R1))) ^ a;
  a = (a + b) | 0;
  b = ((b << R2) | (b >>> (32 - R2))) ^ a;
  a = (a + b) | 0;
  b = ((b << R3) | (b >>> (32 - R3))) ^ a;
  a = (a + key1) | 0;
  b = (b + key2 + 1) | 0;

  a = (a + b) | 0;
  b = ((b << R4) | (b >>> (32 - R4))) ^ a;
  a = (a + b) | 0;
  b = ((b << R5) | (b >>> (32 - R5))) ^ a;
  a = (a + b) | 0;
  b = ((b << R6) | (b >>> (32 - R6))) ^ a;
  a = (a + b) | 0;
  b = ((b << R7) | (b >>> (32 - R7))) ^ a;
  a = (a + key2) | 0;
  b = (b + key0 + 2) | 0;

  a = (a + b) | 0;
  b = ((b << R0) | (b >>> (32 - R0))) ^ a;
  a = (a + b) | 0;
  b = ((b << R1) | (b >>> (32 - R1))) ^ a;
  a = (a + b) | 0;
  b = ((b << R2) | (b >>> (32 - R2))) ^ a;
  a = (a + b) | 0;
  b = ((b << R3) | (b >>> (32 - R3))) ^ a;
  a = (a + key0) | 0;
  b = (b + key1 + 3) | 0;

  a = (a + b) | 0;
  b = ((b << R4) | (b >>> (32 - R4))) ^ a;
  a = (a + b) | 0;
  b = ((b << R5) | (b >>> (32 - R5))) ^ a;
  a = (a + b) | 0;
  b = ((b << R6) | (b >>> (32 - R6))) ^ a;
  a = (a + b) | 0;
  b = ((b << R7) | (b >>> (32 - R7))) ^ a;
  a = (a + key1) | 0;
  b = (b + key2 + 4) | 0;

  a = (a + b) | 0;
  b = ((b << R0) | (b >>> (32 - R0))) ^ a;
  a = (a + b) | 0;
  b = ((b << R1) | (b >>> (32 - R1))) ^ a;
  a = (a + b) | 0;
  b = ((b << R2) | (b >>> (32 - R2))) ^ a;
  a = (a + b) | 0;
  b = ((b << R3) | (b >>> (32 - R3))) ^ a;
  a = (a + key2) | 0;
  b = (b + key0 + 5) | 0;

  out[0] = a;
  out[1] = b;
}

/** A family of draws named by (seed, stream). The three counters say which draw: for example firm, week, k. */
export interface RandomStream {
  /** Uniform on [0, 1) with 53 random bits. `i` < 2^32; `j` < 2^20; `k` < 2^12. */
  uniform(i: number, j?: number, k?: number): number;
  /** Integer uniform on [0, n), n <= 2^32. */
  integer(n: number, i: number, j?: number, k?: number): number;
  /** Normal by inversion: one uniform a draw, so a draw is monotone in it. */
  normal(mean: number, sd: number, i: number, j?: number, k?: number): number;
  /** Exponential with the given mean. */
  exponential(mean: number, i: number, j?: number, k?: number): number;
  /** Poisson by inversion; mean <= 700 (beyond that, the mean of a count is better drawn as a normal). */
  poisson(mean: number, i: number, j?: number, k?: number): number;
  /** Index into `weights` (non-negative, not all zero), with probability in proportion to them. */
  categorical(weights: readonly number[], i: number, j?: number, k?: number): number;
}

/** Bits of the second counter word given to `k`; the rest is `j`'s. */
const K_BITS = 12;
const TWO_POW_32 = 2 ** 32;
const INV_TWO_POW_53 = 2 ** -53;

/** 32-bit FNV-1a over UTF-16 code units: names a stream by a word. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The two key words of the stream `name` of `seed`, for code that draws blocks itself. */
export function streamKey(seed: number, name: string): readonly [number, number] {
  const block = new Uint32Array(2);
  // The seed's words are mixed with the name once, so a stream costs one block per draw.
  threefry2x32(seed >>> 0, Math.floor(seed / TWO_POW_32) >>> 0, hashName(name), name.length, block);
  return [block[0]!, block[1]!];
}

/** Opens the stream `name` of `seed` (an integer in [0, 2^53)). Streams with different names are independent. */
export function openStream(seed: number, name: string): RandomStream {
  const block = new Uint32Array(2);
  const [key0, key1] = streamKey(seed, name);

  const uniform = (i: number, j = 0, k = 0): number => {
    threefry2x32(key0, key1, i, (j << K_BITS) | k, block);
    return ((block[0]! >>> 5) * 67108864 + (block[1]! >>> 6)) * INV_TWO_POW_53;
  };

  return {
    uniform,
    integer: (n, i, j = 0, k = 0) => Math.floor(uniform(i, j, k) * n),
    normal: (mean, sd, i, j = 0, k = 0) => mean + sd * normalQuantile(uniform(i, j, k) + INV_TWO_POW_53 / 2),
    exponential: (mean, i, j = 0, k = 0) => -mean * Math.log1p(-uniform(i, j, k)),
    poisson: (mean, i, j = 0, k = 0) => poissonQuantile(mean, uniform(i, j, k)),
    categorical: (weights, i, j = 0, k = 0) => categoricalQuantile(weights, uniform(i, j, k)),
  };
}

function poissonQuantile(mean: number, u: number): number {
  let term = Math.exp(-mean);
  let cumulative = term;
  let count = 0;
  // The bound only matters where rounding keeps the sum below u.
  const bound = mean + 40 * Math.sqrt(mean) + 40;
  while (u >= cumulative && count < bound) {
    count += 1;
    term *= mean / count;
    cumulative += term;
  }
  return count;
}

function categoricalQuantile(weights: readonly number[], u: number): number {
  let total = 0;
  for (const w of weights) total += w;
  let left = u * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i]!;
    if (w <= 0) continue;
    if (left < w) return i;
    left -= w;
    last = i;
  }
  return last;
}
