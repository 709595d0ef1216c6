import { afterAll, describe, expect, it } from 'vitest';
import { fitIrls } from '../../../src/models/logistic/irls.ts';
import { coefficientTests } from '../../../src/models/scorecard/standard-errors.ts';
import { openPool } from '../../../src/parallel/index.ts';
import { known, knownBad, knownColumns } from './known.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

describe('coefficientTests', () => {
  it("agree with statsmodels' standard errors and p-values without a penalty", async () => {
    const { beta } = await fitIrls(pool, knownColumns, knownBad, { lambda: 1e-9, nonNegative: false });
    const tests = await coefficientTests(pool, knownColumns, knownBad, beta, 0);
    tests.forEach(({ standardError, pValue }, j) => {
      expect(beta[j + 1]).toBeCloseTo(known.full.beta[j + 1]!, 6);
      expect(standardError / known.full.standardErrors[j + 1]!).toBeCloseTo(1, 6);
      expect(pValue / known.full.pValues[j + 1]!).toBeCloseTo(1, 4);
    });
  });

  it('shrink under a penalty, as a prior that knows more does', async () => {
    const lambda = 20;
    const { beta, hessian } = await fitIrls(pool, knownColumns, knownBad, { lambda, nonNegative: false });
    const tests = await coefficientTests(pool, knownColumns, knownBad, beta, lambda);
    const free = await coefficientTests(pool, knownColumns, knownBad, beta, 0);
    tests.forEach(({ standardError }, j) => {
      expect(standardError).toBeLessThan(free[j]!.standardError);
      // No more than if the others were known: the inverse of its own entry of the Hessian.
      expect(standardError).toBeGreaterThanOrEqual(1 / Math.sqrt(hessian[(j + 1) * 7]!));
    });
  });
});
