/** Points and weights whose weighed sum is the integral from 0 to 1 of any polynomial of degree 2 n - 1 or less. */
export interface Quadrature {
  /** Ascending, within (0, 1). */
  readonly points: Float64Array;
  /** Above 0, adding up to 1. */
  readonly weights: Float64Array;
}

/** Newton's method doubles the right digits of a root a step. */
const STEPS = 10;

/**
 * Gauss-Legendre quadrature on [0, 1] by Newton's method on the Legendre polynomial (Press et al., "Numerical Recipes", 3rd ed.,
 * section 4.6.1), to some 1e-15. @param n points, 1 or more
 */
export function gaussLegendre(n: number): Quadrature {
  const points = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    // Roots of the polynomial, on [-1, 1], lie close to these (Abramowitz and Stegun 22.16.6).
    let x = -Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    for (let step = 0; step < STEPS; step++) {
      const found = legendre(n, x);
      slope = found.slope;
      x -= found.value / slope;
    }
    points[i] = (1 + x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { points, weights };
}

/** The Legendre polynomial of degree n and its derivative, by the three-term recurrence. @param x within (-1, 1) */
function legendre(n: number, x: number): { readonly value: number; readonly slope: number } {
  let [before, value] = [0, 1];
  for (let k = 1; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return { value, slope: (n * (x * value - before)) / (x * x - 1) };
}
