import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binVariable } from '../../src/binning/bin-variable.ts';
import {
  type BinningOptions,
  type CategoryBinning,
  defaultBinningOptions,
  type NumericBinning,
} from '../../src/binning/index.ts';

/** Rows as a table has them; `bad` is 0 or 1. */
interface Row {
  readonly x: number;
  readonly bad: number;
}

interface Counts {
  readonly goods: number;
  readonly bads: number;
}

const TRENDS = ['none', 'ascending', 'descending', 'peak', 'valley'] as const;
type Shape = (typeof TRENDS)[number];

/** Steps of the bad rate from bin to bin, up or down. */
const SHAPES: Readonly<Record<Shape, RegExp>> = {
  none: /^[ud]*$/,
  ascending: /^u*$/,
  descending: /^d*$/,
  peak: /^u*d*$/,
  valley: /^d*u*$/,
};

/** p-values and the z that Debian's SciPy 1.10.1 gives for them: norm.isf(p / 2). No round figures, which data could meet exactly. */
const TESTS = [
  { p: 1, z: 0 },
  { p: 0.3, z: 1.0364333894937898 },
  { p: 0.05, z: 1.959963984540054 },
] as const;

interface ConstraintSet extends Omit<BinningOptions, 'maxPValue' | 'rareShare' | 'preBins'> {
  readonly test: (typeof TESTS)[number];
}

const constraintSets: fc.Arbitrary<ConstraintSet> = fc.record({
  maxBins: fc.integer({ min: 1, max: 8 }),
  minBins: fc.constantFrom(1, 1, 3),
  minShare: fc.constantFrom(0, 0.02, 0.11),
  minRows: fc.integer({ min: 1, max: 25 }),
  minRateGap: fc.constantFrom(0, 0.0317, 0.1013),
  test: fc.constantFrom(...TESTS),
});

/** Rows over at most `values` different numbers, whose bad rates follow draws of their own. */
function rowsOver(values: number) {
  return fc
    .tuple(
      fc.array(fc.integer({ min: 5, max: 95 }), { minLength: values, maxLength: values }),
      fc.array(fc.tuple(fc.nat(values - 1), fc.nat(99)), { minLength: 30, maxLength: 260 }),
    )
    .map(([rates, draws]) => draws.map(([x, u]): Row => ({ x, bad: Number(u < rates[x]!) })))
    .filter((rows) => [0, 1].every((y) => rows.some(({ bad }) => bad === y)));
}

function optionsOf({ test, ...rest }: ConstraintSet, preBins = 400): BinningOptions {
  return { ...defaultBinningOptions, ...rest, maxPValue: test.p, preBins };
}

function asNumbers(rows: readonly Row[], trend: Shape | 'auto', options: BinningOptions): NumericBinning {
  const binning = binVariable({
    kind: 'numeric',
    values: Float64Array.from(rows, ({ x }) => x),
    bad: Uint8Array.from(rows, ({ bad }) => bad),
    trend,
    special: [],
    options,
  });
  if (binning.kind !== 'numeric') throw new Error('expected a numeric binning');
  return binning;
}

function asLevels(rows: readonly Row[], nLevels: number, options: BinningOptions): CategoryBinning {
  const binning = binVariable({
    kind: 'category',
    codes: Int32Array.from(rows, ({ x }) => x),
    nLevels,
    bad: Uint8Array.from(rows, ({ bad }) => bad),
    options,
  });
  if (binning.kind !== 'category') throw new Error('expected a categorical binning');
  return binning;
}

function countOf(rows: readonly Row[]): Counts {
  const bads = rows.reduce((sum, { bad }) => sum + bad, 0);
  return { goods: rows.length - bads, bads };
}

/** Jeffreys divergence of the shares of both classes over bins, from counts alone. */
function divergence(bins: readonly Counts[], totals: Counts): number {
  return bins.reduce((sum, { goods, bads }) => {
    const [p, q] = [goods / totals.goods, bads / totals.bads];
    return sum + (p - q) * (Math.log(p) - Math.log(q));
  }, 0);
}

const rateOf = ({ goods, bads }: Counts): number => bads / (goods + bads);

/** Whether bins in order keep every constraint; a bin of one class alone is none. */
function isFeasible(
  bins: readonly Counts[],
  shape: Shape,
  constraints: ConstraintSet,
  rows: number,
): boolean {
  const { maxBins, minShare, minRows, minRateGap, test } = constraints;
  const least = Math.max(minRows, minShare * rows);
  if (bins.length > maxBins) return false;
  if (bins.some(({ goods, bads }) => goods + bads < least || goods === 0 || bads === 0)) return false;
  const steps = bins.slice(1).map((bin, k) => {
    const before = bins[k]!;
    const gap = rateOf(bin) - rateOf(before);
    if (gap === 0) return ' ';
    const [n0, n1] = [before.goods + before.bads, bin.goods + bin.bads];
    const pooled = (before.bads + bin.bads) / (n0 + n1);
    const z = Math.abs(gap) / Math.sqrt(pooled * (1 - pooled) * (1 / n0 + 1 / n1));
    if (Math.abs(gap) < minRateGap || z < test.z) return ' ';
    return gap > 0 ? 'u' : 'd';
  });
  return SHAPES[shape].test(steps.join(''));
}

