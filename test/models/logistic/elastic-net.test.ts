import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { fitElasticNet } from '../../../src/models/logistic/elastic-net.ts';
import { openPool, sharedFloat64, sharedUint8 } from '../../../src/parallel/index.ts';
import { signalProblem } from './problems.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

interface Fixture {
  readonly x: number[][];
  readonly y: number[];
  readonly fits: {
    readonly lambda: number;
    readonly l1Share: number;
    readonly glmnet: number[];
    readonly sklearn: number[];
  }[];
}
const fixture = JSON.parse(readFileSync('test/models/fixtures/elastic-net.json', 'utf8')) as Fixture;

const columns = fixture.x[0]!.map((_, j) => {
  const column = sharedFloat64(fixture.x.length);
  column.set(fixture.x.map((row) => row[j]!));
  return column;
});
const bad = sharedUint8(fixture.y.length);
bad.set(fixture.y);
const zeros = new Float64Array(columns.length + 1);

/** Both are run to their last digits, and differ from each other by up to 1.4e-10. */
const TOLERANCE = 1e-7;

describe.each(fixture.fits)(
  'at lambda $lambda with l1 share $l1Share',
  ({ lambda, l1Share, glmnet, sklearn }) => {
    it('agrees with glmnet and scikit-learn, and leaves out the same columns', async () => {
      const fit = (await fitElasticNet(pool, columns, bad, { lambda, l1Share, start: zeros }))!;
      expect(fit.converged).toBe(true);
      for (const peer of [glmnet, sklearn]) {
        peer.forEach((b, j) => {
          expect(Math.abs(fit.beta[j]! - b)).toBeLessThan(TOLERANCE);
        });
      }
      const nonZero = [...columns.keys()].filter((j) => glmnet[j + 1] !== 0);
      expect(fit.kept).toEqual(nonZero);
    });

    it('gives the same from any start', async () => {
      const start = zeros.map((_, j) => 1 - j / 3);
      const far = (await fitElasticNet(pool, columns, bad, { lambda, l1Share, start }))!;
      glmnet.forEach((b, j) => {
        expect(Math.abs(far.beta[j]! - b)).toBeLessThan(TOLERANCE);
      });
    });
  },
);

it('meets the conditions of Karush, Kuhn and Tucker over all columns', async () => {
  const { columns: wide, bad: y } = signalProblem(400, 60, 3);
  const [lambda, l1Share] = [12, 0.7];
  const start = new Float64Array(wide.length + 1);
  const { beta, kept } = (await fitElasticNet(pool, wide, y, { lambda, l1Share, start }))!;
  const eta = Array.from(y, (_, i) => wide.reduce((sum, c, j) => sum + beta[j + 1]! * c[i]!, beta[0]!));
  const residual = eta.map((e, i) => y[i]! - 1 / (1 + Math.exp(-e)));
  for (const [j, column] of wide.entries()) {
    const gradient = column.reduce((sum, v, i) => sum + v * residual[i]!, 0);
    const b = beta[j + 1]!;
    const smooth = gradient - lambda * (1 - l1Share) * b;
    if (b === 0) expect(Math.abs(smooth)).toBeLessThanOrEqual(lambda * l1Share * (1 + 1e-6));
    else expect(smooth).toBeCloseTo(Math.sign(b) * lambda * l1Share, 4);
  }
  expect(kept.length).toBeGreaterThan(2);
  expect(kept.length).toBeLessThan(40);
});

it('gives the Hessian of the intercept and the kept columns', async () => {
  const { lambda, l1Share } = fixture.fits[1]!;
  const { beta, kept, hessian } = (await fitElasticNet(pool, columns, bad, {
    lambda,
    l1Share,
    start: zeros,
  }))!;
  const m = kept.length + 1;
  expect(hessian).toHaveLength(m * m);
  const rows = fixture.x.map((x) => [1, ...kept.map((j) => x[j]!)]);
  const weights = fixture.x.map((x) => {
    const mu = 1 / (1 + Math.exp(-x.reduce((sum, v, j) => sum + v * beta[j + 1]!, beta[0]!)));
    return mu * (1 - mu);
  });
  for (let j = 0; j < m; j++) {
    for (let k = 0; k < m; k++) {
      const sum = rows.reduce((s, x, i) => s + weights[i]! * x[j]! * x[k]!, 0);
      const ridge = j === k && j > 0 ? lambda * (1 - l1Share) : 0;
      expect(hessian[j * m + k]!).toBeCloseTo(sum + ridge, 5);
    }
  }
});

it('refuses to let in more columns than a Hessian may have', async () => {
  const { columns: wide, bad: y } = signalProblem(60, 1100, 3);
  const start = new Float64Array(wide.length + 1);
  expect(await fitElasticNet(pool, wide, y, { lambda: 1e-9, l1Share: 1, start })).toBeUndefined();
});
