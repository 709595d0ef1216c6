import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/core/index.ts';
import { fitOfPlan, leastFittingTerm, termToHarvest } from '../../../src/decision/terms/fit.ts';
import {
  equalInstalments,
  planRepayment,
  type RepaymentShape,
} from '../../../src/decision/terms/repayment.ts';

const flat = (fen: number) => Array<number>(12).fill(fen);
const loan = { principalFen: 1_200_000, annualRate: 0, startDay: dayOf(2025, 3, 10) };
const search = {
  shape: equalInstalments,
  share: 0.25,
  repaidFrom: 'receipts',
  minMonths: 1,
  maxMonths: 36,
} as const;

describe('fitOfPlan', () => {
  const plan = planRepayment(equalInstalments, { ...loan, termMonths: 12, receiptsFen: null });

  it('fits at the share and not a fen above it', () => {
    expect(fitOfPlan(plan, flat(400_000), 0.25, 'receipts')).toEqual({
      fits: true,
      tightestMonth: 1,
      shortFen: 0,
    });
    const lean = [...flat(400_000).slice(0, 11), 399_996];
    expect(fitOfPlan(plan, lean, 0.25, 'receipts')).toEqual({ fits: false, tightestMonth: 12, shortFen: 1 });
  });

  it('asks receipts for the interest alone where the thing financed repays the loan', () => {
    const bullet = planRepayment(
      { kind: 'bullet' },
      { ...loan, annualRate: 0.12, termMonths: 3, receiptsFen: null },
    );
    expect(fitOfPlan(bullet, flat(48_000), 0.25, 'asset').fits).toBe(true);
    expect(fitOfPlan(bullet, flat(48_000), 0.25, 'receipts')).toMatchObject({
      fits: false,
      tightestMonth: 3,
    });
  });

  it('repeats the year beyond its end', () => {
    const long = planRepayment(equalInstalments, { ...loan, termMonths: 24, receiptsFen: null });
    const lean = [0, ...flat(400_000).slice(1)];
    expect(fitOfPlan(long, lean, 0.25, 'receipts')).toEqual({
      fits: false,
      tightestMonth: 1,
      shortFen: 50_000,
    });
  });
});

describe('leastFittingTerm', () => {
  it('is the first term whose instalment fits', () => {
    // A quarter of 500,000 fen a month: 1,200,000 takes ten months of at most 125,000.
    expect(leastFittingTerm({ ...loan, receiptsFen: flat(500_000) }, search)).toBe(10);
    expect(leastFittingTerm({ ...loan, receiptsFen: flat(100_000) }, search)).toBeNull();
  });

  it('fits at every payment, and no shorter term does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2_000_000 }), { minLength: 12, maxLength: 12 }),
        fc.double({ min: 0, max: 0.24, noNaN: true }),
        (receiptsFen, annualRate) => {
          const some = { ...loan, annualRate, receiptsFen };
          const term = leastFittingTerm(some, search);
          for (let termMonths = 1; termMonths < (term ?? 37); termMonths++) {
            const plan = planRepayment(equalInstalments, { ...some, termMonths });
            const burdens = plan.map(({ paymentFen }, k) => paymentFen - 0.25 * receiptsFen[k % 12]!);
            expect(Math.max(...burdens)).toBeGreaterThan(0);
          }
          if (term === null) return;
          for (const { paymentFen, month } of planRepayment(equalInstalments, { ...some, termMonths: term }))
            expect(paymentFen).toBeLessThanOrEqual(0.25 * receiptsFen[(month - 1) % 12]!);
        },
      ),
    );
  });
});

describe('termToHarvest', () => {
  const shape: RepaymentShape = {
    kind: 'seasonal',
    weights: [0, 0, 0, 0, 0, 1, 0, 0, 2, 4, 3, 0],
    interest: 'with-principal',
  };

  it('reaches the months in which four fifths of the year fall due', () => {
    // From March: June 1, September 3, October 7, November 10 of 10: eight months.
    expect(termToHarvest(shape, dayOf(2025, 3, 10), { min: 3, max: 12 })).toBe(8);
    // From August: September to November make nine of ten.
    expect(termToHarvest(shape, dayOf(2025, 8, 10), { min: 1, max: 12 })).toBe(3);
    expect(termToHarvest(shape, dayOf(2025, 8, 10), { min: 5, max: 12 })).toBe(5);
  });

  it('is null for shapes without a season and where the product is too short', () => {
    expect(termToHarvest(equalInstalments, 20_000, { min: 1, max: 12 })).toBeNull();
    expect(termToHarvest(shape, dayOf(2025, 3, 10), { min: 1, max: 7 })).toBeNull();
  });
});
