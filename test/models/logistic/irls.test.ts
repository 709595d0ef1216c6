import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { fitIrls } from '../../../src/models/logistic/irls.ts';
import { openPool, sharedFloat64, sharedUint8 } from '../../../src/parallel/index.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

interface Fixture {
  readonly x: number[][];
  readonly y: number[];
  readonly fits: { readonly lambda: number; readonly beta: number[] }[];
}
const fixture = JSON.parse(readFileSync('test/models/fixtures/ridge.json', 'utf8')) as Fixture;

function shared(values: readonly number[]): Float64Array {
  const out = sharedFloat64(values.length);
  out.set(values);
  return out;
}

const columns = fixture.x[0]!.map((_, j) => shared(fixture.x.map((row) => row[j]!)));
const bad = sharedUint8(fixture.y.length);
bad.set(fixture.y);

describe('fitIrls', () => {
  it.each(fixture.fits)('agrees with scikit-learn at lambda $lambda to 1e-6', async ({ lambda, beta }) => {
    const fit = await fitIrls(pool, columns, bad, { lambda, nonNegative: false });
    expect(fit.converged).toBe(true);
    beta.forEach((b, j) => {
      expect(Math.abs(fit.beta[j]! - b)).toBeLessThan(1e-6);
    });
  });

  it('has a vanishing gradient at the optimum', async () => {
    const lambda = 2;
    const { beta } = await fitIrls(pool, columns, bad, { lambda, nonNegative: false });
    for (let j = 0; j <= columns.length; j++) {
      let gradient = j === 0 ? 0 : -lambda * beta[j]!;
      for (let i = 0; i < bad.length; i++) {
        const eta = columns.reduce((sum, c, k) => sum + c[i]! * beta[k + 1]!, beta[0]!);
        gradient += (bad[i]! - 1 / (1 + Math.exp(-eta))) * (j === 0 ? 1 : columns[j - 1]![i]!);
      }
      expect(Math.abs(gradient)).toBeLessThan(1e-5);
    }
  });

  it('holds coefficients at or above zero and leaves the others at their conditional optimum', async () => {
    const lambda = 1;
    const bounded = await fitIrls(pool, columns, bad, { lambda, nonNegative: true });
    const active = [...columns.keys()].filter((j) => bounded.beta[j + 1]! > 0);
    expect(Math.min(...bounded.beta.slice(1))).toBe(0);
    const alone = await fitIrls(
      pool,
      active.map((j) => columns[j]!),
      bad,
      { lambda, nonNegative: false },
    );
    active.forEach((j, k) => {
      expect(bounded.beta[j + 1]!).toBeCloseTo(alone.beta[k + 1]!, 5);
    });
  });

  it('converges where the classes can be told apart perfectly', async () => {
    const x = shared(Array.from({ length: 100 }, (_, i) => i - 49.5));
    const y = sharedUint8(100);
    y.forEach((_, i) => {
      y[i] = i >= 50 ? 1 : 0;
    });
    const fit = await fitIrls(pool, [x], y, { lambda: 0.1, nonNegative: false });
    expect(fit.converged).toBe(true);
    expect(fit.beta.every(Number.isFinite)).toBe(true);
  });

  it('gives the same bits with 1, 2 and 3 workers', async () => {
    const n = 50_000;
    const x = shared(Array.from({ length: n }, (_, i) => Math.sin(i)));
    const y = sharedUint8(n);
    y.forEach((_, i) => {
      y[i] = Math.sin(i * 1.3) > 0.8 ? 1 : 0;
    });
    const fits = [];
    for (const workers of [1, 2, 3]) {
      const own = openPool({ workers });
      fits.push(Array.from((await fitIrls(own, [x], y, { lambda: 1, nonNegative: false })).beta));
      await own.close();
    }
    expect(fits[1]).toEqual(fits[0]);
    expect(fits[2]).toEqual(fits[0]);
  });
});
