import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binVariable } from '../../src/binning/bin-variable.ts';
import { defaultBinningOptions } from '../../src/binning/index.ts';
import { weightOfEvidence } from '../../src/binning/woe.ts';

const options = { ...defaultBinningOptions, minRows: 5 };

function numeric(
  values: number[],
  bad: number[],
  extra: { special?: number[]; trend?: 'auto' | 'ascending' } = {},
) {
  const binning = binVariable({
    kind: 'numeric',
    values: Float64Array.from(values),
    bad: Uint8Array.from(bad),
    options,
    trend: extra.trend ?? 'auto',
    special: extra.special ?? [],
  });
  if (binning.kind !== 'numeric') throw new Error('expected a numeric binning');
  return binning;
}

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
