import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binVariable } from '../../src/binning/bin-variable.ts';
import {
  type BinningOptions,
  defaultBinningOptions,
  type MandatedCuts,
  type Trend,
} from '../../src/binning/index.ts';
import { weightOfEvidence } from '../../src/binning/woe.ts';

const options = { ...defaultBinningOptions, minRows: 5 };

interface Extra {
  readonly special?: number[];
  readonly trend?: Trend;
  readonly weights?: number[];
  readonly mandated?: MandatedCuts;
  readonly options?: Partial<BinningOptions>;
}

function numeric(values: number[], bad: number[], extra: Extra = {}) {
  const binning = binVariable({
    kind: 'numeric',
    values: Float64Array.from(values),
    bad: Uint8Array.from(bad),
    weights: extra.weights && Float64Array.from(extra.weights),
    options: { ...options, ...extra.options },
    trend: extra.trend ?? 'auto',
    special: extra.special ?? [],
    mandated: extra.mandated,
  });
  if (binning.kind !== 'numeric') throw new Error('expected a numeric binning');
  return binning;
}

function category(
  codes: number[],
  nLevels: number,
  bad: number[],
  extra: {
    readonly weights?: number[];
    readonly mandated?: { groups: number[][]; only: boolean };
    readonly options?: Partial<BinningOptions>;
  } = {},
) {
  const binning = binVariable({
    kind: 'category',
    codes: Int32Array.from(codes),
    nLevels,
    bad: Uint8Array.from(bad),
    weights: extra.weights && Float64Array.from(extra.weights),
    options: { ...options, ...extra.options },
    mandated: extra.mandated,
  });
  if (binning.kind !== 'category') throw new Error('expected a categorical binning');
  return binning;
}

const badRate = ({ goods, bads }: { goods: number; bads: number }): number => bads / (goods + bads);

