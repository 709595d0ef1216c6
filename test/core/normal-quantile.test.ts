import { expect, it } from 'vitest';
import { normalQuantile } from '../../src/core/normal-quantile.ts';

// Values of scipy.stats.norm.ppf (scipy 1.10), printed with 17 digits.
it.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.9, 1.2815515655446004],
  [0.1, -1.2815515655446004],
  [1e-10, -6.361340902404056],
  [0.999999, 4.753424308817087],
  [1e-300, -37.0470962993612],
])('the quantile at %d is %d', (p, expected) => {
  expect(Math.abs(normalQuantile(p) - expected)).toBeLessThan(1e-12);
});

it('is infinite at the ends', () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
});

it('is odd around one half', () => {
  for (const p of [0.01, 0.2, 0.44, 0.49]) expect(normalQuantile(p)).toBeCloseTo(-normalQuantile(1 - p), 12);
});
