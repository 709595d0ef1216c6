import { openStream } from '../../core/index.ts';

/** The draws of a random feature map. */
export interface RandomMap {
  /** D x width, row-major: standard normals. */
  readonly frequencies: Float64Array;
  /** D, uniform on [0, 2 pi). */
  readonly phases: Float64Array;
}

/** Digits of a stored draw: the kernel is approximate anyhow, and the file is half as large. */
const STORED_DIGITS = 7;

/** Draws the map; the same draws serve every gamma, so that gammas are compared on equal terms. */
export function drawRandomMap(features: number, width: number, seed: number): RandomMap {
  const stream = openStream(seed, 'random features');
  const stored = (value: number): number => Number(value.toPrecision(STORED_DIGITS));
  return {
    frequencies: Float64Array.from({ length: features * width }, (_, i) => stored(stream.normal(0, 1, i, 0))),
    phases: Float64Array.from({ length: features }, (_, d) => stored(2 * Math.PI * stream.uniform(d, 1))),
  };
}
