/** Below it harmonic numbers are summed; above, the asymptotic series is exact to the last bits of a double. */
const SUMMED = 64;
/** The Euler-Mascheroni constant. */
const EULER = 0.5772156649015329;

/** H(n) = 1 + 1/2 + ... + 1/n, n an integer >= 0; relative error below 1e-15. */
export function harmonic(n: number): number {
  if (n > SUMMED) {
    const n2 = n * n;
    // Knuth, The Art of Computer Programming I, 1.2.7, equation 3.
    return Math.log(n) + EULER + 1 / (2 * n) - 1 / (12 * n2) + 1 / (120 * n2 * n2) - 1 / (252 * n2 * n2 * n2);
  }
  let sum = 0;
  for (let k = n; k > 0; k--) sum += 1 / k;
  return sum;
}

/**
 * c(n): average length of the path that isolates nothing in a binary search tree of n rows, 2 H(n - 1) - 2 (n - 1) / n, n an
 * integer >= 0 (Liu, Ting, Zhou, "Isolation forest", ICDM 2008, equation 1). The paper, and scikit-learn after it, put
 * ln(n - 1) + 0.5772 for H(n - 1); here H is exact, which matters in leaves of few rows: c(3) is 1.667 and not 1.207.
 */
export function averagePathLength(n: number): number {
  return n <= 1 ? 0 : 2 * harmonic(n - 1) - (2 * (n - 1)) / n;
}
