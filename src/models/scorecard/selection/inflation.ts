import type { Candidate, Drop } from '../candidate.ts';

/** A column of which less than this share is its own is a linear combination of others: rounding hides the rest. */
const OWN_SHARE = 1e-8;

/**
 * Variance inflation factors 1 / (1 - R^2) of each column on all others: the diagonal of the inverse correlation matrix
 * (Belsley, Kuh, Welsch, Regression Diagnostics, 1980). Infinity where a column is a linear combination of those before it.
 * @param correlations IN m x m
 */
export function inflationFactors(correlations: Float64Array, m: number): Float64Array {
  const { inverse, dependent } = inverted(correlations, m);
  return Float64Array.from({ length: m }, (_, j) =>
    dependent.has(j) ? Number.POSITIVE_INFINITY : inverse[j * m + j]!,
  );
}

/**
 * Leaves out the candidate with the highest factor until none is above `maxVif`; the inverse is brought down by one row a
 * time. Exact combinations of candidates before them go first.
 * @param correlations IN p x p in the order of `candidates`
 * @returns those that stay, in the order given
 */
export function dropInflated<C extends Candidate>(
  candidates: readonly C[],
  correlations: Float64Array,
  maxVif: number,
  drop: Drop,
): C[] {
  const p = candidates.length;
  const { inverse, dependent } = inverted(correlations, p);
  const inside = new Set(candidates.keys());
  for (const j of dependent) {
    inside.delete(j);
    drop(candidates[j]!, 'a linear combination of others (variance inflation factor without bound)');
  }
  for (;;) {
    let worst = -1;
    let highest = maxVif;
    for (const j of inside) {
      const vif = inverse[j * p + j]!;
      // Of equals the weaker one goes.
      const equal = vif === highest && worst >= 0;
      if (vif > highest || (equal && candidates[j]!.binning.iv < candidates[worst]!.binning.iv)) {
        worst = j;
        highest = vif;
      }
    }
    if (worst < 0) return candidates.filter((_, j) => inside.has(j));
    inside.delete(worst);
    drop(
      candidates[worst]!,
      `variance inflation factor ${highest.toFixed(2)} above ${maxVif} beside ${inside.size} others`,
    );
    for (const j of inside) {
      const share = inverse[j * p + worst]! / highest;
      for (const k of inside) inverse[j * p + k]! -= share * inverse[worst * p + k]!;
    }
  }
}

/** The inverse over the independent columns, 0 elsewhere, and the columns that depend on those before them. */
function inverted(
  correlations: Float64Array,
  m: number,
): { readonly inverse: Float64Array; readonly dependent: ReadonlySet<number> } {
  const factor = new Float64Array(m * m);
  const own: number[] = [];
  const dependent = new Set<number>();
  for (let j = 0; j < m; j++) {
    // A row of the Cholesky factor over the independent columns so far: what they explain of column j.
    const row = Float64Array.from(own, (k) => correlations[j * m + k]!);
    let rest = 1;
    for (let i = 0; i < row.length; i++) {
      for (let k = 0; k < i; k++) row[i]! -= factor[i * m + k]! * row[k]!;
      row[i]! /= factor[i * m + i]!;
      rest -= row[i]! ** 2;
    }
    if (rest < OWN_SHARE) {
      dependent.add(j);
      continue;
    }
    factor.set(row, own.length * m);
    factor[own.length * (m + 1)] = Math.sqrt(rest);
    own.push(j);
  }
  return { inverse: inverseOf(factor, own, m), dependent };
}

/** (L L')^-1 of a lower factor with rows of length m over the columns `own`, scattered to m x m. */
function inverseOf(factor: Float64Array, own: readonly number[], m: number): Float64Array {
  const n = own.length;
  // Column c of L^-1, from row c on; entry (r, c) of the inverse is the product of columns r and c.
  const columns = own.map((_, c) => {
    const column = new Float64Array(n);
    for (let i = c; i < n; i++) {
      let sum = i === c ? 1 : 0;
      for (let k = c; k < i; k++) sum -= factor[i * m + k]! * column[k]!;
      column[i] = sum / factor[i * m + i]!;
    }
    return column;
  });
  const inverse = new Float64Array(m * m);
  for (let r = 0; r < n; r++) {
    for (let c = r; c < n; c++) {
      let sum = 0;
      for (let i = c; i < n; i++) sum += columns[r]![i]! * columns[c]![i]!;
      inverse[own[r]! * m + own[c]!] = sum;
      inverse[own[c]! * m + own[r]!] = sum;
    }
  }
  return inverse;
}
