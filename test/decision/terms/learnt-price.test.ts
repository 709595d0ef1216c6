import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { churnAt, readyChurn } from '../../../src/decision/terms/churn.ts';
import { type PriceInput, setPrice } from '../../../src/decision/terms/price.ts';
import type { LearntParams, PriceParams } from '../../../src/decision/terms/price-params.ts';
import { defaultGrades } from '../../../src/models/index.ts';
import { gradeOf } from '../../../src/scorecard/index.ts';
import { roundParams, standardRules } from '../fixtures.ts';

// Nobody leaves up to 8 %, half at 12 %, all at 16 %.
const curve = readyChurn({ rates: [0.08, 0.12, 0.16], churn: [0, 0.5, 1] });
const learnt: LearntParams = {
  mode: 'on',
  maxMargin: null,
  curves: { line: curve },
  grades: [{ grade: 'A', curve: 'line' }],
  provenance: 'made up',
};
const params: PriceParams = { ...roundParams.price, learnt };
/** Costs of 8.5 % sharp: see the first example of setPrice. */
const input: PriceInput = { pd: 0.02, limitFen: 12_000_000, termMonths: 12, capRate: 0.2, grade: 'A' };

/** Every step from floor to cap, the profit written out. */
function naive(price: ReturnType<typeof setPrice>, { capRate }: PriceInput, { stepBp }: PriceParams): number {
  const full = Object.values(price.parts).reduce((sum, part) => sum + part, 0);
  let best = price.floorRate;
  let most = Number.NEGATIVE_INFINITY;
  for (let bp = Math.round(price.floorRate * 10_000); bp <= capRate * 10_000 + 1e-6; bp += stepBp) {
    const profit = (1 - churnAt(curve, bp / 10_000)) * (bp / 10_000 - full);
    if (profit > most) [best, most] = [bp / 10_000, profit];
  }
  return best;
}

