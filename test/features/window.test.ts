import { describe, expect, test } from 'vitest';
import {
  addReceipt,
  clearCounterparties,
  herfindahl,
  largestShare,
  newCounterparties,
} from '../../src/features/counterparties.ts';
import { change, clamp, firstRowFrom, ratio, variation } from '../../src/features/window.ts';

describe('windows', () => {
  test('firstRowFrom finds the first row of its range on or after a day', () => {
    const days = Int32Array.from([9, 1, 3, 3, 5, 0]);
    expect([0, 1, 2, 3, 4, 5, 6].map((day) => firstRowFrom(days, 1, 5, day))).toEqual([1, 1, 2, 2, 4, 4, 5]);
    expect(firstRowFrom(days, 2, 2, 0)).toBe(2);
  });

  test('ratio and change are missing where they cannot be computed', () => {
    expect(ratio(0, 0)).toBeNaN();
    expect(ratio(1, 0)).toBeNaN();
    expect(change(0, 0)).toBeNaN();
    expect(change(5, 0)).toBe(1);
    expect(change(0, 5)).toBe(-1);
    expect(clamp(Number.NaN, 0, 1)).toBeNaN();
    expect([clamp(-3, -1, 1), clamp(3, -1, 1)]).toEqual([-1, 1]);
  });

  test('variation is standard deviation over mean, exactly 0 for a constant', () => {
    expect(variation(Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9), 8)).toBe(2 / 5);
    expect(variation(Float64Array.of(1e15, 1e15, 1e15), 3)).toBe(0);
    expect(variation(Float64Array.of(1), 1)).toBeNaN();
    expect(variation(new Float64Array(3), 3)).toBeNaN();
  });
});

test('concentration does not depend on how counterparties are coded', () => {
  const fill = (codes: readonly number[]) => {
    const c = newCounterparties();
    addReceipt(c, 99, 1);
    clearCounterparties(c);
    codes.forEach((code, i) => {
      addReceipt(c, code, (i + 1) * 1.1);
    });
    return c;
  };
  const a = fill([5, 0, 5, 2]);
  const b = fill([0, 1, 0, 2]);
  expect(herfindahl(a)).toBe(herfindahl(b));
  expect(largestShare(a)).toBeCloseTo(0.4, 12);
  expect(herfindahl(newCounterparties())).toBeNaN();
  expect(largestShare(newCounterparties())).toBeNaN();
});
