import { expect, it } from 'vitest';
import { stepAdamW } from '../../src/kernels/adamw.ts';

it('takes the first step of a hand-worked example: the learning rate against the sign, after decay', () => {
  const parameters = Float64Array.of(1, -2, 3);
  const memory = { first: new Float64Array(3), second: new Float64Array(3) };
  stepAdamW(parameters, Float64Array.of(0.5, -4, 0), memory, 1, 0.1, 0.2, 2);
  // The bias correction makes the first averages the gradient and its square: 1 (1 - 0.02) - 0.1, -2 (1 - 0.02) + 0.1.
  expect(parameters[0]).toBeCloseTo(0.88, 7);
  expect(parameters[1]).toBeCloseTo(-1.86, 7);
  expect(parameters[2]).toBe(3);
});

it('agrees with algorithm 2 written out over many steps', () => {
  const gradientAt = (step: number, i: number) => Math.sin(step * (i + 1)) + 0.1 * i;
  const parameters = Float64Array.from({ length: 5 }, (_, i) => i - 2);
  const memory = { first: new Float64Array(5), second: new Float64Array(5) };
  const expected = [...parameters];
  const m = [0, 0, 0, 0, 0];
  const v = [0, 0, 0, 0, 0];
  for (let t = 1; t <= 50; t++) {
    stepAdamW(
      parameters,
      Float64Array.from({ length: 5 }, (_, i) => gradientAt(t, i)),
      memory,
      t,
      0.01,
      0.3,
      3,
    );
    for (let i = 0; i < 5; i++) {
      const g = gradientAt(t, i);
      m[i] = 0.9 * m[i]! + 0.1 * g;
      v[i] = 0.999 * v[i]! + 0.001 * g * g;
      const adam = m[i]! / (1 - 0.9 ** t) / (Math.sqrt(v[i]! / (1 - 0.999 ** t)) + 1e-8);
      expected[i] = expected[i]! - 0.01 * adam - (i < 3 ? 0.01 * 0.3 * expected[i]! : 0);
    }
  }
  for (let i = 0; i < 5; i++) expect(parameters[i]).toBeCloseTo(expected[i]!, 12);
});
