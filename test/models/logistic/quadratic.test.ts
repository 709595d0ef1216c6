import { expect, it } from 'vitest';
import { solveNonNegative, solveUnbounded } from '../../../src/models/logistic/quadratic.ts';

const a = Float64Array.of(4, 1, 0, 1, 3, 1, 0, 1, 2);

it('solves the unbounded problem', () => {
  const b = solveUnbounded(a, Float64Array.of(1, 2, 3), 3);
  const back = [4 * b[0]! + b[1]!, b[0]! + 3 * b[1]! + b[2]!, b[1]! + 2 * b[2]!];
  back.forEach((v, i) => {
    expect(v).toBeCloseTo(i + 1, 12);
  });
});

it('meets the conditions of Karush, Kuhn and Tucker under the bound', () => {
  const c = Float64Array.of(-3, -2, 4);
  const b = solveNonNegative(a, c, 3, new Float64Array(3));
  for (let j = 0; j < 3; j++) {
    const slope = a[j * 3]! * b[0]! + a[j * 3 + 1]! * b[1]! + a[j * 3 + 2]! * b[2]! - c[j]!;
    if (j === 0 || b[j]! > 0) expect(Math.abs(slope)).toBeLessThan(1e-8);
    else expect(slope).toBeGreaterThanOrEqual(-1e-8);
  }
  expect(b[0]).toBeLessThan(0);
  expect(b[1]).toBe(0);
});
