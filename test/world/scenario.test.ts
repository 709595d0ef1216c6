import { describe, expect, it } from 'vitest';
import { INDUSTRIES, REGIONS } from '../../src/sources/index.ts';
import { FRAUDS } from '../../src/world/fraud.ts';
import { baselineScenario } from '../../src/world/scenario.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('baselineScenario', () => {
  it('has weights that add up to one and over half of the firms in the east', () => {
    expect(sum(INDUSTRIES.map((name) => baselineScenario.industries[name].weight))).toBeCloseTo(1, 12);
    expect(sum(REGIONS.map((name) => baselineScenario.regions[name]))).toBeCloseTo(1, 12);
    expect(baselineScenario.regions['east-manufacturing-cluster']).toBeGreaterThan(0.5);
    expect(sum(baselineScenario.credit.termWeights)).toBeCloseTo(1, 12);
    expect(sum(baselineScenario.credit.purposeWeights)).toBeCloseTo(1, 12);
    expect(sum(baselineScenario.environment.seasonalIndex) / 12).toBeCloseTo(1, 1);
  });

  it('leaves every industry a margin between 8 and 20 % of sales', () => {
    for (const profile of Object.values(baselineScenario.industries)) {
      const { purchaseShare, payrollShare, rentShare, energyShare, taxShare } = profile;
      const margin = 1 - purchaseShare - payrollShare - rentShare - energyShare - taxShare;
      expect(margin).toBeGreaterThan(0.08);
      expect(margin).toBeLessThan(0.2);
    }
  });

  it('stretches suppliers before utilities, those before tax, social insurance, and that before borrowing', () => {
    const { suppliers, utility, tax, social, borrow } = baselineScenario.peckingOrder;
    expect(suppliers).toBeGreaterThan(utility);
    expect(utility).toBeGreaterThan(tax);
    expect(tax).toBeGreaterThan(social);
    expect(social).toBeGreaterThanOrEqual(borrow);
  });

  it('has between 0.3 and 1.5 % fraud among applications, every kind with an intent', () => {
    const { shareOfApplications, intents } = baselineScenario.fraud;
    const total = sum(Object.values(shareOfApplications));
    expect(total).toBeGreaterThan(0.003);
    expect(total).toBeLessThan(0.015);
    expect(Object.keys(shareOfApplications).sort()).toEqual([...FRAUDS].sort());
    expect(Object.keys(intents).sort()).toEqual([...FRAUDS].sort());
  });

  it('is plain data: it survives JSON, which carries it to workers and manifests', () => {
    expect(JSON.parse(JSON.stringify(baselineScenario))).toEqual(baselineScenario);
  });
});