/** Every way to join cells that stand in a row. */
function* joins(cells: readonly Counts[]): Generator<Counts[]> {
  for (let mask = 0; mask < 1 << Math.max(0, cells.length - 1); mask++) {
    const bins: Counts[] = [];
    cells.forEach((cell, i) => {
      const before = i > 0 && !(mask & (1 << (i - 1))) ? bins.pop()! : { goods: 0, bads: 0 };
      bins.push({ goods: before.goods + cell.goods, bads: before.bads + cell.bads });
    });
    yield bins;
  }
}

/** The best of all joins that keep the constraints: with as many bins as are asked for, or else as many as there can be. */
function bestJoin(
  cells: readonly Counts[],
  shape: Shape,
  constraints: ConstraintSet,
  totals: Counts,
): number {
  const rows = totals.goods + totals.bads;
  const found = [...joins(cells)].filter((bins) => isFeasible(bins, shape, constraints, rows));
  const most = Math.max(0, ...found.map(({ length }) => length));
  const least = Math.min(constraints.minBins, most);
  const ivs = found.filter(({ length }) => length >= least).map((bins) => divergence(bins, totals));
  return Math.max(0, ...ivs);
}

function cellsByValue(rows: readonly Row[]): Counts[] {
  const values = [...new Set(rows.map(({ x }) => x))].sort((a, b) => a - b);
  return values.map((value) => countOf(rows.filter(({ x }) => x === value)));
}