describe('the learnt price', () => {
  it('stands where a higher rate loses more customers than it earns', () => {
    // On the line (0.16 - r) / 0.08 stay: (0.16 - r)(r - 0.085) is highest midway, at 12.25 %.
    const price = setPrice(input, params);
    expect(price).toMatchObject({ outcome: 'approve', annualRate: 0.1225, floorRate: 0.085 });
    expect(price.learnt?.churn).toBeCloseTo(0.53125, 12);
    // 46.875 % x 3.75 % of 65,000 yuan-years = 1,142.58 yuan.
    expect(price.learnt?.expectedProfitFen).toBe(114_258);
  });

  it('is the floor where it is off, where the grade has no curve, and by default', () => {
    const off = setPrice(input, { ...params, learnt: { ...learnt, mode: 'off' } });
    expect(off).toMatchObject({ annualRate: 0.085, learnt: null });
    expect(setPrice({ ...input, grade: 'toString' }, params)).toMatchObject({
      annualRate: 0.085,
      learnt: null,
    });
    const { grade: _, ...gradeless } = input;
    expect(setPrice(gradeless, params)).toMatchObject({ annualRate: 0.085, learnt: null });
  });

  it('asks no more above the floor than the parameters allow', () => {
    const held = { ...params, learnt: { ...learnt, maxMargin: 0.01 } };
    expect(setPrice(input, held).annualRate).toBe(0.095);
  });

  it('keeps within the product’s rates, and declines a floor above them by that name', () => {
    expect(setPrice({ ...input, productRate: { min: 0.1, max: 0.11 } }, params).annualRate).toBe(0.11);
    expect(setPrice({ ...input, productRate: { min: 0.13, max: 0.2 } }, params).annualRate).toBe(0.13);
    expect(setPrice({ ...input, productRate: { min: 0, max: 0.08 } }, params)).toMatchObject({
      outcome: 'decline',
      codes: ['PRICE_ABOVE_PRODUCT'],
      annualRate: 0.085,
    });
  });

  it('finds the best step, between floor and cap, and no higher PD lowers it', () => {
    const inputs = fc.record({
      pd: fc.double({ min: 0, max: 0.3, noNaN: true }),
      limitFen: fc.integer({ min: 500_000, max: 500_000_000 }),
      termMonths: fc.integer({ min: 1, max: 36 }),
      capRate: fc.double({ min: 0.05, max: 0.3, noNaN: true }),
      grade: fc.constant('A'),
    });
    fc.assert(
      fc.property(inputs, fc.double({ min: 0, max: 0.2, noNaN: true }), (some, more) => {
        const price = setPrice(some, params);
        const riskier = setPrice({ ...some, pd: some.pd + more }, params);
        expect(riskier.annualRate).toBeGreaterThanOrEqual(price.annualRate);
        if (price.outcome === 'decline') {
          expect(price.floorRate).toBeGreaterThan(some.capRate);
          return;
        }
        expect(price.annualRate).toBeGreaterThanOrEqual(price.floorRate);
        expect(price.annualRate).toBeLessThanOrEqual(some.capRate + 1e-9);
        expect(price.annualRate).toBe(naive(price, some, params));
      }),
    );
  });

  it('does not fall where a higher PD moves the firm to the next grade’s curve, as shipped', () => {
    const { price } = standardRules.params;
    const shipped: PriceParams = { ...price, learnt: { ...price.learnt!, mode: 'on' } };
    for (const fundingRate of [0.02, 0.05, 0.065])
      for (const capRate of [0.12, 0.15, 0.24]) {
        let last = 0;
        for (let pd = 0; pd < 0.16; pd += 0.0005) {
          const { annualRate } = setPrice(
            { pd, limitFen: 20_000_000, termMonths: 12, capRate, grade: gradeOf(pd, defaultGrades) },
            { ...shipped, fundingRate },
          );
          expect(annualRate).toBeGreaterThanOrEqual(last);
          last = annualRate;
        }
      }
  });

  it('lets a riskier grade pay no less than a safer grade’s customers would at its costs', () => {
    // Nobody of this grade stays above 9 %: alone it would pay 8.75 %, between 8.5 % and 9 %.
    const timid = readyChurn({ rates: [0.08, 0.09], churn: [0, 1] });
    const curves = { line: curve, timid };
    const alone = { ...learnt, curves, grades: [{ grade: 'A', curve: 'timid' }] };
    expect(setPrice(input, { ...params, learnt: alone }).annualRate).toBe(0.0875);
    const grades = [
      { grade: 'AA', curve: 'line' },
      { grade: 'A', curve: 'timid' },
    ];
    expect(setPrice(input, { ...params, learnt: { ...learnt, curves, grades } })).toMatchObject({
      annualRate: 0.1225,
      learnt: { curve: 'timid', churn: 1, expectedProfitFen: 0 },
    });
  });
});

describe('the carbon discount', () => {
  const carbon = {
    intensityFeature: 'electricity_to_sales_365',
    usualByIndustry: { textile: 0.03 },
    implausibleBelowShare: 0.2,
    steps: [
      { upToShare: 0.6, discount: 0.003 },
      { upToShare: 0.8, discount: 0.001 },
    ],
    provenance: 'made up',
  };
  const green: PriceParams = { ...roundParams.price, carbon };
  const at = (energyIntensity: number | null, industry: string | null = 'textile') =>
    setPrice({ ...input, energyIntensity, industry }, green);

  it('lowers floor and price of a firm that uses less power than its industry', () => {
    expect(at(0.018)).toMatchObject({ annualRate: 0.082, floorRate: 0.082 });
    expect(at(0.018).parts.carbonDiscount).toBe(-0.003);
    expect(at(0.024).annualRate).toBe(0.084);
    expect(at(0.0241).annualRate).toBe(0.085);
  });

  it('is nothing where use, industry or the usual use is not known, or sales come without power', () => {
    for (const price of [at(null), at(0.01, null), at(0.01, 'retail'), at(0.005), at(0)]) {
      expect(price.annualRate).toBe(0.085);
      expect(Object.is(price.parts.carbonDiscount, 0)).toBe(true);
    }
  });
});
