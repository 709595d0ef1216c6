import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import { holmAdjusted, testGrades } from '../../src/evaluation/index.ts';
import { codeOf } from './economy.ts';
import { expectKnown, known } from './known-diagnostics.ts';

const named = known.grades.map((grade, i) => ({ name: `G${i}`, ...grade }));

describe('testGrades', () => {
  it('works by hand: 2 bads of 3 at a PD of one half', () => {
    const { grades, hosmerLemeshow } = testGrades([{ name: 'A', rows: 3, bads: 2, pd: 0.5 }]);
    // Three or two of three: 1/8 + 3/8.
    expect(grades[0]!.binomialP).toBeCloseTo(0.5, 14);
    expect(hosmerLemeshow.statistic).toBeCloseTo(0.25 / 0.75, 14);
    expect(hosmerLemeshow.degreesOfFreedom).toBe(1);
  });

  it("agrees with SciPy's binomial test, beta posterior and chi-square", () => {
    const { grades, hosmerLemeshow } = testGrades(named);
    grades.forEach((got, g) => {
      const expected = known.grades[g]!;
      // Relative: a p-value of 1e-12 must be as right as one of .5.
      expect(got.binomialP / expected.binomialP).toBeCloseTo(1, 9);
      expect(got.jeffreysP / expected.jeffreysP).toBeCloseTo(1, 9);
      expectKnown(got.badRateInterval[0], expected.badRateInterval[0], 'low');
      expectKnown(got.badRateInterval[1], expected.badRateInterval[1], 'high');
    });
    expectKnown(hosmerLemeshow.statistic, known.hosmerLemeshow.statistic, 'statistic');
    expect(hosmerLemeshow.pValue / known.hosmerLemeshow.pValue).toBeCloseTo(1, 8);
    const fitted = testGrades(named, { fitted: true }).hosmerLemeshow;
    expect(fitted.pValue / known.hosmerLemeshow.fittedP).toBeCloseTo(1, 8);
  });

  it('doubts a grade the more, the more bads came', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0.001, max: 0.9, noNaN: true }),
        (rows, pd) => {
          const bads = Math.floor(rows / 2);
          const [fewer, more] = testGrades([
            { name: 'fewer', rows, bads, pd },
            { name: 'more', rows, bads: bads + 1, pd },
          ]).grades;
          expect(more!.binomialP).toBeLessThanOrEqual(fewer!.binomialP);
          expect(more!.jeffreysP).toBeLessThanOrEqual(fewer!.jeffreysP);
          // Jeffreys lies between the strict and the mid form of the exact test.
          expect(fewer!.jeffreysP).toBeLessThanOrEqual(fewer!.binomialP + 1e-12);
        },
      ),
    );
  });

  it('rejects right PDs no more often than it says', () => {
    const stream = openStream(8, 'test/grades');
    const trials = 2000;
    let binomial = 0;
    let joint = 0;
    for (let t = 0; t < trials; t++) {
      const grades = [0.02, 0.05, 0.1].map((pd, g) => {
        let bads = 0;
        for (let i = 0; i < 300; i++) bads += stream.uniform(i, t, g) < pd ? 1 : 0;
        return { name: `${g}`, rows: 300, bads, pd };
      });
      const tested = testGrades(grades);
      if (tested.grades[1]!.binomialP < 0.05) binomial += 1;
      if (tested.hosmerLemeshow.pValue < 0.05) joint += 1;
    }
    // At most 100 expected; three standard errors are 29. The exact test stays below for counts are whole.
    expect(binomial).toBeLessThan(129);
    expect(binomial).toBeGreaterThan(30);
    expect(joint).toBeLessThan(129);
    expect(joint).toBeGreaterThan(50);
  });

  it.each([
    [{ name: 'A', rows: 0, bads: 0, pd: 0.1 }, '0 bads among 0 rows'],
    [{ name: 'A', rows: 5, bads: 6, pd: 0.1 }, '6 bads among 5 rows'],
    [{ name: 'A', rows: 5, bads: 1, pd: 0 }, 'PD of A is 0'],
  ])('refuses %j', (grade, message) => {
    const error = codeOf(() => testGrades([grade]));
    expect(error.code).toBe('PARUS_CONFIG_INVALID');
    expect(error.message).toContain(message);
  });
});

describe('holmAdjusted', () => {
  it('works by hand and keeps the order given', () => {
    const got = holmAdjusted([0.03, 0.005, 0.2, 0.01]);
    [0.06, 0.02, 0.2, 0.03].forEach((p, i) => {
      expect(got[i]).toBeCloseTo(p, 14);
    });
    expect(holmAdjusted([])).toEqual([]);
  });

  it('never falls below the p-value, never exceeds 1 and keeps their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (p) => {
        const adjusted = holmAdjusted(p);
        p.forEach((value, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(value);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          p.forEach((other, j) => {
            if (value < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
          });
        });
      }),
    );
  });
});
