import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  classOfRank,
  countSizes,
  countWithin,
  gradientBits,
  SIZE_CLASSES,
  sizeFrom,
  sizeOf,
} from '../../src/kernels/largest-gradients.ts';

it('finds the size of any rank as sorting does, from counts of parts of the rows', () => {
  const gradient = fc.oneof(
    fc.float({ min: -1, max: 1, noNaN: true }),
    fc.constantFrom(0, -0, 0.25, -0.25, Math.fround(0.1), -1, 1),
  );
  fc.assert(
    fc.property(
      fc.array(gradient, { minLength: 1, maxLength: 40 }),
      fc.nat(),
      fc.nat(),
      (drawn, rankDraw, cutDraw) => {
        const gradients = Float32Array.from(drawn);
        const bits = gradientBits(gradients);
        const rows = Uint32Array.from(drawn.keys());
        const rank = 1 + (rankDraw % drawn.length);
        const parts = [
          [0, cutDraw % drawn.length],
          [cutDraw % drawn.length, drawn.length],
        ] as const;
        const upper = classOfRank(
          parts.map(([from, to]) => {
            const counts = new Int32Array(SIZE_CLASSES);
            countSizes(rows, from, to, bits, counts);
            return counts;
          }),
          rank,
        );
        const lower = classOfRank(
          parts.map(([from, to]) => {
            const counts = new Int32Array(SIZE_CLASSES);
            countWithin(rows, from, to, bits, upper.index, counts);
            return counts;
          }),
          rank - upper.above,
        );
        const sizes = Array.from(gradients, Math.abs).sort((a, b) => b - a);
        const expected = sizes[rank - 1]!;
        const least = sizeFrom(upper.index, lower.index);
        expect(least).toBe(sizeOf(gradientBits(Float32Array.of(expected))[0]!));
        expect(upper.above + lower.above).toBe(sizes.filter((size) => size > expected).length);
        expect(lower.own).toBe(sizes.filter((size) => size === expected).length);
      },
    ),
    { numRuns: 60 },
  );
});