describe('the bins of numbers, from raw rows', () => {
  it('are the best of all that trying everything finds, up to twelve values', () => {
    let joined = 0;
    fc.assert(
      fc.property(rowsOver(12), fc.constantFrom(...TRENDS), constraintSets, (rows, trend, constraints) => {
        const totals = countOf(rows);
        const { bins, iv } = asNumbers(rows, trend, optionsOf(constraints));
        const best = bestJoin(cellsByValue(rows), trend, constraints, totals);
        // Where nothing is feasible there is one bin of all rows, which says nothing.
        expect(iv).toBeCloseTo(best, 9);
        joined += bins.length > 1 ? 1 : 0;
        expect(bins.length === 1 || isFeasible(bins, trend, constraints, rows.length)).toBe(true);
      }),
      { numRuns: 40 },
    );
    // Some constraints leave nothing to choose; not most of them.
    expect(joined).toBeGreaterThan(5);
  });

  it('keep every constraint, whatever the fine bins, and count the rows between their cuts', () => {
    const preBins = fc.constantFrom(3, 10, 30);
    fc.assert(
      fc.property(
        rowsOver(40),
        fc.constantFrom(...TRENDS),
        constraintSets,
        preBins,
        (rows, trend, constraints, pre) => {
          const { bins, cuts, iv } = asNumbers(rows, trend, optionsOf(constraints, pre));
          expect(cuts).toHaveLength(bins.length - 1);
          bins.forEach((bin, k) => {
            const [low, high] = [cuts[k - 1] ?? -Infinity, cuts[k] ?? Infinity];
            expect(bin).toMatchObject(countOf(rows.filter(({ x }) => x >= low && x < high)));
          });
          if (bins.length === 1) return;
          expect(isFeasible(bins, trend, constraints, rows.length)).toBe(true);
          expect(iv).toBeCloseTo(divergence(bins, countOf(rows)), 9);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('with `auto` are those of the trend that they turn out to have', () => {
    fc.assert(
      fc.property(rowsOver(10), constraintSets, (rows, { minBins: _, ...rest }) => {
        const constraints = { ...rest, minBins: 1 };
        const { bins, iv } = asNumbers(rows, 'auto', optionsOf(constraints));
        const ivOf = (trend: Shape): number => asNumbers(rows, trend, optionsOf(constraints)).iv;
        const monotone = Math.max(ivOf('ascending'), ivOf('descending'));
        const turning = Math.max(ivOf('peak'), ivOf('valley'));
        expect([monotone, turning]).toContain(iv);
        expect(iv).toBeGreaterThanOrEqual(monotone);
        expect(
          bins.length === 1 ||
            ['peak', 'valley'].some((shape) => isFeasible(bins, shape as Shape, constraints, rows.length)),
        ).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('have no less information value the less is asked of them', () => {
    fc.assert(
      fc.property(rowsOver(15), fc.constantFrom(...TRENDS), constraintSets, (rows, trend, constraints) => {
        const asked = { ...constraints, minBins: 1 };
        const iv = (change: Partial<ConstraintSet>, shape: Shape = trend): number =>
          asNumbers(rows, shape, optionsOf({ ...asked, ...change })).iv;
        const strict = iv({});
        const changes: readonly Partial<ConstraintSet>[] = [
          { maxBins: asked.maxBins + 1 },
          { minRows: 1, minShare: 0 },
          { minRateGap: 0 },
          { test: TESTS[0] },
        ];
        for (const change of changes) {
          expect(iv(change)).toBeGreaterThanOrEqual(strict - 1e-12);
        }
        expect(iv({}, 'none')).toBeGreaterThanOrEqual(strict - 1e-12);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the bins of levels, from raw rows', () => {
  it('keep every constraint, hold every level once, and count its rows', () => {
    fc.assert(
      fc.property(rowsOver(14), constraintSets, (rows, constraints) => {
        const { bins, groupOfLevel, iv } = asLevels(rows, 14, optionsOf(constraints));
        bins.forEach((bin, k) => {
          expect(bin).toMatchObject(countOf(rows.filter(({ x }) => groupOfLevel[x] === k)));
        });
        const held = bins.filter(({ goods, bads }) => goods + bads > 0);
        if (held.length === 1) return;
        // Levels are ordered by rates pulled to the mean, so that the plain rates of small bins need not rise.
        expect(isFeasible(held, 'none', constraints, rows.length)).toBe(true);
        expect(iv).toBeCloseTo(divergence(held, countOf(rows)), 9);
      }),
      { numRuns: 150 },
    );
  });

  it('are the best of all groupings, neighbours by bad rate or not, where levels are of one size', () => {
    const rates = fc.array(fc.integer({ min: 1, max: 39 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 4 }), (bads, maxBins) => {
        const rows = bads.flatMap((b, x) =>
          Array.from({ length: 40 }, (_, i): Row => ({ x, bad: Number(i < b) })),
        );
        const totals = countOf(rows);
        const options = { ...defaultBinningOptions, maxBins, minRows: 1, minShare: 0, maxPValue: 1 };
        const best = Math.max(
          ...[...groupings(bads.length, maxBins)].map((groups) =>
            divergence(
              groups.map((levels) => ({
                goods: levels.reduce((sum, level) => sum + 40 - bads[level]!, 0),
                bads: levels.reduce((sum, level) => sum + bads[level]!, 0),
              })),
              totals,
            ),
          ),
        );
        expect(asLevels(rows, bads.length, options).iv).toBeCloseTo(best, 9);
      }),
      { numRuns: 60 },
    );
  });

  it('have at least the information value of the same values as numbers, and the same where rates rise', () => {
    const rates = fc.array(fc.integer({ min: 1, max: 39 }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 6 }), (bads, maxBins) => {
        const options = { ...defaultBinningOptions, maxBins, minRows: 1, minShare: 0, maxPValue: 1 };
        const both = (counts: readonly number[]): [number, number] => {
          const rows = counts.flatMap((b, x) =>
            Array.from({ length: 40 }, (_, i): Row => ({ x, bad: Number(i < b) })),
          );
          return [asLevels(rows, counts.length, options).iv, asNumbers(rows, 'none', options).iv];
        };
        const [levels, numbers] = both(bads);
        expect(levels).toBeGreaterThanOrEqual(numbers - 1e-12);
        const [risingLevels, risingNumbers] = both(bads.toSorted((a, b) => a - b));
        expect(risingLevels).toBeCloseTo(risingNumbers, 12);
        expect(risingLevels).toBeCloseTo(levels, 9);
      }),
      { numRuns: 60 },
    );
  });
});

/** Every way to put `n` levels into at most `most` groups. */
function* groupings(n: number, most: number): Generator<number[][]> {
  if (n === 0) {
    yield [];
    return;
  }
  for (const groups of groupings(n - 1, most)) {
    for (let k = 0; k < groups.length; k++)
      yield groups.map((levels, g) => (g === k ? [...levels, n - 1] : levels));
    if (groups.length < most) yield [...groups, [n - 1]];
  }
}

describe('the order of rows', () => {
  it('changes nothing, for numbers and levels, by whole weights or none', () => {
    const shuffled = rowsOver(20).chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        order: fc.shuffledSubarray([...rows.keys()], { minLength: rows.length }),
        weighted: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ rows, order, weighted }) => {
        const bin = (at: readonly number[], kind: 'numeric' | 'category') => {
          const bad = Uint8Array.from(at, (i) => rows[i]!.bad);
          const weights = weighted ? Float64Array.from(at, (i) => 1 + (i % 3)) : undefined;
          const x = at.map((i) => rows[i]!.x);
          const common = { bad, weights, options: { ...defaultBinningOptions, minRows: 5, preBins: 12 } };
          return kind === 'numeric'
            ? binVariable({ kind, ...common, values: Float64Array.from(x), trend: 'auto', special: [3] })
            : binVariable({ kind, ...common, codes: Int32Array.from(x), nLevels: 20 });
        };
        for (const kind of ['numeric', 'category'] as const) {
          expect(bin(order, kind)).toEqual(bin([...rows.keys()], kind));
        }
      }),
      { numRuns: 60 },
    );
  });
});
