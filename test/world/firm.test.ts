import { describe, expect, it } from 'vitest';
import { drawFirm, type FirmTraits } from '../../src/world/firm.ts';
import { baselineScenario } from '../../src/world/scenario.ts';

const firms = Array.from({ length: 4000 }, (_, firm) => drawFirm(baselineScenario, 11, firm));
const share = (test: (firm: FirmTraits) => boolean): number => firms.filter(test).length / firms.length;
const quantile = (values: number[], p: number): number =>
  values.sort((a, b) => a - b)[Math.floor(p * values.length)]!;

describe('drawFirm', () => {
  it('depends on nothing but scenario, seed and number', () => {
    expect(drawFirm(baselineScenario, 11, 123)).toEqual(firms[123]);
    expect(drawFirm(baselineScenario, 12, 123)).not.toEqual(firms[123]);
  });

  it('keeps every trait in its range', () => {
    for (const firm of firms) {
      for (const name of ['honesty', 'digitalisation', 'topShare'] as const) {
        expect(firm[name]).toBeGreaterThan(0);
        expect(firm[name]).toBeLessThan(1);
      }
      expect(Number.isInteger(firm.weeklySalesFen)).toBe(true);
      expect(firm.weeklySalesFen).toBeGreaterThan(0);
      expect(firm.ageDays).toBeGreaterThanOrEqual(180);
      expect(firm.ageDays).toBeLessThanOrEqual(30 * 365);
      expect(firm.ownerAge).toBeGreaterThanOrEqual(20);
      expect(firm.ownerAge).toBeLessThanOrEqual(72);
      expect(firm.forgetfulness).toBeLessThan(1);
    }
  });

  it('has heavy-tailed sizes: the largest per cent sells over five times the mean', () => {
    const sales = firms.map((firm) => firm.weeklySalesFen);
    const mean = sales.reduce((a, b) => a + b, 0) / sales.length;
    expect(quantile(sales, 0.99) / mean).toBeGreaterThan(5);
  });

  it('has the concentration measured on real invoices: quartiles .16 / .29 / .49 of the largest share', () => {
    const top = firms.map((firm) => firm.topShare);
    expect(quantile(top, 0.25)).toBeCloseTo(0.16, 1);
    expect(quantile(top, 0.5)).toBeCloseTo(0.29, 1);
    expect(quantile(top, 0.75)).toBeCloseTo(0.49, 1);
  });

  it('covers digital firms better than others, and none of the sources fully', () => {
    for (const source of ['tax', 'utility', 'bank', 'bureau'] as const) {
      const covered = (low: number, high: number): number => {
        const group = firms.filter((f) => f.digitalisation >= low && f.digitalisation < high);
        return group.filter((f) => f.covered[source]).length / group.length;
      };
      expect(covered(0.7, 1)).toBeGreaterThan(covered(0, 0.4));
      expect(share((firm) => firm.covered[source])).toBeLessThan(0.97);
      expect(share((firm) => firm.covered[source])).toBeGreaterThan(0.5);
    }
  });
});
