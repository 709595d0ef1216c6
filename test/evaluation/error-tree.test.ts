import { describe, expect, it } from 'vitest';
import { openStream } from '../../src/core/index.ts';
import { bestSplitOn, splitStatistic } from '../../src/evaluation/error-split.ts';
import { growErrorTree } from '../../src/evaluation/index.ts';
import { categoryColumn, makeTable, numericColumn } from '../../src/table/index.ts';
import { codeOf, economy } from './economy.ts';

const REGIONS = ['north', 'south', 'west'] as const;

/** An economy with three columns that say nothing, and outcomes redrawn at `wrong(pd, row)`. */
function world(n: number, seed: number, truth: (pd: number, age: number, region: string) => number) {
  const { pd } = economy(n, seed);
  const stream = openStream(seed, 'test/error-tree');
  const age = Array.from(pd, (_, i) => (stream.uniform(i, 0) < 0.1 ? undefined : stream.uniform(i, 1) * 10));
  const region = Array.from(pd, (_, i) => REGIONS[stream.integer(3, i, 2)]!);
  const noise = Array.from(pd, (_, i) => stream.normal(0, 1, i, 3));
  const bad = Uint8Array.from(pd, (x, i) =>
    stream.uniform(i, 4) < truth(x, age[i] ?? Number.NaN, region[i]!) ? 1 : 0,
  );
  const table = makeTable([
    ['age', numericColumn(age)],
    ['region', categoryColumn(region)],
    ['noise', numericColumn(noise)],
  ]);
  return { pd, bad, table };
}

describe('growErrorTree', () => {
  it('finds the segment where PDs are too low, and measures it on rows that did not choose it', () => {
    const { pd, bad, table } = world(12_000, 1, (x, _, region) =>
      region === 'west' ? Math.min(1, 2 * x) : x,
    );
    const { segments, splits } = growErrorTree(pd, bad, table, { seed: 5 });
    expect(splits).toBe(1);
    const [worst, rest] = segments;
    expect(worst!.conditions).toEqual(['region = west']);
    expect(worst!.badRate / worst!.meanPd).toBeGreaterThan(1.6);
    expect(worst!.z).toBeGreaterThan(5);
    expect(worst!.holmP).toBeLessThan(1e-6);
    expect(worst!.badRateInterval[0]).toBeGreaterThan(worst!.meanPd);
    expect(rest!.conditions).toEqual(['region is not west']);
    expect(Math.abs(rest!.z)).toBeLessThan(3.5);
    // About half of the rows measured.
    expect(worst!.rows + rest!.rows).toBeGreaterThan(5700);
    expect(worst!.rows + rest!.rows).toBeLessThan(6300);
  });

  it('finds a threshold, and missing values', () => {
    const young = world(12_000, 2, (x, age) => (age <= 3 ? x * 0.3 : x));
    const found = growErrorTree(young.pd, young.bad, young.table, { seed: 5, maxDepth: 1 }).segments;
    const cut = found.flatMap(({ conditions }) => conditions).find((c) => c.startsWith('age <= '));
    expect(Number(/[\d.]+/.exec(cut!)![0])).toBeGreaterThan(2.3);
    expect(Number(/[\d.]+/.exec(cut!)![0])).toBeLessThan(3.7);

    const unknown = world(12_000, 3, (x, age) => (Number.isNaN(age) ? Math.min(1, 3 * x) : x));
    const { segments } = growErrorTree(unknown.pd, unknown.bad, unknown.table, { seed: 5 });
    expect(segments[0]!.conditions).toEqual(['age missing']);
  });

  it('finds errors within errors', () => {
    const { pd, bad, table } = world(30_000, 4, (x, age, region) =>
      region !== 'south' ? x : age <= 5 ? Math.min(1, 2.5 * x) : x / 3,
    );
    const { segments } = growErrorTree(pd, bad, table, { seed: 5 });
    const south = segments.filter(({ conditions }) => conditions.some((c) => c.startsWith('age')));
    expect(south.length).toBeGreaterThanOrEqual(2);
    expect(segments[0]!.conditions.length).toBeGreaterThanOrEqual(2);
  });

  it('splits right PDs no more often than alpha says', () => {
    const trials = 120;
    let split = 0;
    for (let t = 0; t < trials; t++) {
      const { pd, bad, table } = world(800, 100 + t, (x) => x);
      if (growErrorTree(pd, bad, table, { seed: t, alpha: 0.2, maxDepth: 1 }).splits > 0) split += 1;
    }
    // At most 24 expected; three standard errors are 13. Bonferroni on neighbouring cuts stays well below.
    expect(split).toBeLessThan(37);
  });

  it('asks more of a tree that may grow deeper: alpha is for all its splits together', () => {
    const { pd, bad, table } = world(2000, 8, (x, _, region) =>
      region === 'west' ? Math.min(1, 1.8 * x) : x,
    );
    const splits = (alpha: number, maxDepth: number): number =>
      growErrorTree(pd, bad, table, { seed: 5, alpha, maxDepth, columns: ['region'] }).splits;
    const step = 1.2;
    let alpha = 1e-20;
    while (splits(alpha, 1) === 0) alpha *= step;
    expect(alpha).toBeLessThan(0.4);
    expect(splits(alpha, 2)).toBe(0);
    expect(splits(2 * alpha, 2)).toBeGreaterThan(0);
  });

  it('measures honestly: errors found in right PDs by chance are not there in the measuring half', () => {
    let segments = 0;
    let significant = 0;
    for (let t = 0; t < 500; t++) {
      const { pd, bad, table } = world(400, 600 + t, (x) => x);
      // Splits by chance are wanted here.
      const tree = growErrorTree(pd, bad, table, { seed: t, alpha: 0.999, maxDepth: 1, minRows: 20 });
      if (tree.splits === 0) continue;
      segments += tree.segments.length;
      significant += tree.segments.filter(({ pValue }) => pValue < 0.1).length;
    }
    expect(segments).toBeGreaterThan(100);
    // A tenth expected; on the half that chose them it is more than half.
    expect(significant / segments).toBeLessThan(0.1 + 3 * Math.sqrt(0.09 / segments));
  });

  it('gives the same tree for the same seed, and one segment where nothing may split', () => {
    const { pd, bad, table } = world(3000, 6, (x, _, region) => (region === 'west' ? Math.min(1, 2 * x) : x));
    expect(growErrorTree(pd, bad, table, { seed: 1 })).toEqual(growErrorTree(pd, bad, table, { seed: 1 }));
    const whole = growErrorTree(pd, bad, table, { seed: 1, minRows: 2000 });
    expect(whole).toMatchObject({ splits: 0, tried: 0, segments: [{ conditions: [] }] });
  });

  it('refuses a table of other rows and options out of range', () => {
    const { pd, bad, table } = world(50, 7, (x) => x);
    expect(() => growErrorTree(pd.subarray(1), bad.subarray(1), table, { seed: 1 })).toThrow('50 rows');
    expect(codeOf(() => growErrorTree(pd, bad, table, { seed: 1, maxDepth: 0 })).message).toContain(
      'maxDepth is 0',
    );
    expect(codeOf(() => growErrorTree(pd, bad, table, { seed: 1, columns: ['gone'] })).code).toBe(
      'PARUS_TABLE_COLUMN_MISSING',
    );
  });
});

