import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BIN_STRIDE } from '../../src/kernels/bin-blocks.ts';
import { PACK, packedHessian } from '../../src/kernels/gradient-packing.ts';
import {
  emptyCandidate,
  leafScore,
  leafValue,
  type SplitRules,
  scoreOfValue,
} from '../../src/kernels/split.ts';
import { splitCategory } from '../../src/kernels/split-category.ts';
import { countedRules, packedRow, splitCounted } from '../../src/kernels/split-counted.ts';
import { splitNumeric, splitNumericWithin } from '../../src/kernels/split-numeric.ts';

const RULES: SplitRules = {
  gradientUnit: 0.5,
  hessianUnit: 0.25,
  lambda: 1,
  alpha: 0,
  hessianOfGradient: 0,
  minChildWeight: 0.5,
  categoryLambda: 0,
  categorySmoothing: 0,
  categorySupport: 0,
};
const FREE = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** Sums of a bin: gradient and Hessian in units; a bin without Hessian has no rows. */
type Sums = readonly [g: number, h: number];
const sums = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 20 }));
const bin = fc.oneof({ weight: 3, arbitrary: sums }, { weight: 1, arbitrary: fc.constant([0, 0] as const) });

function pack(bins: readonly Sums[]) {
  const histogram = new Float64Array(2 * BIN_STRIDE);
  bins.forEach(([g, h], b) => {
    histogram[BIN_STRIDE + b] = g * PACK + h;
  });
  return { histogram, total: histogram.reduce((a, b) => a + b, 0) };
}

/** Gain of sending the bins of `left` left, as the formula reads; undefined where a child weighs too little. */
function gainOf(bins: readonly Sums[], left: ReadonlySet<number>, rules: SplitRules): number | undefined {
  const side = (isLeft: boolean) =>
    bins
      .filter((_, b) => left.has(b) === isLeft)
      .reduce((a, [g, h]) => ({ g: a.g + g * rules.gradientUnit, h: a.h + h * rules.hessianUnit }), {
        g: 0,
        h: 0,
      });
  const [a, b] = [side(true), side(false)];
  if (a.h < rules.minChildWeight || b.h < rules.minChildWeight) return undefined;
  const score = ({ g, h }: { g: number; h: number }) => leafScore(g, h, rules.lambda, rules.alpha);
  return score(a) + score(b) - score({ g: a.g + b.g, h: a.h + b.h });
}

/** The best gain over all thresholds with missing (the last bin) on either side. */
function bestThreshold(bins: readonly Sums[], rules: SplitRules): number {
  const nBins = bins.length - 1;
  let best = 0;
  for (let last = 0; last < nBins; last++) {
    for (const missingLeft of [false, true]) {
      const left = new Set(Array.from({ length: last + 1 }, (_, b) => b));
      if (missingLeft) left.add(nBins);
      best = Math.max(best, gainOf(bins, left, rules) ?? 0);
    }
  }
  return best;
}

describe('the best threshold', () => {
  const bins = fc.array(bin, { minLength: 2, maxLength: 12 });

  it('has the gain of an exhaustive search, with missing values on either side', () => {
    fc.assert(
      fc.property(bins, fc.constantFrom(0, 1.5), (drawn, alpha) => {
        const rules = { ...RULES, alpha };
        const { histogram, total } = pack(drawn);
        const best = emptyCandidate();
        splitNumeric(1, histogram, BIN_STRIDE, drawn.length - 1, total, rules, best);
        const expected = bestThreshold(drawn, rules);
        expect(best.gain).toBeCloseTo(expected, 9);
        if (best.feature < 0) return;
        const left = new Set(Array.from({ length: best.bin + 1 }, (_, b) => b));
        if (best.missingLeft) left.add(drawn.length - 1);
        expect(gainOf(drawn, left, rules)).toBeCloseTo(best.gain, 9);
        expect(best.left).toBe([...left].reduce((sum, b) => sum + histogram[BIN_STRIDE + b]!, 0));
      }),
    );
  });

  it('is the same where constraints do not bind', () => {
    fc.assert(
      fc.property(bins, (drawn) => {
        const { histogram, total } = pack(drawn);
        const [plain, within] = [emptyCandidate(), emptyCandidate()];
        splitNumeric(1, histogram, BIN_STRIDE, drawn.length - 1, total, RULES, plain);
        splitNumericWithin(1, histogram, BIN_STRIDE, drawn.length - 1, total, RULES, FREE, 0, within);
        expect(within.gain).toBeCloseTo(plain.gain, 9);
      }),
    );
  });

  it('keeps children within their range and in the order of the trend', () => {
    fc.assert(
      fc.property(bins, fc.constantFrom(1, -1), (drawn, trend) => {
        const { histogram, total } = pack(drawn);
        const best = emptyCandidate();
        const range = { low: -0.6, high: 0.4 };
        const nBins = drawn.length - 1;
        splitNumericWithin(1, histogram, BIN_STRIDE, nBins, total, RULES, range, trend, best);
        if (best.feature < 0) return;
        if (best.bin < nBins - 1)
          expect(trend * (best.rightValue - best.leftValue)).toBeGreaterThanOrEqual(0);
        for (const value of [best.leftValue, best.rightValue]) {
          expect(value).toBeGreaterThanOrEqual(range.low);
          expect(value).toBeLessThanOrEqual(range.high);
        }
      }),
    );
  });

  it('loses to what was found before unless it gains more', () => {
    const { histogram, total } = pack([
      [-9, 9],
      [9, 9],
      [0, 0],
    ]);
    const best = { ...emptyCandidate(), gain: 1e9, feature: 0 };
    splitNumeric(1, histogram, BIN_STRIDE, 2, total, RULES, best);
    expect(best.feature).toBe(0);
  });
});

