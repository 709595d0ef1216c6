import { afterAll, describe, expect, it } from 'vitest';
import { fitLbfgs } from '../../../src/models/logistic/fit-lbfgs.ts';
import { fitRidge, resolveSolver } from '../../../src/models/logistic/fit-ridge.ts';
import { fitIrls } from '../../../src/models/logistic/irls.ts';
import { openPool } from '../../../src/parallel/index.ts';
import { signalProblem } from './problems.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

function greatestGap(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, v, j) => Math.max(most, Math.abs(v - b[j]!)), 0);
}

describe('fitLbfgs', () => {
  it.each([0.1, 10, 1000])('agrees with Newton at lambda %d to 1e-5', async (lambda) => {
    const { columns, bad } = signalProblem(25_000, 12, 4);
    const { beta, converged, iterations } = await fitLbfgs(pool, columns, bad, { lambda });
    const { beta: newton } = await fitIrls(pool, columns, bad, { lambda, nonNegative: false });
    expect(converged).toBe(true);
    // The sample's Hessian measures distance well: plain L-BFGS takes some twenty.
    expect(iterations).toBeLessThan(8);
    expect(greatestGap(beta, newton)).toBeLessThan(1e-5);
  });

  it('agrees with Newton where a column is 0 in the sample, and where two are the same', async () => {
    const { columns, bad } = signalProblem(24_000, 6, 3);
    columns[4]!.fill(0);
    // Rows 1 mod 2 of a class are not in the sample of every second row.
    let goods = 0;
    bad.forEach((y, i) => {
      if (y === 0 && goods++ % 2 === 1 && i % 7 === 0) columns[4]![i] = 1;
    });
    columns[5]!.set(columns[0]!);
    const { beta, converged } = await fitLbfgs(pool, columns, bad, { lambda: 0.5 });
    const { beta: newton } = await fitIrls(pool, columns, bad, { lambda: 0.5, nonNegative: false });
    expect(converged).toBe(true);
    expect(beta[5]!).toBeLessThan(-1);
    expect(greatestGap(beta, newton)).toBeLessThan(1e-3);
  });

  it('fits more columns than a Hessian may have: the gradient vanishes', async () => {
    const { columns, bad } = signalProblem(300, 1200, 3);
    const lambda = 5;
    const { beta, converged, hessian } = await fitLbfgs(pool, columns, bad, { lambda });
    expect(converged).toBe(true);
    expect(hessian).toBeUndefined();
    const residual = Array.from(bad, (y, i) => {
      const eta = columns.reduce((sum, c, j) => sum + beta[j + 1]! * c[i]!, beta[0]!);
      return y - 1 / (1 + Math.exp(-eta));
    });
    expect(Math.abs(residual.reduce((a, b) => a + b, 0))).toBeLessThan(1e-3);
    for (const [j, column] of columns.entries()) {
      const gradient = column.reduce((sum, v, i) => sum + v * residual[i]!, 0);
      expect(Math.abs(gradient - lambda * beta[j + 1]!)).toBeLessThan(1e-3);
    }
  });

  it('gives the same bits with 1, 2 and 3 workers', async () => {
    const { columns, bad } = signalProblem(150_000, 3, 2);
    const fits = [];
    for (const workers of [1, 2, 3]) {
      const own = openPool({ workers });
      fits.push(Array.from((await fitLbfgs(own, columns, bad, { lambda: 1 })).beta));
      await own.close();
    }
    expect(fits[1]).toEqual(fits[0]);
    expect(fits[2]).toEqual(fits[0]);
  });
});

describe('resolveSolver', () => {
  it('takes Newton for few rows, L-BFGS for many and for wide designs, and what it is told', () => {
    expect(resolveSolver('auto', 5000, 50)).toBe('irls');
    expect(resolveSolver('auto', 1_000_000, 50)).toBe('lbfgs');
    expect(resolveSolver('auto', 5000, 2000)).toBe('lbfgs');
    expect(resolveSolver('irls', 1_000_000, 50)).toBe('irls');
    expect(resolveSolver('lbfgs', 100, 5)).toBe('lbfgs');
  });

  it('refuses Newton on a wide design with a code', () => {
    expect(() => resolveSolver('irls', 5000, 2000)).toThrow(
      expect.objectContaining({ code: 'PARUS_TRAIN_TOO_WIDE' }),
    );
  });
});

it('fitRidge runs the solver it is told to', async () => {
  const { columns, bad } = signalProblem(2000, 5, 3);
  const irls = await fitRidge(pool, columns, bad, 3, 'irls');
  const lbfgs = await fitRidge(pool, columns, bad, 3, 'lbfgs');
  const direct = await fitIrls(pool, columns, bad, { lambda: 3, nonNegative: false });
  expect(irls.beta).toEqual(direct.beta);
  expect(greatestGap(irls.beta, lbfgs.beta)).toBeLessThan(1e-6);
});
