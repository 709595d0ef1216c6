import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LoanEconomics, profitCurve } from '../../src/evaluation/index.ts';
import { codeOf, economy } from './economy.ts';

/** Profit of approving PDs up to `cutoff`, row by row. */
function naiveProfit(
  pd: Float64Array,
  bad: Uint8Array,
  cutoff: number,
  { amount = 1, lgd, margin, costPerLoan = 0, costPerApplication = 0 }: LoanEconomics,
): number {
  let profit = 0;
  for (let i = 0; i < pd.length; i++) {
    profit -= costPerApplication;
    if (pd[i]! > cutoff) continue;
    const own = typeof amount === 'number' ? amount : amount[i]!;
    profit += (bad[i] === 1 ? -lgd * own : margin * own) - costPerLoan;
  }
  return profit;
}

describe('profitCurve', () => {
  it('works by hand: three loans of 100 at a margin of 10 % and a loss of 50 %', () => {
    const curve = profitCurve(Float64Array.of(0.1, 0.2, 0.6), Uint8Array.of(0, 0, 1), {
      amount: 100,
      lgd: 0.5,
      margin: 0.1,
    });
    expect(curve.points.map(({ profit }) => profit)).toEqual([0, 10, 20, -30]);
    expect(curve.best).toMatchObject({ pd: 0.2, profit: 20, badRate: 0 });
    expect(curve.best.share).toBeCloseTo(2 / 3, 14);
    // .1 earns .9 * 10 - .1 * 50, .2 loses .8 * 10 - .2 * 50.
    expect(curve.points[1]!.expectedProfit).toBeCloseTo(4, 12);
    expect(curve.points[2]!.expectedProfit).toBeCloseTo(2, 12);
    expect(curve.breakEvenPd).toBeCloseTo(1 / 6, 14);
    expect(curve.atBreakEven).toMatchObject({ pd: 0.1, profit: 10 });
  });

  it('agrees with adding up row by row, with amounts and costs of their own', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (seed, lgd, margin, costPerLoan) => {
          const { pd, bad } = economy(60, seed);
          fc.pre(bad.includes(1));
          const amount = pd.map((x, i) => 10 + (i % 7) * x);
          const economics = { amount, lgd, margin, costPerLoan, costPerApplication: 0.1 };
          const curve = profitCurve(pd, bad, economics);
          for (const point of curve.points) {
            const cutoff = point.share === 0 ? -1 : point.pd;
            expect(point.profit).toBeCloseTo(naiveProfit(pd, bad, cutoff, economics), 9);
          }
          const cutoffs = [-1, ...pd];
          const best = Math.max(...cutoffs.map((cutoff) => naiveProfit(pd, bad, cutoff, economics)));
          expect(curve.best.profit).toBeCloseTo(best, 9);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('foresees the profit of a calibrated model, and its break-even cut-off comes near the best', () => {
    const { pd, bad } = economy(50_000, 41);
    const curve = profitCurve(pd, bad, { lgd: 0.45, margin: 0.12 });
    const { profit, expectedProfit, interval } = curve.atBreakEven;
    expect(interval[0]).toBeLessThan(expectedProfit);
    expect(interval[1]).toBeGreaterThan(expectedProfit);
    expect(curve.best.profit).toBeGreaterThanOrEqual(profit);
    expect(profit / curve.best.profit).toBeGreaterThan(0.95);
  });

  it('covers the profit of the economy about as often as it says', () => {
    const economics = { lgd: 0.45, margin: 0.12 };
    const large = economy(400_000, 43);
    const perRow = profitCurve(large.pd, large.bad, economics).atBreakEven.profit / 400_000;
    const trials = 200;
    let covered = 0;
    for (let t = 0; t < trials; t++) {
      const { pd, bad } = economy(500, 3000 + t);
      const [low, high] = profitCurve(pd, bad, economics, 0.9).atBreakEven.interval;
      if (low <= 500 * perRow && 500 * perRow <= high) covered += 1;
    }
    // 180 expected; three standard errors are 13.
    expect(covered).toBeGreaterThan(166);
    expect(covered).toBeLessThan(194);
  });

  it('approves nobody where no loan pays, and stays small', () => {
    const { pd, bad } = economy(5000, 42);
    const costly = profitCurve(pd, bad, { lgd: 0.5, margin: 0.1, costPerLoan: 1 });
    expect(costly.breakEvenPd).toBe(0);
    expect(costly.best).toMatchObject({ share: 0, profit: 0 });
    expect(costly.atBreakEven).toMatchObject({ share: 0, profit: 0, interval: [0, 0] });
    expect(profitCurve(pd, bad, { lgd: 0.5, margin: 0.1 }).points.length).toBeLessThanOrEqual(201);
  });

  it.each([
    [{ lgd: 1.2, margin: 0.1 }, 'lgd is 1.2'],
    [{ lgd: 0.5, margin: 0 }, 'margin is 0'],
    [{ lgd: 0.5, margin: 0.1, costPerLoan: -1 }, 'costPerLoan is -1'],
    [{ lgd: 0.5, margin: 0.1, amount: Float64Array.of(1) }, '1 amounts for 2 rows'],
    [{ lgd: 0.5, margin: 0.1, amount: Float64Array.of(1, Number.NaN) }, 'amount of row 2 is NaN'],
  ])('refuses %j', (economics, message) => {
    const error = codeOf(() => profitCurve(Float64Array.of(0.1, 0.2), Uint8Array.of(0, 1), economics));
    expect(error.code).toBe('PARUS_CONFIG_INVALID');
    expect(error.message).toContain(message);
  });
});
