/** Dense symmetric positive definite systems of modest size (m up to about a thousand), row-major m x m. */

/**
 * Factors A = L L' in place: the lower triangle of `a` becomes L. A pivot that vanishes relative to its diagonal marks a
 * linearly dependent column: its row and column are zeroed, so `choleskySolve` gives it the coefficient 0.
 * @param a INOUT m x m, only the lower triangle is read
 */
export function choleskyFactor(a: Float64Array, m: number): void {
  for (let j = 0; j < m; j++) {
    const diagonal = a[j * m + j]!;
    let pivot = diagonal;
    for (let k = 0; k < j; k++) pivot -= a[j * m + k]! ** 2;
    // 1e-12: a pivot below this share of its diagonal is rounding noise in double precision.
    const dependent = !(pivot > 1e-12 * diagonal);
    const root = dependent ? 0 : Math.sqrt(pivot);
    a[j * m + j] = root;
    for (let i = j + 1; i < m; i++) {
      if (dependent) {
        a[i * m + j] = 0;
        continue;
      }
      let sum = a[i * m + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * m + k]! * a[j * m + k]!;
      a[i * m + j] = sum / root;
    }
  }
}

/** Solves L L' x = b in place. @param l IN factor of `choleskyFactor` @param b INOUT right side, then solution */
export function choleskySolve(l: Float64Array, m: number, b: Float64Array): void {
  forwardSolve(l, m, b);
  for (let i = m - 1; i >= 0; i--) {
    const pivot = l[i * m + i]!;
    if (pivot === 0) {
      b[i] = 0;
      continue;
    }
    let sum = b[i]!;
    for (let k = i + 1; k < m; k++) sum -= l[k * m + i]! * b[k]!;
    b[i] = sum / pivot;
  }
}

/** Solves L x = b in place; then x'x = b' A^-1 b. @param b INOUT */
export function forwardSolve(l: Float64Array, m: number, b: Float64Array): void {
  for (let i = 0; i < m; i++) {
    const pivot = l[i * m + i]!;
    if (pivot === 0) {
      b[i] = 0;
      continue;
    }
    let sum = b[i]!;
    const row = i * m;
    for (let k = 0; k < i; k++) sum -= l[row + k]! * b[k]!;
    b[i] = sum / pivot;
  }
}
