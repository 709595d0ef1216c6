import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  churnAt,
  churnBySteps,
  churnCurveSchema,
  fitChurn,
  poolAdjacentViolators,
  readyChurn,
} from '../../../src/decision/terms/churn.ts';
import { readPolicyFile, standardRules } from '../fixtures.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const points = fc
  .array(fc.record({ annualRate: fc.integer({ min: 0, max: 3000 }).map((bp) => bp / 10_000), churn: unit }), {
    minLength: 2,
    maxLength: 40,
  })
  .filter((list) => new Set(list.map(({ annualRate }) => annualRate)).size > 1);

describe('poolAdjacentViolators', () => {
  it('pools what falls and leaves what rises', () => {
    // 3 and 1 pool to 2; 2, 2, 2 hold; 5 and 4 pool to 4.5.
    expect(poolAdjacentViolators([3, 1, 2, 5, 4], [1, 1, 1, 1, 1])).toEqual([2, 2, 2, 4.5, 4.5]);
    expect(poolAdjacentViolators([3, 1], [3, 1])).toEqual([2.5, 2.5]);
    expect(poolAdjacentViolators([], [])).toEqual([]);
  });

  it('is the min-max formula of isotonic regression', () => {
    const weighted = fc.array(fc.tuple(unit, fc.integer({ min: 1, max: 5 })), {
      minLength: 1,
      maxLength: 15,
    });
    fc.assert(
      fc.property(weighted, (list) => {
        const values = list.map(([value]) => value);
        const weights = list.map(([, weight]) => weight);
        const mean = (i: number, j: number): number => {
          let sum = 0;
          let weight = 0;
          for (let k = i; k <= j; k++) {
            sum += values[k]! * weights[k]!;
            weight += weights[k]!;
          }
          return sum / weight;
        };
        const naive = values.map((_, k) =>
          Math.max(
            ...values
              .slice(0, k + 1)
              .map((__, i) => Math.min(...values.slice(k).map((___, j) => mean(i, k + j)))),
          ),
        );
        poolAdjacentViolators(values, weights).forEach((value, k) => {
          expect(value).toBeCloseTo(naive[k]!, 10);
        });
      }),
    );
  });
});

describe('fitChurn', () => {
  it('keeps the ends and averages neighbours between them', () => {
    const fitted = fitChurn(
      [
        { annualRate: 0.2, churn: 1 },
        { annualRate: 0.1, churn: 0 },
        { annualRate: 0.12, churn: 0.3 },
        { annualRate: 0.14, churn: 0.5 },
        { annualRate: 0.16, churn: 0.2 },
        { annualRate: 0.18, churn: 0.6 },
      ],
      2,
    );
    fitted.rates.forEach((rate, k) => {
      expect(rate).toBeCloseTo([0.1, 0.13, 0.17, 0.2][k]!, 12);
    });
    expect(fitted.churn.map((churn) => Number(churn.toFixed(12)))).toEqual([0, 0.4, 0.4, 1]);
  });

  it('averages points at one rate first', () => {
    const fitted = fitChurn([
      { annualRate: 0.1, churn: 0.2 },
      { annualRate: 0.2, churn: 0.9 },
      { annualRate: 0.1, churn: 0.4 },
    ]);
    expect(fitted.rates).toEqual([0.1, 0.2]);
    expect(fitted.churn[0]).toBeCloseTo(0.3, 12);
  });

  it('gives a curve that files may carry, whatever the points', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 50 }), (list, groups) => {
        expect(churnCurveSchema.safeParse(fitChurn(list, groups)).success).toBe(true);
      }),
    );
  });
});

