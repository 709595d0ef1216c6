import { afterAll, describe, expect, it } from 'vitest';
import { correlationMatrix, subMatrix } from '../../../../src/models/scorecard/selection/correlation.ts';
import { dropInflated, inflationFactors } from '../../../../src/models/scorecard/selection/inflation.ts';
import { openPool } from '../../../../src/parallel/index.ts';
import { known, knownColumns } from '../known.ts';
import { candidate, riskTable, shared } from '../risk-columns.ts';

const pool = openPool({ workers: 1 });
afterAll(() => pool.close());

/** 1 / (1 - R^2) of the least-squares regression of column j on the others and an intercept, by elimination. */
function byRegression(columns: readonly Float64Array[], j: number): number {
  const n = columns[0]!.length;
  const design = [new Float64Array(n).fill(1), ...columns.filter((_, k) => k !== j)];
  const y = columns[j]!;
  const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
  const system = design.map((a) => [...design.map((b) => dot(a, b)), dot(a, y)]);
  system.forEach((row, p) => {
    for (const other of system) {
      if (other === row) continue;
      const share = other[p]! / row[p]!;
      row.forEach((v, i) => {
        other[i]! -= share * v;
      });
    }
  });
  const b = system.map((row, p) => row.at(-1)! / row[p]!);
  const residuals = y.map((v, i) => v - design.reduce((sum, a, p) => sum + b[p]! * a[i]!, 0));
  const mean = y.reduce((sum, v) => sum + v, 0) / n;
  const total = y.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return total / dot(residuals, residuals);
}

describe('inflationFactors', () => {
  it('are 1 / (1 - r^2) for a pair', () => {
    expect(Array.from(inflationFactors(Float64Array.of(1, 0.6, 0.6, 1), 2))).toEqual([
      expect.closeTo(1 / 0.64, 12),
      expect.closeTo(1 / 0.64, 12),
    ]);
  });

  it("agree with the regressions of each column and with statsmodels'", async () => {
    const factors = inflationFactors(await correlationMatrix(pool, knownColumns), 5);
    known.vif.forEach((expected, j) => {
      expect(factors[j]! / expected).toBeCloseTo(1, 9);
      expect(byRegression(knownColumns, j) / expected).toBeCloseTo(1, 9);
    });
  });

  it('are without bound for a column that others before it make up', async () => {
    const { candidates } = riskTable(200, [1, 1, 1]);
    const [a, b, c] = candidates.map(({ risk }) => risk);
    const sum = shared(a!.map((v, i) => v + 2 * b![i]!));
    const factors = inflationFactors(await correlationMatrix(pool, [a!, b!, sum, c!]), 4);
    expect(factors[2]).toBe(Number.POSITIVE_INFINITY);
    expect([factors[0], factors[1], factors[3]].every((v) => v! < 1.2)).toBe(true);
  });
});

describe('dropInflated', () => {
  it('leaves out the most inflated until none is left, as fresh regressions would', async () => {
    const { candidates } = riskTable(600, new Array(8).fill(0.2), {
      copies: { 3: { of: 0, noise: 0.3 }, 4: { of: 0, noise: 0.5 }, 6: { of: 1, noise: 0.4 } },
    });
    const columns = candidates.map(({ risk }) => risk);
    const expected: string[] = [];
    let left = [...candidates.keys()];
    for (;;) {
      const factors = left.map((_, k) =>
        byRegression(
          left.map((j) => columns[j]!),
          k,
        ),
      );
      const worst = factors.indexOf(Math.max(...factors));
      if (factors[worst]! <= 2.5) break;
      expected.push(
        `c${left[worst]}: variance inflation factor ${factors[worst]!.toFixed(2)} above 2.5 beside ${left.length - 1} others`,
      );
      left = left.filter((_, k) => k !== worst);
    }
    const dropped: string[] = [];
    const kept = dropInflated(candidates, await correlationMatrix(pool, columns), 2.5, ({ name }, reason) =>
      dropped.push(`${name}: ${reason}`),
    );
    expect(expected.length).toBeGreaterThan(1);
    expect(dropped).toEqual(expected);
    expect(kept).toEqual(left.map((j) => candidates[j]));
  });

  it('leaves out exact combinations first, and of equals the weaker', () => {
    const dropped: string[] = [];
    const drop = ({ name }: { readonly name: string }): void => void dropped.push(name);
    const three = [candidate(0, 0.3), candidate(1, 0.2), candidate(2, 0.1)];
    dropInflated(three, Float64Array.of(1, 1, 0, 1, 1, 0, 0, 0, 1), 5, drop);
    dropInflated([candidate(3, 0.1), candidate(4, 0.2)], Float64Array.of(1, 0.95, 0.95, 1), 5, drop);
    expect(dropped).toEqual(['c1', 'c3']);
  });

  it('is undone by nothing: what stays has factors below the bound', async () => {
    const { candidates } = riskTable(300, new Array(12).fill(0.1), {
      copies: Object.fromEntries([2, 5, 7, 9].map((j) => [j, { of: 0, noise: j / 10 }])),
    });
    const columns = candidates.map(({ risk }) => risk);
    const correlations = await correlationMatrix(pool, columns);
    const kept = dropInflated(candidates, correlations, 3, () => undefined);
    const places = kept.map((one) => candidates.indexOf(one));
    const factors = inflationFactors(subMatrix(correlations, 12, places), kept.length);
    expect(kept.length).toBeLessThan(12);
    expect(Math.max(...factors)).toBeLessThanOrEqual(3);
  });
});
