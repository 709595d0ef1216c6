import { expect, it } from 'vitest';
import { dropOut } from '../../src/kernels/dropout.ts';

it('drops the asked share, keeps the mean, and tells the factors', () => {
  const n = 20_001;
  const values = new Float64Array(n).fill(3);
  const mask = new Float64Array(n);
  dropOut(values, n, 0.25, 11, 22, 5, mask);
  const dropped = values.filter((v) => v === 0).length / n;
  expect(Math.abs(dropped - 0.25)).toBeLessThan(0.012);
  expect(values.every((v, i) => v === 3 * mask[i]!)).toBe(true);
  expect(Math.max(...mask)).toBeCloseTo(1 / 0.75, 12);
});

it('is a function of keys, counter and place, and of nothing else', () => {
  const draw = (n: number, counter: number) => {
    const mask = new Float64Array(n);
    dropOut(new Float64Array(n).fill(1), n, 0.5, 1, 2, counter, mask);
    return [...mask];
  };
  expect(draw(37, 9)).toEqual(draw(64, 9).slice(0, 37));
  expect(draw(64, 9)).not.toEqual(draw(64, 10));
});

it('drops nothing at share 0', () => {
  const values = Float64Array.of(1, 2, 3, 4, 5);
  dropOut(values, 5, 0, 1, 2, 3, new Float64Array(5));
  expect([...values]).toEqual([1, 2, 3, 4, 5]);
});