describe('churnAt', () => {
  const curve = readyChurn({ rates: [0.04, 0.08, 0.12], churn: [0, 0.5, 0.75] });

  it('goes through the knots, straight along a straight line, flat below', () => {
    expect([0.01, 0.04, 0.08, 0.12].map((rate) => churnAt(curve, rate))).toEqual([0, 0, 0.5, 0.75]);
    const line = readyChurn({ rates: [0, 0.1, 0.2], churn: [0.1, 0.2, 0.3] });
    expect(churnAt(line, 0.13)).toBeCloseTo(0.23, 12);
  });

  it('lets those who stayed leave on at the mean pace beyond the last knot', () => {
    // A quarter stays after 8 points: half of them are gone after 4 more.
    expect(churnAt(curve, 0.16)).toBeCloseTo(0.875, 12);
    expect(churnAt(readyChurn({ rates: [0, 0.1], churn: [0, 1] }), 0.5)).toBe(1);
  });

  it('never falls and stays a share', () => {
    fc.assert(
      fc.property(
        points,
        fc.array(fc.double({ min: 0, max: 0.5, noNaN: true }), { minLength: 2 }),
        (list, rates) => {
          const fitted = readyChurn(fitChurn(list, 9));
          const churn = rates.sort((a, b) => a - b).map((rate) => churnAt(fitted, rate));
          churn.forEach((value, k) => {
            expect(value).toBeGreaterThanOrEqual(Math.max(0, (churn[k - 1] ?? 0) - 1e-12));
            expect(value).toBeLessThanOrEqual(1);
          });
        },
      ),
    );
  });
});

it('churnBySteps is churnAt at every step, for the step asked for', () => {
  const curve = readyChurn({ rates: [0.04, 0.08, 0.12], churn: [0, 0.5, 0.75] });
  for (const stepBp of [5, 25, 5]) {
    const table = churnBySteps(curve, stepBp);
    expect(table).toHaveLength(10_000 / stepBp + 1);
    table.forEach((churn, step) => {
      expect(churn).toBe(churnAt(curve, (step * stepBp) / 10_000));
    });
  }
});

describe('churnCurveSchema', () => {
  it('refuses rates that do not rise, churn that falls and lists of unequal length', () => {
    const paths = (json: unknown) =>
      churnCurveSchema.safeParse(json).error?.issues.map(({ path }) => path.join('.'));
    expect(paths({ rates: [0.1, 0.1], churn: [0.2, 0.1] })).toEqual(['rates.1', 'churn.1']);
    expect(paths({ rates: [0.1, 0.2], churn: [0, 0.1, 0.2] })).toEqual(['churn']);
  });
});

/** The real file lies outside the repository: in `sme-invoices` of the folder that `PARUS_DATASETS` names. */
const realFile = `${process.env['PARUS_DATASETS'] ?? '../shared/datasets'}/sme-invoices/rate_vs_churn.csv`;
const present = existsSync(realFile);

describe('the curves that ship', () => {
  it.skipIf(!present)(
    present
      ? 'are the fit of the real file'
      : 'are the fit of the real file (skipped: PARUS_DATASETS does not name a folder with sme-invoices/rate_vs_churn.csv)',
    () => {
      const [, ...lines] = readFileSync(realFile, 'utf8').trim().split('\n');
      const rows = lines.map((line) => line.split(',').map(Number));
      const shipped = (
        readPolicyFile('sme-standard.params.json') as {
          price: { learnt: { curves: Record<string, { rates: number[]; churn: number[] }> } };
        }
      ).price.learnt.curves;
      const rounded = (values: readonly number[]) => values.map((value) => Number(value.toFixed(4)));
      for (const [at, name] of [
        [1, 'A'],
        [2, 'B'],
        [3, 'C'],
      ] as const) {
        const real = rows.map((row) => ({ annualRate: row[0]!, churn: row[at]! }));
        const { rates, churn } = fitChurn(real, 9);
        expect({ rates: rounded(rates), churn: rounded(churn) }).toEqual(shipped[name]);
        const misses = real.map((point) =>
          Math.abs(churnAt(readyChurn(shipped[name]!), point.annualRate) - point.churn),
        );
        expect(misses.reduce((sum, miss) => sum + miss, 0) / misses.length).toBeLessThan(0.01);
        expect(Math.max(...misses)).toBeLessThan(0.035);
      }
    },
  );

  it('have one for every grade that may borrow', () => {
    const { params } = standardRules;
    for (const [grade, capYuan] of Object.entries(params.limit.capByGradeYuan))
      if (capYuan > 0) expect(params.price.learnt?.grades.map((row) => row.grade)).toContain(grade);
  });
});
