/**
 * Splits a whole number over places in proportion to their weights (>= 0): whole parts that add up to `total` exactly,
 * each within one of its share; a place of weight 0 gets 0. `out` OUT: as long as `weights`, all 0 if every weight is 0.
 */
export function apportion(total: number, weights: Float64Array, out: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]!;
  let cumulative = 0;
  let given = 0;
  for (let i = 0; i < weights.length; i++) {
    cumulative += weights[i]!;
    // Rounding what was given so far, not the parts, keeps the sum exact.
    const upTo = sum > 0 ? Math.round((total * cumulative) / sum) : 0;
    out[i] = upTo - given;
    given = upTo;
  }
}
