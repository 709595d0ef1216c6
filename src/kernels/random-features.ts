/**
 * Random Fourier features (Rahimi and Recht, "Random features for large-scale kernel machines", NIPS 2007, algorithm 1):
 * feature d of x is sqrt(2 / D) cos(sqrt(2 gamma) omega_d' x + phase_d), so that the inner product of two rows' features is
 * near exp(-gamma |x - y|^2).
 */

/**
 * Writes D features of the row that starts at x[at].
 * @param frequencies IN D x width, row-major: standard normals @param phases IN D, uniform on [0, 2 pi)
 * @param out OUT: features at out[to ..]
 */
export function randomFeatures(
  x: Float64Array,
  at: number,
  width: number,
  frequencies: Float64Array,
  phases: Float64Array,
  gamma: number,
  out: Float64Array | Float32Array,
  to: number,
): void {
  const n = phases.length;
  const scale = Math.sqrt(2 * gamma);
  const height = Math.sqrt(2 / n);
  for (let d = 0; d < n; d++) {
    let angle = 0;
    const from = d * width;
    for (let j = 0; j < width; j++) angle += frequencies[from + j]! * x[at + j]!;
    out[to + d] = height * Math.cos(scale * angle + phases[d]!);
  }
}
