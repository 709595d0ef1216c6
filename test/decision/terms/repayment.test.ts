import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/core/index.ts';
import { repaymentPlan } from '../../../src/decision/terms/annuity.ts';
import {
  fenYearsOf,
  interestForDays,
  type Loan,
  planRepayment,
  type RepaymentShape,
  shapeSchema,
} from '../../../src/decision/terms/repayment.ts';

const loan: Loan = {
  principalFen: 1_200_000,
  annualRate: 0.12,
  termMonths: 3,
  startDay: dayOf(2025, 7, 31),
  receiptsFen: null,
};
const harvest = [0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 0, 0];

const shapes: fc.Arbitrary<RepaymentShape> = fc.oneof(
  fc.constant<RepaymentShape>({ kind: 'equal-instalments' }),
  fc.constant<RepaymentShape>({ kind: 'bullet' }),
  fc.constant<RepaymentShape>({ kind: 'daily-interest' }),
  fc.record({
    kind: fc.constant('share-of-receipts' as const),
    share: fc.double({ min: 0.01, max: 1, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('seasonal' as const),
    weights: fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 9, noNaN: true })), {
      minLength: 12,
      maxLength: 12,
    }),
    interest: fc.constantFrom('monthly' as const, 'with-principal' as const),
  }),
);
const loans: fc.Arbitrary<Loan> = fc.record({
  principalFen: fc.integer({ min: 0, max: 500_000_000 }),
  annualRate: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.36, noNaN: true })),
  termMonths: fc.integer({ min: 1, max: 60 }),
  startDay: fc.integer({ min: 18_000, max: 22_000 }),
  receiptsFen: fc.option(fc.array(fc.integer({ min: 0, max: 90_000_000 }), { minLength: 12, maxLength: 12 })),
});

const sum = (
  rows: readonly { principalFen: number; interestFen: number; paymentFen: number }[],
  key: 'principalFen' | 'interestFen' | 'paymentFen',
) => rows.reduce((total, row) => total + row[key], 0);

describe('planRepayment', () => {
  it('pays interest monthly and the principal at the end of a bullet', () => {
    expect(planRepayment({ kind: 'bullet' }, loan)).toEqual([
      { month: 1, paymentFen: 12_000, interestFen: 12_000, principalFen: 0, balanceFen: 1_200_000 },
      { month: 2, paymentFen: 12_000, interestFen: 12_000, principalFen: 0, balanceFen: 1_200_000 },
      { month: 3, paymentFen: 1_212_000, interestFen: 12_000, principalFen: 1_200_000, balanceFen: 0 },
    ]);
  });

  it('repays by the season, interest with the principal, nothing before', () => {
    // Due at the end of August, September (weight 1) and October (weight 3).
    expect(planRepayment({ kind: 'seasonal', weights: harvest, interest: 'with-principal' }, loan)).toEqual([
      { month: 1, paymentFen: 0, interestFen: 0, principalFen: 0, balanceFen: 1_200_000 },
      { month: 2, paymentFen: 324_000, interestFen: 24_000, principalFen: 300_000, balanceFen: 900_000 },
      { month: 3, paymentFen: 909_000, interestFen: 9_000, principalFen: 900_000, balanceFen: 0 },
    ]);
    const monthly = planRepayment({ kind: 'seasonal', weights: harvest, interest: 'monthly' }, loan);
    expect(monthly.map(({ interestFen }) => interestFen)).toEqual([12_000, 12_000, 9_000]);
  });

  it('repays a season that lies outside the term at its end', () => {
    const spring = { ...loan, startDay: dayOf(2025, 1, 15) };
    const plan = planRepayment({ kind: 'seasonal', weights: harvest, interest: 'with-principal' }, spring);
    expect(plan.map(({ paymentFen }) => paymentFen)).toEqual([0, 0, 1_236_000]);
  });

  it('takes its share of each month’s receipts, at least the interest, and the rest at the end', () => {
    const receiptsFen = [1_000_000, 20_000, ...Array<number>(10).fill(1_000_000)];
    const plan = planRepayment({ kind: 'share-of-receipts', share: 0.3 }, { ...loan, receiptsFen });
    // 300,000 of the first month; 0.3 x 20,000 does not pay the interest of 9,120 in the second.
    expect(plan.map(({ paymentFen }) => paymentFen)).toEqual([300_000, 9_120, 912_000 + 9_120]);
    expect(planRepayment({ kind: 'share-of-receipts', share: 0.3 }, loan)).toEqual(
      repaymentPlan(1_200_000, 0.12, 3),
    );
  });

  it('charges interest for the days of use', () => {
    // 31 July to 31 October: 92 days.
    expect(planRepayment({ kind: 'daily-interest' }, loan)).toEqual([
      { month: 3, paymentFen: 1_236_296, interestFen: 36_296, principalFen: 1_200_000, balanceFen: 0 },
    ]);
    expect(interestForDays(10_000_000, 0.073, 7)).toBe(14_000);
  });

  it('repays every loan to the fen, whatever the shape', () => {
    fc.assert(
      fc.property(shapes, loans, (shape, some) => {
        const plan = planRepayment(shape, some);
        expect(sum(plan, 'principalFen')).toBe(some.principalFen);
        expect(sum(plan, 'paymentFen')).toBe(some.principalFen + sum(plan, 'interestFen'));
        expect(plan.at(-1)?.balanceFen).toBe(0);
        expect(plan.at(-1)?.month).toBe(some.termMonths);
        let balanceFen = some.principalFen;
        for (const row of plan) {
          balanceFen -= row.principalFen;
          expect(row.balanceFen).toBe(balanceFen);
          expect(row.paymentFen).toBe(row.principalFen + row.interestFen);
          expect(Number.isSafeInteger(row.paymentFen)).toBe(true);
          // At a few fen a month the rounded annuity may take a fen of principal back.
          if (some.principalFen >= 500_000) expect(row.principalFen).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('fenYearsOf', () => {
  it('is money times time outstanding', () => {
    expect(fenYearsOf({ kind: 'bullet' }, loan)).toBe(300_000);
    // 1.2 million for two months, 0.9 million for one.
    expect(fenYearsOf({ kind: 'seasonal', weights: harvest, interest: 'monthly' }, loan)).toBe(
      3_300_000 / 12,
    );
    expect(fenYearsOf({ kind: 'daily-interest' }, loan)).toBe((1_200_000 * 92) / 365);
  });

  it('never exceeds what the plan has outstanding, so that a price errs upwards', () => {
    fc.assert(
      fc.property(shapes, loans, (shape, some) => {
        if (shape.kind === 'daily-interest') return;
        let outstandingFen = some.principalFen;
        let fenMonths = 0;
        for (const { balanceFen } of planRepayment(shape, some)) {
          fenMonths += outstandingFen;
          outstandingFen = balanceFen;
        }
        expect(fenYearsOf(shape, some)).toBeLessThanOrEqual(fenMonths / 12 + some.termMonths ** 2);
      }),
    );
  });
});

it('shapes with a year without weight or a share of nothing are refused', () => {
  expect(
    shapeSchema.safeParse({ kind: 'seasonal', weights: Array(12).fill(0), interest: 'monthly' }).success,
  ).toBe(false);
  expect(shapeSchema.safeParse({ kind: 'share-of-receipts', share: 0 }).success).toBe(false);
  expect(shapeSchema.safeParse({ kind: 'balloon' }).success).toBe(false);
});
