import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/core/index.ts';
import { rateCap, setPrice } from '../../../src/decision/terms/price.ts';
import { roundParams } from '../fixtures.ts';

const params = roundParams.price;

describe('setPrice', () => {
  it('adds funding, loss, cost and capital, and rounds up to 5 bp', () => {
    // 120,000 yuan over 12 months: 65,000 yuan-years. Funding 6 % + 2 % x 50 % + (200 + 125) / 65,000 = 0.5 %
    // + 10 % x (16 % - 6 %) = 1 %: 8.5 % sharp. Expected loss 1 % of 65,000 = 650 yuan.
    const price = setPrice({ pd: 0.02, limitFen: 12_000_000, termMonths: 12, capRate: 0.124 }, params);
    expect(price.outcome).toBe('approve');
    expect(price.annualRate).toBe(0.085);
    expect(price.expectedLossFen).toBe(65_000);
    expect(price.parts.funding).toBe(0.06);
    expect(price.parts.expectedLoss).toBeCloseTo(0.01, 12);
    expect(price.parts.operating).toBeCloseTo(0.005, 12);
    expect(price.parts.capital).toBeCloseTo(0.01, 12);
    // A PD of 2.01 % adds half a basis point: the next step is 8.55 %.
    expect(
      setPrice({ pd: 0.0201, limitFen: 12_000_000, termMonths: 12, capRate: 0.124 }, params).annualRate,
    ).toBe(0.0855);
  });

  it('accepts a price at the cap and declines one above it, naming what made it dear', () => {
    const at = { pd: 0.098, limitFen: 12_000_000, termMonths: 12, capRate: 4 * 0.031 };
    expect(setPrice(at, params)).toMatchObject({ outcome: 'approve', annualRate: 0.124 });
    expect(setPrice({ ...at, pd: 0.0981 }, params)).toMatchObject({
      outcome: 'decline',
      codes: ['PRICE_ABOVE_CAP_RISK'],
      annualRate: 0.1245,
    });
    expect(setPrice({ ...at, pd: 0.001, limitFen: 500_000, termMonths: 1 }, params)).toMatchObject({
      outcome: 'decline',
      codes: ['PRICE_ABOVE_CAP_COST'],
    });
  });

  it('never charges capital below zero', () => {
    const cheap = { ...params, capital: { riskWeight: 1, ratio: 0.1, targetReturn: 0.01 } };
    expect(
      setPrice({ pd: 0, limitFen: 12_000_000, termMonths: 12, capRate: 0.12 }, cheap).parts.capital,
    ).toBe(0);
  });

  it('rises with the PD, covers every part and is a whole number of steps', () => {
    const pd = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        pd,
        pd,
        fc.integer({ min: 500_000, max: 500_000_000 }),
        fc.integer({ min: 1, max: 36 }),
        (a, b, limitFen, termMonths) => {
          const priceAt = (value: number) =>
            setPrice({ pd: value, limitFen, termMonths, capRate: 0.12 }, params);
          const low = priceAt(Math.min(a, b));
          const high = priceAt(Math.max(a, b));
          expect(high.annualRate).toBeGreaterThanOrEqual(low.annualRate);
          expect(high.expectedLossFen).toBeGreaterThanOrEqual(low.expectedLossFen);
          const { funding, expectedLoss, operating, capital } = high.parts;
          const full = funding + expectedLoss + operating + capital;
          expect(high.annualRate).toBeGreaterThanOrEqual(full - 1e-9);
          expect(high.annualRate - full).toBeLessThan(0.0005 + 1e-9);
          expect(high.annualRate * 2000).toBeCloseTo(Math.round(high.annualRate * 2000), 6);
          expect(high.outcome === 'approve').toBe(high.annualRate <= 0.12 + 1e-9);
        },
      ),
    );
  });
});

describe('rateCap', () => {
  it('is four times the prime rate in force on the day', () => {
    expect(rateCap(params.cap, dayOf(2024, 10, 20))).toBe(4 * 0.0335);
    expect(rateCap(params.cap, dayOf(2024, 10, 21))).toBe(4 * 0.031);
    expect(rateCap(params.cap, dayOf(2030, 1, 1))).toBe(4 * 0.031);
  });

  it('takes the first rate for days before the list', () => {
    expect(rateCap(params.cap, dayOf(2010, 1, 1))).toBe(4 * 0.0335);
  });
});
