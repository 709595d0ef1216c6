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
  const found: { iv: number; bins: number }[] = [];
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
    if (fine.mandated?.some((at) => !(mask & (1 << (at - 1))))) continue;
    // A mandated cut is not tested; bin i + 1 starts at starts[i].
    const starts = Array.from({ length: n - 1 }, (_, i) => i + 1).filter((i) => mask & (1 << (i - 1)));
    const tested = (i: number): boolean => !fine.mandated?.includes(starts[i]!);
    if (bins.slice(1).some((bin, i) => tested(i) && !farApart(bins[i]!, bin, c))) continue;
    const steps = bins.slice(1).map((bin, i) => {
      const before = bins[i]!;
      return Math.sign(bin.b * (before.g + before.b) - before.b * (bin.g + bin.b));
    });
    if (steps.includes(0) || !follows(steps, trend)) continue;
    const iv = bins.reduce((sum, bin) => sum + informationValue(bin.g, bin.b, c.totals), 0);
    found.push({ iv, bins: bins.length });
  }
  const most = Math.max(0, ...found.map(({ bins }) => bins));
  const enough = found.filter(({ bins }) => bins >= Math.min(c.minBins ?? 1, most));
  return Math.max(0, ...enough.map(({ iv }) => iv));
}

/** Whether neighbours pass the tests of the constraints: gap of the bad rates, two-proportion z-test. */
function farApart(
  before: { g: number; b: number },
  bin: { g: number; b: number },
  { minZ, minRateGap = 0 }: OptimalConstraints,
): boolean {
  const [n0, n1] = [before.g + before.b, bin.g + bin.b];
  const gap = Math.abs(bin.b / n1 - before.b / n0);
  const pooled = (before.b + bin.b) / (n0 + n1);
  return gap >= minRateGap && gap / Math.sqrt(pooled * (1 - pooled) * (1 / n0 + 1 / n1)) >= minZ;
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

  it('finds it under all constraints at once, mandated cuts among them', () => {
    fc.assert(
      fc.property(
        fineBins,
        fc.constantFrom(...TRENDS),
        fc.record({
          maxBins: fc.integer({ min: 1, max: 7 }),
          minBins: fc.integer({ min: 1, max: 4 }),
          minRows: fc.nat(15),
          // No round figures: a tie of the test with its bound could fall either way.
          minZ: fc.constantFrom(0, 0.5123, 1.2816),
          minRateGap: fc.constantFrom(0, 0.0317, 0.1013),
        }),
        fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 2 }),
        (fine, trend, rest, cuts) => {
          const constraints = { totals: { goods: sum(fine.goods), bads: sum(fine.bads) }, ...rest };
          const mandated = [...new Set(cuts)].filter((at) => at < fine.goods.length).sort((a, b) => a - b);
          const { iv, starts } = optimalPartition({ ...fine, mandated }, trend, constraints);
          expect(iv).toBeCloseTo(bruteForce({ ...fine, mandated }, trend, constraints), 9);
          for (const at of mandated) expect(starts).toContain(at);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('`auto` takes the better monotone trend unless a turning one has 15 % more', () => {
    fc.assert(
      fc.property(fineBins, fc.integer({ min: 2, max: 6 }), (fine, maxBins) => {
        const totals = { goods: sum(fine.goods), bads: sum(fine.bads) };
        const constraints = { totals, maxBins, minRows: 1, minZ: 0 };
        const of = (...trends: (typeof TRENDS)[number][]): number =>
          Math.max(...trends.map((trend) => bruteForce(fine, trend, constraints)));
        const [monotone, turning] = [of('ascending', 'descending'), of('peak', 'valley')];
        const { iv, trend } = optimalPartition(fine, 'auto', constraints);
        // At the very threshold rounding decides.
        fc.pre(Math.abs(turning - 1.15 * monotone) > 1e-9 || turning === 0);
        const turns = turning > 1.15 * monotone;
        expect(iv).toBeCloseTo(turns ? turning : monotone, 9);
        expect(['peak', 'valley'].includes(trend)).toBe(turns);
      }),
      { numRuns: 200 },
    );
  });

  it('makes the mandated bins alone where they leave no room for the other constraints', () => {
    const fine = { goods: [90, 2, 90], bads: [10, 1, 40], mandated: [1, 2] };
    const totals = { goods: 182, bads: 51 };
    const { starts } = optimalPartition(fine, 'auto', { totals, maxBins: 5, minRows: 20, minZ: 0 });
    expect(starts).toEqual([0, 1, 2]);
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
