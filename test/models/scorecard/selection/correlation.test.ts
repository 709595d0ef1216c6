import { afterAll, describe, expect, it } from 'vitest';
import { correlationMatrix, subMatrix } from '../../../../src/models/scorecard/selection/correlation.ts';
import { openPool } from '../../../../src/parallel/index.ts';
import { riskTable, shared } from '../risk-columns.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

/** By definition: the mean product of deviations over the standard deviations. */
function naive(a: Float64Array, b: Float64Array): number {
  const mean = (v: Float64Array): number => v.reduce((sum, x) => sum + x, 0) / v.length;
  const [ma, mb] = [mean(a), mean(b)];
  const moment = (x: Float64Array, mx: number, y: Float64Array, my: number): number =>
    x.reduce((sum, v, i) => sum + (v - mx) * (y[i]! - my), 0);
  return moment(a, ma, b, mb) / Math.sqrt(moment(a, ma, a, ma) * moment(b, mb, b, mb));
}

describe('correlationMatrix', () => {
  // 70 columns: more than two strips.
  const { candidates } = riskTable(900, new Array(70).fill(0.1), {
    copies: { 5: { of: 1, noise: 0.5 }, 69: { of: 2, noise: 0.1 } },
  });
  const columns = candidates.map(({ risk }, j) => shared(risk.map((v) => v + j / 10)));

  it('agrees with the definition', async () => {
    const matrix = await correlationMatrix(pool, columns);
    for (const [j, a] of columns.entries()) {
      for (const [k, b] of columns.entries()) expect(matrix[j * 70 + k]).toBeCloseTo(naive(a, b), 10);
    }
    expect(matrix[5 * 70 + 1]).toBeGreaterThan(0.85);
  });

  it('gives the same bits at 1 and 3 workers', async () => {
    const expected = await correlationMatrix(pool, columns);
    for (const workers of [1, 3]) {
      const own = openPool({ workers });
      expect(await correlationMatrix(own, columns)).toEqual(expected);
      await own.close();
    }
  });

  it('has 0 for a constant column, and exact copies at 1', async () => {
    const a = shared([1, 2, 4, 8]);
    const matrix = await correlationMatrix(pool, [
      a,
      shared([3, 3, 3, 3]),
      shared(a),
      shared(a.map((v) => -v)),
    ]);
    expect(Array.from(matrix.subarray(4, 8))).toEqual([0, 1, 0, 0]);
    expect(matrix[2]).toBeCloseTo(1, 12);
    expect(matrix[3]).toBeCloseTo(-1, 12);
  });
});

it('subMatrix picks rows and columns', () => {
  const matrix = Float64Array.of(1, 0.2, 0.3, 0.2, 1, 0.4, 0.3, 0.4, 1);
  expect(Array.from(subMatrix(matrix, 3, [0, 2]))).toEqual([1, 0.3, 0.3, 1]);
});
