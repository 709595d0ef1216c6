import { openStream } from '../../core/index.ts';

/** Rows of a table of `nRows`, ascending: all of them, or one drawn from each of `most` equal strata. */
export function drawRows(nRows: number, most: number, seed: number): Uint32Array {
  if (nRows <= most) return Uint32Array.from({ length: nRows }, (_, i) => i);
  const stream = openStream(seed, 'explained rows');
  const step = nRows / most;
  return Uint32Array.from({ length: most }, (_, i) => Math.floor((i + stream.uniform(i)) * step));
}