describe('bestSplitOn', () => {
  it('agrees with trying every threshold and both sides for missing values', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { pd, bad, table } = world(60, 300 + seed, (x) => x);
      const column = table.columns.get('age')!;
      if (column.kind !== 'numeric') throw new Error('age is a number');
      const residual = pd.map((x, i) => bad[i]! - x);
      const variance = pd.map((x) => x * (1 - x));
      const rows = Uint32Array.from(pd, (_, i) => i);
      const minRows = 5;
      const { best } = bestSplitOn('age', column, rows, residual, variance, minRows);
      const sums = (keep: (x: number) => boolean) => {
        const own = [...rows].filter((row) => keep(column.values[row]!));
        return {
          rows: own.length,
          residual: own.reduce((s, row) => s + residual[row]!, 0),
          variance: own.reduce((s, row) => s + variance[row]!, 0),
        };
      };
      // Cuts at 32 quantiles only: an upper bound over all thresholds, and a split that is what it says.
      let most = 0;
      for (const t of [...column.values, Number.NaN]) {
        for (const missingLeft of [true, false]) {
          const isLeft = (x: number): boolean =>
            Number.isNaN(t) ? Number.isNaN(x) : Number.isNaN(x) ? missingLeft : x <= t;
          const left = sums(isLeft);
          const right = sums((x) => !isLeft(x));
          if (left.rows >= minRows && right.rows >= minRows)
            most = Math.max(most, splitStatistic(left, right));
        }
      }
      expect(best!.statistic).toBeLessThanOrEqual(most + 1e-9);
      const { rule } = best!;
      const own = sums((x) =>
        rule.kind === 'threshold' ? (Number.isNaN(x) ? rule.missingLeft : x <= rule.atMost) : Number.isNaN(x),
      );
      const other = sums((x) =>
        rule.kind === 'threshold'
          ? Number.isNaN(x)
            ? !rule.missingLeft
            : x > rule.atMost
          : !Number.isNaN(x),
      );
      expect(best!.statistic).toBeCloseTo(splitStatistic(own, other), 9);
    }
  });
});

describe('splitStatistic', () => {
  it('is what two shifts explain beyond one', () => {
    const a = { rows: 1, residual: 3, variance: 4 };
    const b = { rows: 1, residual: -1, variance: 2 };
    expect(splitStatistic(a, b)).toBeCloseTo(9 / 4 + 1 / 2 - 4 / 6, 14);
    expect(splitStatistic(a, { rows: 1, residual: 0, variance: 0 })).toBe(0);
  });
});
