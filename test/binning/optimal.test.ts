import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FineBins,
  type OptimalConstraints,
  optimalPartition,
  type Partition,
} from '../../src/binning/optimal.ts';
import { informationValue } from '../../src/binning/woe.ts';

const TRENDS = ['none', 'ascending', 'descending', 'peak', 'valley'] as const;

/** Tries every partition: the oracle. */
function bruteForce(fine: FineBins, trend: (typeof TRENDS)[number], c: OptimalConstraints): number {
  const n = fine.goods.length;
  let best = 0;
  for (let mask = 0; mask < 1 << (n - 1); mask++) {
    const bins: { g: number; b: number }[] = [];
    let g = 0;
    let b = 0;
    for (let i = 0; i < n; i++) {
      g += fine.goods[i]!;
      b += fine.bads[i]!;
      if (i === n - 1 || mask & (1 << i)) {
        bins.push({ g, b });
        g = 0;
        b = 0;
      }
    }
    if (
      bins.length > c.maxBins ||
      bins.some((bin) => bin.g + bin.b < c.minRows || bin.g === 0 || bin.b === 0)
    )
      continue;
    const steps = bins.slice(1).map((bin, i) => {
      const before = bins[i]!;
      return Math.sign(bin.b * (before.g + before.b) - before.b * (bin.g + bin.b));
    });
    if (steps.includes(0) || !follows(steps, trend)) continue;
    best = Math.max(
      best,
      bins.reduce((sum, bin) => sum + informationValue(bin.g, bin.b, c.totals), 0),
    );
  }
  return best;
}

function follows(steps: number[], trend: (typeof TRENDS)[number]): boolean {
  const turn = (first: number): boolean => {
    const at = steps.indexOf(-first);
    return at < 0 || steps.slice(at).every((s) => s === -first);
  };
  if (trend === 'none') return true;
  if (trend === 'ascending') return steps.every((s) => s === 1);
  if (trend === 'descending') return steps.every((s) => s === -1);
  return turn(trend === 'peak' ? 1 : -1);
}

const fineBins = fc
  .array(fc.tuple(fc.nat(30), fc.nat(12)), { minLength: 1, maxLength: 9 })
  .filter((bins) => bins.some(([g]) => g > 0) && bins.some(([, b]) => b > 0))
  .map((bins) => ({ goods: bins.map(([g]) => g), bads: bins.map(([, b]) => b) }));

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

describe('optimalPartition', () => {
  it('joins fine bins as one would by hand', () => {
    // Bad rates 10, 10, 50, 50 %: two bins say all there is to say.
    const fine = { goods: [90, 90, 50, 50], bads: [10, 10, 50, 50] };
    const partition = optimalPartition(fine, 'ascending', {
      totals: { goods: 280, bads: 120 },
      maxBins: 4,
      minRows: 1,
      minZ: 0,
    });
    expect(partition.starts).toEqual([0, 2]);
  });

  it('finds the highest information value that trying everything finds', () => {
    fc.assert(
      fc.property(
        fineBins,
        fc.constantFrom(...TRENDS),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(25),
        (fine, trend, maxBins, minRows) => {
          const constraints = {
            totals: { goods: sum(fine.goods), bads: sum(fine.bads) },
            maxBins,
            minRows,
            minZ: 0,
          };
          const { iv } = optimalPartition(fine, trend, constraints);
          expect(iv).toBeCloseTo(bruteForce(fine, trend, constraints), 9);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps neighbours as far apart as the test asks', () => {
    fc.assert(
      fc.property(fineBins, (fine) => {
        const totals = { goods: sum(fine.goods), bads: sum(fine.bads) };
        const { starts }: Partition = optimalPartition(fine, 'none', {
          totals,
          maxBins: 8,
          minRows: 1,
          minZ: 1.28,
        });
        const bins = starts.map((s, k) => {
          const end = starts[k + 1] ?? fine.goods.length;
          return { g: sum(fine.goods.slice(s, end)), b: sum(fine.bads.slice(s, end)) };
        });
        for (const [k, bin] of bins.slice(1).entries()) {
          const before = bins[k]!;
          const [n0, n1] = [before.g + before.b, bin.g + bin.b];
          const pooled = (before.b + bin.b) / (n0 + n1);
          const z =
            Math.abs(bin.b / n1 - before.b / n0) / Math.sqrt(pooled * (1 - pooled) * (1 / n0 + 1 / n1));
          expect(z).toBeGreaterThanOrEqual(1.28 - 1e-9);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives one bin where nothing else is feasible', () => {
    const fine = { goods: [5, 5], bads: [0, 0] };
    expect(
      optimalPartition(fine, 'none', { totals: { goods: 10, bads: 1 }, maxBins: 5, minRows: 1, minZ: 0 })
        .starts,
    ).toEqual([0]);
  });
});
