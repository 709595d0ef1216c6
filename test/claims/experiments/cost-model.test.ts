import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakEven, COSTS, costOf, costValues } from '../../../src/claims/experiments/cost-model.ts';
import { profitOf } from '../../../src/claims/experiments/loan-profit.ts';

const free = { ...costValues, bureau: 0, otherData: 0, identity: 0, compute: 0, payment: 0 };
const book = (approve: number, review: number, decline: number) => ({
  outcome: [
    ...Array<'approve'>(approve).fill('approve'),
    ...Array<'review'>(review).fill('review'),
    ...Array<'decline'>(decline).fill('decline'),
  ],
});

describe('costOf', () => {
  it('spreads what all applications cost over the loans made', () => {
    // 10 applications at 12 yuan; 2 reviews of half an hour at 60 yuan; 5 + 1 loans.
    const values = { ...free, bureau: 12, reviewMinutes: 30, officer: 60, reviewApproves: 0.5, payment: 1 };
    expect(costOf(book(5, 2, 3), values)).toEqual({
      loans: 6,
      data: 20,
      review: 10,
      payment: 1,
      operating: 31,
      marginal: (8 * 12) / 5 + 1,
      whole: 31 + COSTS.acquisition.value + COSTS.service.value,
      perApplication: 18,
      minutes: 6,
    });
  });

  it('costs nothing to decide where nothing costs', () => {
    expect(costOf(book(3, 0, 1), free).operating).toBe(0);
  });
});

describe('breakEven', () => {
  it('finds the value that meets the target, where there is one', () => {
    const count = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), count, count, (approve, review, decline) => {
        const one = book(approve, review, decline);
        for (const name of ['bureau', 'reviewMinutes', 'payment'] as const) {
          const value = breakEven(one, name, 30);
          if (value === null) {
            // Too dear without it already, or it has no part in the cost.
            const without = costOf(one, { ...costValues, [name]: 0 }).operating;
            expect(without > 30 || (name === 'reviewMinutes' && review === 0)).toBe(true);
          } else expect(costOf(one, { ...costValues, [name]: value }).operating).toBeCloseTo(30, 9);
        }
      }),
    );
  });
});

describe('profitOf', () => {
  it('earns the margin on the balance of the good and loses a share of it with the bad', () => {
    // 1,000 yuan over 11 months: half a balance-year, mean balance 6 / 11.
    const bad = [0, 1, 1];
    const { perLoanYuan, perApplicationYuan } = profitOf(
      { bad, termMonths: [11, 11, 11] },
      [true, true, false],
      [100_000, 100_000, 100_000],
    );
    const good = 0.043 * 500;
    const loss = (0.6 * (500 * 12)) / 11 + 0.065 * 500;
    expect(perLoanYuan).toBeCloseTo((good - loss) / 2, 9);
    expect(perApplicationYuan).toBeCloseTo((good - loss) / 3, 9);
  });
});