describe('a numeric variable', () => {
  it('is cut where its bad rate jumps', () => {
    const values = Array.from({ length: 200 }, (_, i) => i);
    const bad = values.map((v) => (v < 100 ? Number(v % 10 === 0) : Number(v % 2 === 0)));
    const binning = numeric(values, bad);
    expect(binning.cuts).toHaveLength(1);
    expect(binning.cuts[0]).toBeGreaterThan(95);
    expect(binning.cuts[0]).toBeLessThanOrEqual(104);
  });

  it('keeps missing and special values out of the intervals and counts every row once', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.constantFrom(-9, Number.NaN, 1, 2, 3, 4, 5, 6, 7, 8), fc.integer({ min: 0, max: 1 })),
          {
            minLength: 30,
            maxLength: 300,
          },
        ),
        (rows) => {
          const bads = rows.filter(([, y]) => y).length;
          fc.pre(bads > 0 && bads < rows.length);
          const binning = numeric(
            rows.map(([v]) => v),
            rows.map(([, y]) => y),
            { special: [-9] },
          );
          const all = [...binning.bins, ...binning.special, binning.missing];
          expect(all.reduce((n, { goods, bads: b }) => n + goods + b, 0)).toBe(rows.length);
          expect(binning.special[0]!.bads).toBe(rows.filter(([v, y]) => v === -9 && y).length);
          expect(binning.missing.goods + binning.missing.bads).toBe(
            rows.filter(([v]) => Number.isNaN(v)).length,
          );
          // Information value and WOE recomputed from the counts alone.
          const totals = { goods: rows.length - bads, bads };
          const iv = all.reduce(
            (sum, { goods, bads: b, woe }) => sum + (goods / totals.goods - b / totals.bads) * woe,
            0,
          );
          expect(binning.iv).toBeCloseTo(iv, 9);
          for (const { goods, bads: b, woe } of binning.bins) {
            expect(woe).toBeCloseTo(weightOfEvidence(goods, b, totals), 12);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('does not depend on the order of rows', () => {
    const rows = Array.from({ length: 400 }, (_, i) => ({ v: (i * 37) % 101, y: Number((i * 13) % 7 < 2) }));
    const sorted = rows.toSorted((a, b) => a.v - b.v);
    expect(
      numeric(
        rows.map((r) => r.v),
        rows.map((r) => r.y),
      ),
    ).toEqual(
      numeric(
        sorted.map((r) => r.v),
        sorted.map((r) => r.y),
      ),
    );
  });

  it('is one bin when constant and none when always missing', () => {
    const bad = Array.from({ length: 50 }, (_, i) => (i % 5 === 0 ? 1 : 0));
    expect(
      numeric(
        bad.map(() => 3),
        bad,
      ).cuts,
    ).toEqual([]);
    const missing = numeric(
      bad.map(() => Number.NaN),
      bad,
    );
    expect([missing.bins, missing.iv]).toEqual([[], 0]);
  });

  it('obeys the trend asked for', () => {
    const values = Array.from({ length: 300 }, (_, i) => i);
    const bad = values.map((v) => Number((v * 7919) % 300 < (v > 150 ? 40 : 120)));
    const rates = numeric(values, bad, { trend: 'ascending' }).bins.map(
      ({ goods, bads }) => bads / (goods + bads),
    );
    expect(rates).toEqual(rates.toSorted((a, b) => a - b));
  });
});

/** Rows of a variable with some signal, missing and special values, and whole weights from 0 to 3. */
const weightedRows = fc
  .array(
    fc.record({
      v: fc.constantFrom(-9, Number.NaN, 1, 2, 3, 4, 5, 6, 7, 8.5, 1e6),
      y: fc.integer({ min: 0, max: 9 }),
      w: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 40, maxLength: 200 },
  )
  .map((rows) => rows.map(({ v, y, w }) => ({ v, w, y: y < (v > 4 ? 5 : 2) ? 1 : 0 })))
  .filter((rows) => [0, 1].every((y) => rows.some((row) => row.w > 0 && row.y === y)));

describe('constraints', () => {
  const trends = ['none', 'ascending', 'descending', 'peak', 'valley', 'auto'] as const;
  it('are all kept wherever there is more than one bin', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.nat(99)), { minLength: 60, maxLength: 400 }),
        fc.constantFrom(...trends),
        fc.record({
          maxBins: fc.integer({ min: 2, max: 8 }),
          minShare: fc.constantFrom(0.02, 0.1, 0.2),
          minRows: fc.integer({ min: 1, max: 30 }),
          maxPValue: fc.constantFrom(1, 0.3, 0.05),
          minRateGap: fc.constantFrom(0, 0.05, 0.2),
          preBins: fc.constantFrom(5, 20, 50),
        }),
        (rows, trend, constraints) => {
          const bad = rows.map(([v, u]) => Number(u < 15 + v));
          fc.pre(bad.includes(0) && bad.includes(1));
          const binning = numeric(
            rows.map(([v]) => v),
            bad,
            { trend, options: constraints },
          );
          if (binning.bins.length === 1) return;
          expect(binning.bins.length).toBeLessThanOrEqual(constraints.maxBins);
          const steps = binning.bins.slice(1).map((bin, k) => {
            const before = binning.bins[k]!;
            const [n0, n1] = [before.goods + before.bads, bin.goods + bin.bads];
            const gap = badRate(bin) - badRate(before);
            const pooled = (before.bads + bin.bads) / (n0 + n1);
            const z = Math.abs(gap) / Math.sqrt(pooled * (1 - pooled) * (1 / n0 + 1 / n1));
            expect(Math.abs(gap)).toBeGreaterThanOrEqual(constraints.minRateGap - 1e-12);
            if (constraints.maxPValue < 1) {
              const least = constraints.maxPValue === 0.05 ? 1.9599639845 : 1.0364333895;
              expect(z).toBeGreaterThanOrEqual(least - 1e-9);
            }
            return gap > 0 ? 'u' : 'd';
          });
          const shape = {
            none: /^[ud]+$/,
            ascending: /^u+$/,
            descending: /^d+$/,
            peak: /^u*d*$/,
            valley: /^d*u*$/,
            auto: /^(u*d*|d*u*)$/,
          }[trend];
          expect(steps.join('')).toMatch(shape);
          for (const bin of binning.bins) {
            const n = bin.goods + bin.bads;
            expect(n).toBeGreaterThanOrEqual(
              Math.max(constraints.minRows, constraints.minShare * rows.length),
            );
          }
          // Rows counted anew by the stored cuts: below, at or above, as the convention says.
          binning.bins.forEach((bin, k) => {
            const low = binning.cuts[k - 1] ?? -Infinity;
            const high = binning.cuts[k] ?? Infinity;
            const inside = rows.map(([v]) => v >= low && v < high);
            expect(bin.bads).toBe(bad.filter((y, i) => y && inside[i]).length);
            expect(bin.goods).toBe(bad.filter((y, i) => !y && inside[i]).length);
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('give at least the bins asked for where as many are possible', () => {
    const values = Array.from({ length: 400 }, (_, i) => i % 4);
    // Rates .1, .2, .3, .4: one bin more always says more, so only the limits decide.
    const bad = values.map((v, i) => Number(Math.floor(i / 4) % 10 < v + 1));
    expect(numeric(values, bad, { options: { maxPValue: 1, minBins: 4 } }).bins).toHaveLength(4);
    expect(numeric(values, bad, { options: { maxPValue: 1, minBins: 7 } }).bins).toHaveLength(4);
    const bent = values.map((v, i) => Number(Math.floor(i / 4) % 10 < [1, 4, 1, 1][v]!));
    // Without a wish the monotone trend would do with two bins.
    expect(numeric(values, bent, { trend: 'descending', options: { minBins: 3 } }).bins).toHaveLength(2);
    expect(numeric(values, bent, { trend: 'auto', options: { minBins: 3 } }).bins).toHaveLength(3);
  });
});

describe('row weights', () => {
  it('of whole numbers bin a numeric variable as rows repeated as often would', () => {
    fc.assert(
      fc.property(weightedRows, (rows) => {
        const repeated = rows.flatMap((row) => Array.from({ length: row.w }, () => row));
        const weighted = numeric(
          rows.map((r) => r.v),
          rows.map((r) => r.y),
          { special: [-9], weights: rows.map((r) => r.w) },
        );
        const plain = numeric(
          repeated.map((r) => r.v),
          repeated.map((r) => r.y),
          { special: [-9] },
        );
        expect(weighted).toEqual(plain);
      }),
      { numRuns: 150 },
    );
  });

  it('of whole numbers bin a categorical variable as rows repeated as often would', () => {
    fc.assert(
      fc.property(weightedRows, fc.constantFrom(0, 0.1), (rows, rareShare) => {
        const code = (v: number): number =>
          Number.isNaN(v) ? -1 : v === -9 ? 0 : v > 10 ? 9 : Math.floor(v);
        const repeated = rows.flatMap((row) => Array.from({ length: row.w }, () => row));
        const weighted = category(
          rows.map((r) => code(r.v)),
          10,
          rows.map((r) => r.y),
          { weights: rows.map((r) => r.w), options: { rareShare } },
        );
        const plain = category(
          repeated.map((r) => code(r.v)),
          10,
          repeated.map((r) => r.y),
          { options: { rareShare } },
        );
        expect(weighted).toEqual(plain);
      }),
      { numRuns: 150 },
    );
  });

  it('need not be whole: information value follows from the sums', () => {
    const values = Array.from({ length: 300 }, (_, i) => i % 30);
    const bad = values.map((v, i) => Number((i * 7) % 30 < v / 2));
    const weights = values.map((_, i) => 0.25 + (i % 5) / 8);
    const { bins, missing, iv } = numeric(values, bad, { weights });
    const total = (y: number): number => weights.reduce((sum, w, i) => sum + (bad[i] === y ? w : 0), 0);
    const sum = [...bins, missing].reduce(
      (acc, { goods, bads, woe }) => acc + (goods / total(0) - bads / total(1)) * woe,
      0,
    );
    expect(iv).toBeCloseTo(sum, 9);
    expect(bins.length).toBeGreaterThan(1);
    expect(bins.reduce((n, bin) => n + bin.goods + bin.bads, 0)).toBeCloseTo(total(0) + total(1), 9);
  });
});

describe('mandated bins', () => {
  const values = Array.from({ length: 600 }, (_, i) => i % 60);
  const bad = values.map((v, i) => Number((i * 31) % 60 < 5 + v / 2));

  it('are among the cuts, with others where they help', () => {
    const { cuts, bins } = numeric(values, bad, { mandated: { cuts: [13.5], only: false } });
    expect(cuts).toContain(13.5);
    expect(cuts.length).toBeGreaterThan(1);
    const below = bins.slice(0, cuts.indexOf(13.5) + 1).reduce((n, bin) => n + bin.goods + bin.bads, 0);
    expect(below).toBe(values.filter((v) => v < 13.5).length);
  });

  it('are the only cuts when asked, also where no row lies, which then says nothing', () => {
    const { cuts, bins } = numeric(values, bad, { mandated: { cuts: [-5, 20, 30, 100], only: true } });
    expect(cuts).toEqual([-5, 20, 30, 100]);
    expect(bins.map(({ goods, bads }) => goods + bads)).toEqual([0, 200, 100, 300, 0]);
    expect([bins[0]!.woe, bins[4]!.woe]).toEqual([0, 0]);
  });

  it('hold for any data and any cuts', () => {
    fc.assert(
      fc.property(
        weightedRows,
        fc.uniqueArray(fc.constantFrom(-20, -9, 1, 1.5, 2, 5, 8, 8.5, 9, 2e6), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.boolean(),
        (rows, cuts, only) => {
          const mandated = { cuts: cuts.toSorted((a, b) => a - b), only };
          const binning = numeric(
            rows.map((r) => r.v),
            rows.map((r) => r.y),
            { special: [-9], mandated },
          );
          fc.pre(rows.some(({ v }) => v > 0));
          expect(binning.cuts).toEqual(binning.cuts.toSorted((a, b) => a - b));
          for (const cut of mandated.cuts) expect(binning.cuts).toContain(cut);
          if (only) expect(binning.cuts).toEqual(mandated.cuts);
          binning.bins.forEach((bin, k) => {
            const low = binning.cuts[k - 1] ?? -Infinity;
            const high = binning.cuts[k] ?? Infinity;
            const inside = rows.filter(({ v }) => v !== -9 && v >= low && v < high);
            expect(bin.goods + bin.bads).toBe(inside.length);
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of levels are bins as they stand; other levels are grouped beside them or all together', () => {
    const codes = values.map((v) => Math.floor(v / 10));
    const beside = category(codes, 6, bad, { mandated: { groups: [[0, 5]], only: false } });
    expect(beside.groupOfLevel[0]).toBe(0);
    expect(beside.groupOfLevel[5]).toBe(0);
    expect(beside.bins[0]!.goods + beside.bins[0]!.bads).toBe(200);
    expect(new Set(beside.groupOfLevel.slice(1, 5)).has(0)).toBe(false);
    expect(beside.bins.length).toBeGreaterThan(2);
    const only = category(codes, 6, bad, { mandated: { groups: [[0, 5], [2]], only: true } });
    expect(only.groupOfLevel).toEqual([0, 2, 1, 2, 2, 0]);
  });
});

describe('a categorical variable', () => {
  it('groups levels of like bad rate and keeps missing apart', () => {
    // Levels 0 and 2 are bad in 10 %, level 1 in 60 %.
    const codes = Array.from({ length: 300 }, (_, i) => (i % 10 === 9 ? -1 : i % 3));
    const bad = codes.map((code, i) => (code === 1 ? Number(i % 5 < 3) : Number(i % 10 === 0)));
    const binning = binVariable({
      kind: 'category',
      codes: Int32Array.from(codes),
      nLevels: 3,
      bad: Uint8Array.from(bad),
      options,
    });
    if (binning.kind !== 'category') throw new Error('expected a categorical binning');
    expect(binning.groupOfLevel[0]).toBe(binning.groupOfLevel[2]);
    expect(binning.groupOfLevel[0]).not.toBe(binning.groupOfLevel[1]);
    expect(binning.missing.goods + binning.missing.bads).toBe(30);
  });

  it('finds what the same numbers as a numeric variable would, when order carries all', () => {
    const values = Array.from({ length: 600 }, (_, i) => i % 6);
    const bad = values.map((v, i) => Number((i * 31) % 60 < 3 + 8 * v));
    const asNumbers = numeric(values, bad, { trend: 'ascending' });
    const asLevels = binVariable({
      kind: 'category',
      codes: Int32Array.from(values),
      nLevels: 6,
      bad: Uint8Array.from(bad),
      options,
    });
    expect(asLevels.iv).toBeCloseTo(asNumbers.iv, 9);
  });

  it('finds the information value of the same numbers, whatever the counts, if their order is that of the bad rates', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 1, max: 60 }),
        (steps, minRows) => {
          // 60 rows a level with bad rates that rise, so that both kinds face the same fine bins.
          const bads = steps.toSorted((a, b) => a - b);
          const values = bads.flatMap((_, level) => new Array<number>(60).fill(level));
          const bad = bads.flatMap((b) => Array.from({ length: 60 }, (_, i) => Number(i < b)));
          const asLevels = category(values, bads.length, bad, { options: { minRows } });
          const asNumbers = numeric(values, bad, { trend: 'none', options: { minRows } });
          expect(asLevels.iv).toBeCloseTo(asNumbers.iv, 12);
          expect(asLevels.bins).toEqual(asNumbers.bins);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('puts rare levels together before it groups, and says where', () => {
    // Levels 3 to 9 have 4 rows each: alone none could be judged.
    const codes = Array.from({ length: 300 }, (_, i) => (i < 28 ? 3 + (i % 7) : i % 3));
    const bad = codes.map((code, i) => Number(code >= 3 ? i % 2 === 0 : i % 10 < 1 + 2 * code));
    const binning = category(codes, 10, bad, { options: { rareShare: 0.05 } });
    expect(new Set(binning.groupOfLevel.slice(3)).size).toBe(1);
    expect(binning.rareGroup).toBe(binning.groupOfLevel[3]);
    expect(category(codes, 10, bad).rareGroup).toBeUndefined();
  });

  it('gives a level without training rows WOE 0, or the bin of the rare ones', () => {
    const codes = Array.from({ length: 310 }, (_, i) => (i < 300 ? i % 3 : 4));
    // Level 4, the rare one, is among the safest, so that its bin is the first and not the last.
    const bad = codes.map((code, i) => Number(code !== 4 && i % 10 < 1 + 2 * code));
    const plain = category(codes, 6, bad);
    for (const level of [3, 5]) {
      expect(plain.bins[plain.groupOfLevel[level]!]).toEqual({ goods: 0, bads: 0, woe: 0 });
    }
    const rare = category(codes, 6, bad, { options: { rareShare: 0.05 } });
    for (const level of [3, 4, 5]) expect(rare.groupOfLevel[level]).toBe(0);
    expect(rare.rareGroup).toBe(0);
    expect(rare.bins.every(({ goods, bads }) => goods + bads > 0)).toBe(true);
  });

  it('copes with thousands of levels and still puts the bad ones apart', () => {
    const nLevels = 3000;
    const codes = Array.from({ length: 12_000 }, (_, i) => i % nLevels);
    const bad = codes.map((code, i) => Number(code % 3 === 0 ? i % 12_000 < 9000 : i % 12_000 >= 9000));
    const { bins, groupOfLevel } = category(codes, nLevels, bad);
    expect(bins.reduce((n, bin) => n + bin.goods + bin.bads, 0)).toBe(codes.length);
    expect(groupOfLevel[0]).not.toBe(groupOfLevel[1]);
  });

  it('copes with no level at all', () => {
    const bad = Uint8Array.from({ length: 40 }, (_, i) => i % 2);
    const binning = binVariable({
      kind: 'category',
      codes: new Int32Array(40).fill(-1),
      nLevels: 0,
      bad,
      options,
    });
    expect(binning).toMatchObject({ bins: [], groupOfLevel: [] });
  });
});
