import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import {
  columnStability,
  meanPointsShift,
  scoreStability,
  tableStability,
} from '../../src/evaluation/index.ts';
import { categoryColumn, makeTable, numericColumn } from '../../src/table/index.ts';
import { expectKnown, known } from './known-diagnostics.ts';

const texts = (counts: Readonly<Record<string, number>>): string[] =>
  Object.entries(counts).flatMap(([level, n]) => Array.from({ length: n }, () => level));

describe('columnStability', () => {
  it("agrees with pandas' cut and SciPy's chi-square on numbers with missing values", () => {
    const { before, now, counts, psi, criticalValue, pValue } = known.stability;
    const got = columnStability(
      'x',
      numericColumn(before.map((x) => x ?? undefined)),
      numericColumn(now.map((x) => x ?? undefined)),
    );
    expect(got.bins.map((bin) => bin.reference)).toEqual(counts[0]);
    expect(got.bins.map((bin) => bin.current)).toEqual(counts[1]);
    expect(got.bins.at(-1)!.label).toBe('(missing)');
    expectKnown(got.psi, psi, 'psi');
    expectKnown(got.criticalValue, criticalValue, 'critical value');
    expectKnown(got.pValue, pValue, 'p');
    expect(got.shifted).toBe(psi > criticalValue);
    expect(got.folklore).toBe('moderate');
  });

  it('works by hand on two levels', () => {
    const got = columnStability(
      'size',
      categoryColumn(texts({ micro: 50, small: 50 })),
      categoryColumn(texts({ micro: 80, small: 20 })),
    );
    expect(got.psi).toBeCloseTo(0.3 * Math.log(4), 14);
    expect(got.criticalValue).toBeCloseTo(3.841458820694124 * 0.02, 12);
    expect(got.folklore).toBe('large');
    expect(got.bins.reduce((sum, { psi }) => sum + psi, 0)).toBeCloseTo(got.psi, 14);
  });

  it('gives a new level, once it is common, a bin of its own, and lets rare ones share', () => {
    const got = columnStability(
      'x',
      categoryColumn(texts({ a: 500, rare1: 2, rare2: 1 })),
      categoryColumn(texts({ a: 400, fresh: 100, rare3: 1 })),
    );
    expect(got.bins.map(({ label }) => label)).toEqual(['a', 'fresh', '(other levels)']);
    expect(got.bins[1]).toMatchObject({ reference: 0, current: 100 });
    expect(got.bins[2]).toMatchObject({ reference: 3, current: 1 });
    expect(got.shifted).toBe(true);
  });

  it('does not depend on the order of levels or of rows', () => {
    const before = texts({ a: 30, b: 20, c: 50 });
    const now = texts({ a: 20, b: 40, c: 40 });
    const straight = columnStability('x', categoryColumn(before), categoryColumn(now));
    const turned = columnStability(
      'x',
      categoryColumn(before.toReversed()),
      categoryColumn(now.toReversed(), ['c', 'b', 'a']),
    );
    expect(turned.psi).toBeCloseTo(straight.psi, 14);
  });

  it('finds a sample equal to itself, however many values tie', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }), {
          minLength: 1,
          maxLength: 200,
        }),
        (values) => {
          const got = columnStability('x', numericColumn(values), numericColumn(values));
          expect(got.psi).toBe(0);
          expect(got.shifted).toBe(false);
          expect(got.bins.reduce((sum, bin) => sum + bin.reference, 0)).toBe(values.length);
        },
      ),
    );
  });

  it('alarms by its critical value about as often as it says, and by folklore far too often on few rows', () => {
    const stream = openStream(6, 'test/stability');
    const trials = 400;
    let alarms = 0;
    let folklore = 0;
    for (let t = 0; t < trials; t++) {
      const draw = (k: number): Float64Array =>
        Float64Array.from({ length: 200 }, (_, i) => stream.normal(0, 1, i, t, k));
      const got = scoreStability(draw(0), draw(1));
      if (got.shifted) alarms += 1;
      if (got.folklore !== 'stable') folklore += 1;
    }
    // 20 expected; bins cut at the reference's own quantiles make it a little less even. Three standard errors are 13.
    expect(alarms).toBeGreaterThan(7);
    expect(alarms).toBeLessThan(45);
    expect(folklore).toBeGreaterThan(90);
  });

  it('refuses a column that became text, and one without rows', () => {
    const numbers = numericColumn([1, 2]);
    expect(() => columnStability('x', numbers, categoryColumn(['1']))).toThrow(
      'x is category, expected numeric',
    );
    expect(() => columnStability('x', numbers, numericColumn([]))).toThrow('2 and 0 rows');
  });
});

describe('tableStability', () => {
  it('compares what both tables have and names what it cannot', () => {
    const stream = openStream(7, 'test/stability');
    const draw = (shift: number, k: number) =>
      numericColumn(Array.from({ length: 400 }, (_, i) => stream.normal(shift, 1, i, k)));
    const reference = makeTable([
      ['same', draw(0, 0)],
      ['moved', draw(0, 1)],
      ['gone', draw(0, 2)],
    ]);
    const current = makeTable([
      ['moved', draw(1, 3)],
      ['same', draw(0, 4)],
    ]);
    const { columns, incomparable } = tableStability(reference, current);
    expect(columns.map(({ column }) => column)).toEqual(['same', 'moved']);
    expect(columns.map(({ shifted }) => shifted)).toEqual([false, true]);
    expect(columns[1]!.holmP).toBeGreaterThanOrEqual(columns[1]!.pValue);
    expect(incomparable).toEqual(['gone']);
  });
});

describe('meanPointsShift', () => {
  it('is the difference of the mean points', () => {
    // 50 % at 10 and 50 % at 20 before; 80 % at 10 now.
    expect(meanPointsShift([5, 5], [8, 2], [10, 20])).toBeCloseTo(12 - 15, 14);
  });
});
