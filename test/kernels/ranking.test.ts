import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  argsortDescending,
  drawMultinomial,
  RANK_BINS,
  rankBin,
  SWEEP,
  SWEEP_SLOTS,
  sweepRanking,
  weightedAuc,
} from '../../src/kernels/ranking.ts';

/** The clear twin of the sweep: every row as often as its weight, metrics by their definitions. */
function naiveSweep(pd: readonly number[], bad: readonly number[], weights: readonly number[]) {
  const bins = pd.map((x) => rankBin(pd.filter((y) => y > x).length, pd.length));
  const rows = pd.flatMap((x, i) =>
    Array.from({ length: weights[i]! }, () => ({ pd: x, bad: bad[i]!, bin: bins[i]! })),
  );
  const bads = rows.filter((row) => row.bad === 1);
  const goods = rows.filter((row) => row.bad === 0);
  const above = (group: typeof rows, t: number) => group.filter((row) => row.pd >= t).length;
  let pairs = 0;
  for (const b of bads) for (const g of goods) pairs += b.pd > g.pd ? 1 : b.pd === g.pd ? 0.5 : 0;
  const thresholds = [...new Set(rows.map((row) => row.pd))].sort((a, b) => b - a);
  let ks = 0;
  let prAuc = 0;
  let recall = 0;
  for (const t of thresholds) {
    ks = Math.max(ks, Math.abs(above(bads, t) / bads.length - above(goods, t) / goods.length));
    const next = above(bads, t) / bads.length;
    prAuc += (next - recall) * (above(bads, t) / above(rows, t));
    recall = next;
  }
  const mean = (f: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + f(row), 0) / rows.length;
  let ece = 0;
  for (let b = 0; b < RANK_BINS; b++) ece += Math.abs(mean((row) => (row.bin === b ? row.pd - row.bad : 0)));
  return {
    badRate: mean((row) => row.bad),
    auc: pairs / (bads.length * goods.length),
    ks,
    prAuc,
    brier: mean((row) => (row.pd - row.bad) ** 2),
    logLoss: mean((row) => -Math.log(row.bad === 1 ? row.pd : 1 - row.pd)),
    ece,
  };
}

const gridPd = fc.integer({ min: 1, max: 15 }).map((x) => x / 16);
const row = fc.record({
  pd: fc.oneof(gridPd, fc.double({ min: 0.01, max: 0.99, noNaN: true })),
  bad: fc.integer({ min: 0, max: 1 }),
  weight: fc.integer({ min: 0, max: 3 }),
});
const weightedRows = fc
  .array(row, { minLength: 2, maxLength: 40 })
  .filter((rows) => [0, 1].every((y) => rows.some((r) => r.bad === y && r.weight > 0)));

describe('argsortDescending', () => {
  it('agrees with a stable sort on any numbers, infinities and both zeros', () => {
    const numbers = fc.oneof(
      fc.double({ noNaN: true }),
      fc.constantFrom(0, -0, Infinity, -Infinity, 1, 1 + Number.EPSILON, 5e-324, -5e-324, 1e300),
    );
    fc.assert(
      fc.property(fc.array(numbers), (values) => {
        const expected = values
          .map((_, i) => i)
          .sort((a, b) => (values[a]! > values[b]! ? -1 : values[a]! < values[b]! ? 1 : a - b));
        expect([...argsortDescending(Float64Array.from(values))]).toEqual(expected);
      }),
    );
  });

  it('reads a view in the middle of a shared buffer', () => {
    const shared = new Float64Array(new SharedArrayBuffer(40));
    shared.set([9, 0.2, 0.8, 0.5, 9]);
    expect([...argsortDescending(shared.subarray(1, 4))]).toEqual([1, 2, 0]);
  });

  it('gives nothing for nothing and row order for a constant', () => {
    expect([...argsortDescending(new Float64Array(0))]).toEqual([]);
    expect([...argsortDescending(new Float64Array(3).fill(0.5))]).toEqual([0, 1, 2]);
  });
});

describe('sweepRanking', () => {
  it('agrees with the definitions for any weights', () => {
    fc.assert(
      fc.property(weightedRows, (unsorted) => {
        const rows = [...unsorted].sort((a, b) => b.pd - a.pd);
        const pd = rows.map((r) => r.pd);
        const bad = rows.map((r) => r.bad);
        const weights = rows.map((r) => r.weight);
        const loss = rows.map((r) => -Math.log(r.bad === 1 ? r.pd : 1 - r.pd));
        const out = new Float64Array(SWEEP_SLOTS);
        sweepRanking(
          Float64Array.from(pd),
          Uint8Array.from(bad),
          Float64Array.from(loss),
          Uint16Array.from(weights),
          out,
        );
        const naive = naiveSweep(pd, bad, weights);
        for (const [name, slot] of Object.entries(SWEEP)) {
          expect(out[slot], name).toBeCloseTo(naive[name as keyof typeof naive], 12);
        }
      }),
    );
  });

  it('has no rank metric when the weights leave one class', () => {
    const out = new Float64Array(SWEEP_SLOTS);
    const loss = Float64Array.of(0.1, 0.2);
    sweepRanking(Float64Array.of(0.9, 0.2), Uint8Array.of(1, 0), loss, Uint16Array.of(2, 0), out);
    expect(out[SWEEP.auc]).toBeNaN();
    expect(out[SWEEP.ks]).toBeNaN();
    expect(out[SWEEP.prAuc]).toBeNaN();
    expect(out[SWEEP.badRate]).toBe(1);
  });
});

describe('weightedAuc', () => {
  it('agrees with the definition for weights by row', () => {
    fc.assert(
      fc.property(weightedRows, (rows) => {
        const pd = Float64Array.from(rows, (r) => r.pd);
        const order = argsortDescending(pd);
        const last = Uint8Array.from(order, (r, p) =>
          p + 1 < pd.length && pd[order[p + 1]!] === pd[r] ? 0 : 1,
        );
        const bad = rows.map((r) => r.bad);
        const weights = rows.map((r) => r.weight);
        const got = weightedAuc(order, last, Uint8Array.from(bad), Uint16Array.from(weights));
        expect(got).toBeCloseTo(naiveSweep([...pd], bad, weights).auc, 12);
      }),
    );
  });
});

describe('drawMultinomial', () => {
  it('draws n rows in all, the same ones for the same keys', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 300 }), (key0, key1, n) => {
        const counts = new Uint16Array(n).fill(7);
        drawMultinomial(key0, key1, counts);
        expect(counts.reduce((sum, c) => sum + c, 0)).toBe(n);
        const again = new Uint16Array(n);
        drawMultinomial(key0, key1, again);
        expect(again).toEqual(counts);
      }),
    );
  });

  it('has the moments of a multinomial: mean 1, variance 1 - 1/n, covariance -1/n', () => {
    const n = 10;
    const draws = 20_000;
    const sum = new Float64Array(n);
    let squares = 0;
    let products = 0;
    const counts = new Uint16Array(n);
    for (let r = 0; r < draws; r++) {
      drawMultinomial(1, r, counts);
      for (let i = 0; i < n; i++) {
        sum[i]! += counts[i]!;
        squares += (counts[i]! - 1) ** 2;
      }
      products += (counts[0]! - 1) * (counts[1]! - 1);
    }
    // Bounds of five standard errors.
    for (const s of sum) expect(Math.abs(s / draws - 1)).toBeLessThan(5 * Math.sqrt(0.9 / draws));
    expect(squares / (draws * n)).toBeCloseTo(0.9, 1);
    expect(Math.abs(products / draws + 0.1)).toBeLessThan(5 * Math.sqrt(1 / draws));
  });
});
