import { packBlock } from './cross-products.ts';
import { multiplyTransposed } from './dense.ts';

/**
 * What score tests of columns outside a logistic regression need, at its coefficients.
 *
 * Layout of `out` for c candidates and k chosen columns, with r = bad - PD and w = PD (1 - PD) of each row,
 * both times what the row counts for:
 *
 *   [ x'r : c | x'w : c | x'(w z_1) : c | ... | x'(w z_k) : c | x'(w x) : c ]
 */
export function scoreSumsLength(candidates: number, chosen: number): number {
  return (chosen + 3) * candidates;
}

/** Rows handled at once, as in `cross-products.ts`. */
const BLOCK = 512;

/**
 * Overwrites `out` with the sums over all rows.
 * @param chosen IN columns z of the regression @param candidates IN columns x outside it; none has missing values
 * @param bad IN 1 for bad, 0 for good
 * @param beta IN intercept, then one coefficient per chosen column: the log-odds of bad
 * @param out OUT
 * @param rowWeights IN what each row counts for, finite and >= 0; default 1
 */
export function scoreSums(
  chosen: readonly Float64Array[],
  candidates: readonly Float64Array[],
  bad: Uint8Array,
  beta: Float64Array,
  out: Float64Array,
  rowWeights?: Float64Array,
): void {
  const c = candidates.length;
  const left = chosen.length + 2;
  const squaresAt = left * c;
  const eta = new Float64Array(BLOCK);
  const weighted = new Float64Array(left * BLOCK);
  const packed = new Float64Array(c * BLOCK);
  const block = new Float64Array(left * c);
  out.fill(0);
  for (let start = 0; start < bad.length; start += BLOCK) {
    const n = Math.min(BLOCK, bad.length - start);
    eta.fill(beta[0]!, 0, n);
    chosen.forEach((z, k) => {
      for (let i = 0; i < n; i++) eta[i]! += beta[k + 1]! * z[start + i]!;
    });
    for (let i = 0; i < n; i++) {
      const e = eta[i]!;
      // exp of a non-positive number cannot overflow.
      const t = Math.exp(-Math.abs(e));
      weighted[i] = bad[start + i]! - (e >= 0 ? 1 / (1 + t) : t / (1 + t));
      weighted[n + i] = t / ((1 + t) * (1 + t));
    }
    if (rowWeights) {
      for (let i = 0; i < n; i++) {
        weighted[i]! *= rowWeights[start + i]!;
        weighted[n + i]! *= rowWeights[start + i]!;
      }
    }
    chosen.forEach((z, k) => {
      const at = (k + 2) * n;
      for (let i = 0; i < n; i++) weighted[at + i] = weighted[n + i]! * z[start + i]!;
    });
    packBlock(candidates, 0, start, n, packed);
    multiplyTransposed(weighted, packed, left, c, n, block);
    for (let i = 0; i < block.length; i++) out[i]! += block[i]!;
    for (let j = 0; j < c; j++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += weighted[n + i]! * packed[j * n + i]! ** 2;
      out[squaresAt + j]! += sum;
    }
  }
}
