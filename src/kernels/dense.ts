/** Small dense matrices, row-major: the hot loops of networks. */

/**
 * c = a b' for a (m x k) and b (n x k), both row-major, so that every product runs along two rows. Each entry is one sum
 * over q = 0 .. k-1 in that order, whichever tile it falls into: a row gives the same bits alone as among others.
 *
 *        b rows j .. j+3           Two rows of a meet four of b at once: eight sums in registers
 *   a    [ s00 s01 s02 s03 ]       for six loads, against one sum for two loads.
 *   i,   [ s10 s11 s12 s13 ]
 *   i+1
 *
 * @param c OUT m x n
 */
export function multiplyTransposed(
  a: Float64Array,
  b: Float64Array,
  m: number,
  n: number,
  k: number,
  c: Float64Array,
): void {
  let i = 0;
  for (; i + 1 < m; i += 2) {
    const a0 = i * k;
    const a1 = a0 + k;
    const c0 = i * n;
    const c1 = c0 + n;
    let j = 0;
    for (; j + 3 < n; j += 4) {
      const b0 = j * k;
      const b1 = b0 + k;
      const b2 = b1 + k;
      const b3 = b2 + k;
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s03 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s13 = 0;
      for (let q = 0; q < k; q++) {
        const x = a[a0 + q]!;
        const y = a[a1 + q]!;
        const u = b[b0 + q]!;
        const v = b[b1 + q]!;
        const w = b[b2 + q]!;
        const z = b[b3 + q]!;
        s00 += x * u;
        s01 += x * v;
        s02 += x * w;
        s03 += x * z;
        s10 += y * u;
        s11 += y * v;
        s12 += y * w;
        s13 += y * z;
      }
      c[c0 + j] = s00;
      c[c0 + j + 1] = s01;
      c[c0 + j + 2] = s02;
      c[c0 + j + 3] = s03;
      c[c1 + j] = s10;
      c[c1 + j + 1] = s11;
      c[c1 + j + 2] = s12;
      c[c1 + j + 3] = s13;
    }
    for (; j < n; j++) {
      c[c0 + j] = dotRows(a, a0, b, j * k, k);
      c[c1 + j] = dotRows(a, a1, b, j * k, k);
    }
  }
  if (i < m) for (let j = 0; j < n; j++) c[i * n + j] = dotRows(a, i * k, b, j * k, k);
}

/** Dot product of a[atA ..] and b[atB ..] over k entries, summed in order. */
function dotRows(a: Float64Array, atA: number, b: Float64Array, atB: number, k: number): number {
  let sum = 0;
  for (let q = 0; q < k; q++) sum += a[atA + q]! * b[atB + q]!;
  return sum;
}

/** out = a' for a (m x n). @param out OUT n x m */
export function transpose(a: Float64Array, m: number, n: number, out: Float64Array): void {
  for (let i = 0; i < m; i++) {
    const from = i * n;
    for (let j = 0; j < n; j++) out[j * m + i] = a[from + j]!;
  }
}

/** Adds `bias` (n) to every row of `a` (m x n). @param a INOUT */
export function addToRows(a: Float64Array, m: number, n: number, bias: Float64Array): void {
  for (let i = 0; i < m; i++) {
    const at = i * n;
    for (let j = 0; j < n; j++) a[at + j]! += bias[j]!;
  }
}

/** Sums of the columns of `a` (m x n), each from the first row to the last. @param out OUT n */
export function sumColumns(a: Float64Array, m: number, n: number, out: Float64Array): void {
  out.fill(0, 0, n);
  for (let i = 0; i < m; i++) {
    const at = i * n;
    for (let j = 0; j < n; j++) out[j]! += a[at + j]!;
  }
}
