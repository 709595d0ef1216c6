import { describe, expect, it } from 'vitest';
import { BENFORD, digitsOf, firstDigit } from '../../../src/sources/quality/digits.ts';
import type { ValueBin } from '../../../src/table/profile/index.ts';

const binsOf = (values: readonly number[]): ValueBin[] =>
  values.map((value) => ({ least: value, greatest: value, reference: 1, current: 0, outside: 0 }));
const noCounts = { lastDigits: new Array<number>(10).fill(0), large: 0, round: 0 };

describe('digits', () => {
  it('of growing numbers keep Benford’s law', () => {
    // Two values an octave apart in 1,000 equal steps of the logarithm, over three powers of ten.
    const values = Array.from({ length: 3000 }, (_, i) => 10 ** (2 + i / 1000));
    const { benfordDistance, first } = digitsOf(binsOf(values), noCounts)!;
    expect(benfordDistance).toBeLessThan(1e-4);
    first.forEach((share, i) => {
      expect(share).toBeCloseTo(BENFORD[i]!, 2);
    });
    expect(BENFORD.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });

  it('of numbers that all begin with 5 lie far from it: chi-square by hand', () => {
    const { benfordDistance, first } = digitsOf(binsOf(new Array<number>(500).fill(5321)), noCounts)!;
    // Sum of squares over expected is 1 / p(5), less 1.
    expect(benfordDistance).toBeCloseTo(1 / Math.log10(1.2) - 1, 9);
    expect(first[4]).toBe(1);
  });

  it('at the end are equal, or all zeros', () => {
    const bins = binsOf(new Array<number>(500).fill(123));
    const even = { lastDigits: new Array<number>(10).fill(7), large: 40, round: 10 };
    expect(digitsOf(bins, even)).toMatchObject({ lastDistance: 0, roundShare: 0.25 });
    const zeros = { lastDigits: [70, 0, 0, 0, 0, 0, 0, 0, 0, 0], large: 40, round: 40 };
    expect(digitsOf(bins, zeros)?.lastDistance).toBeCloseTo(9, 12);
  });

  it('say nothing of fewer than 500 values, zeros apart', () => {
    expect(digitsOf(binsOf([...new Array<number>(499).fill(5), 0, 0, 0]), noCounts)).toBeNull();
    expect([-0.0031, 1000, 999.6, 0].map(firstDigit)).toEqual([3, 1, 9, 0]);
  });
});