describe('the best parting of categories', () => {
  it('without smoothing has the gain of the best of all subsets', () => {
    // Fisher's theorem needs the plain scores: no penalty, and every part may be as light as it likes.
    const rules = { ...RULES, lambda: 0, minChildWeight: 0 };
    fc.assert(
      fc.property(fc.array(bin, { minLength: 2, maxLength: 8 }), (drawn) => {
        const { histogram, total } = pack(drawn);
        const best = emptyCandidate();
        splitCategory(1, histogram, BIN_STRIDE, drawn.length, total, 1, rules, best);
        let expected = 0;
        for (let subset = 1; subset < 2 ** drawn.length; subset++) {
          const left = new Set(drawn.map((_, b) => b).filter((b) => subset & (1 << b)));
          expected = Math.max(expected, gainOf(drawn, left, rules) ?? 0);
        }
        expect(best.gain).toBeCloseTo(expected, 9);
      }),
    );
  });
});

describe('rare categories', () => {
  it('stay together on the right, away from either end of the others', () => {
    // Forty rows: the bins of two rows are rare, however telling their gradients are.
    const drawn: Sums[] = [
      [-12, 12],
      [-2, 2],
      [0, 12],
      [2, 2],
      [12, 12],
    ];
    const { histogram, total } = pack(drawn);
    const rules = { ...RULES, categorySupport: 5, lambda: 0 };
    const best = emptyCandidate();
    splitCategory(1, histogram, BIN_STRIDE, 5, total, 40, rules, best);
    const left = Array.from(best.order.subarray(0, best.bin));
    const rest = Array.from(best.order.subarray(best.bin, best.nPresent));
    expect(left.every((b) => [0, 2, 4].includes(b))).toBe(true);
    expect(rest.filter((b) => b === 1 || b === 3)).toEqual([1, 3]);
    expect(gainOf(drawn, new Set(left), rules)).toBeCloseTo(best.gain, 9);
    for (const other of [[0], [0, 2], [4], [4, 2], [0, 2, 4]]) {
      expect(gainOf(drawn, new Set(other), rules) ?? 0).toBeLessThanOrEqual(best.gain + 1e-9);
    }
  });
});

describe('the best split of counted rows', () => {
  it('agrees with a full histogram, and leaves nothing behind for the next', () => {
    const row = fc.tuple(
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 0, max: 1 }),
      fc.integer({ min: 1, max: 3 }),
    );
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 2, maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        (drawn, minRows) => {
          const rules = { ...RULES, gradientUnit: 1, hessianUnit: 1, lambda: 0, minChildWeight: minRows };
          const bins = Uint8Array.from(drawn, ([b]) => b);
          const packed = Float64Array.from(drawn, ([, y, weight]) => packedRow(y, weight));
          const histogram = new Float64Array(BIN_STRIDE);
          drawn.forEach(([b], i) => {
            histogram[b]! += packed[i]!;
          });
          const total = packed.reduce((a, b) => a + b, 0);
          for (const kind of ['numeric', 'category'] as const) {
            const [full, counted] = [emptyCandidate(), emptyCandidate()];
            const rows = Uint32Array.from(drawn.keys());
            splitCounted(kind, 0, 255, bins, rows, 0, rows.length, packed, total, rules, counted);
            if (kind === 'numeric') splitNumeric(0, histogram, 0, 255, total, rules, full);
            else splitCategory(0, histogram, 0, 256, total, packedHessian(total), rules, full);
            expect(counted.gain).toBeCloseTo(full.gain, 9);
            if (counted.feature >= 0) expect(counted.left).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});

describe('splits of counted rows with a weight of bads', () => {
  it('gain as if every bad were there so many times, for numbers and categories', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 2, maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        (drawn, badWeight) => {
          const bins = Uint8Array.from(drawn, ([b]) => b);
          const rows = Uint32Array.from(drawn.keys());
          const found = (weightInRules: number, weightInRows: number, kind: 'numeric' | 'category') => {
            const packed = Float64Array.from(drawn, ([, y]) => packedRow(y, y ? weightInRows : 1));
            const total = packed.reduce((a, b) => a + b, 0);
            const best = emptyCandidate();
            const rules = countedRules(1, weightInRules, 0, 0);
            splitCounted(kind, 0, 6, bins, rows, 0, rows.length, packed, total, rules, best);
            return best.gain;
          };
          for (const kind of ['numeric', 'category'] as const) {
            expect(found(badWeight, 1, kind)).toBeCloseTo(found(1, badWeight, kind), 9);
          }
        },
      ),
    );
  });
});

describe('a leaf', () => {
  it('takes the value that saves most', () => {
    fc.assert(
      fc.property(
        sums,
        fc.constantFrom(0, 2),
        fc.double({ min: -5, max: 5, noNaN: true }),
        ([g, h], alpha, other) => {
          const value = leafValue(g, h, 1, alpha);
          const score = scoreOfValue(value, g, h, 1, alpha);
          expect(score).toBeCloseTo(leafScore(g, h, 1, alpha), 9);
          expect(scoreOfValue(other, g, h, 1, alpha)).toBeLessThanOrEqual(score + 1e-9);
        },
      ),
    );
  });
});
