import fc from 'fast-check';
import { expect, it } from 'vitest';
import { binCodes, binNumbers, fillGuide, GUIDE_CELLS } from '../../src/kernels/bin-values.ts';

const special = fc.constantFrom(
  0,
  -0,
  1e-320,
  -1e-320,
  1e300,
  -1e300,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
);
const value = fc.oneof(fc.double(), special, fc.integer({ min: -20, max: 20 }), fc.constant(Number.NaN));
const cut = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -20, max: 20 }));

it('gives the number of cuts at or below each value, and missing its own bin', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(cut, { maxLength: 40, comparator: (a, b) => a === b }),
      fc.array(value),
      (unsorted, values) => {
        const cuts = Float64Array.from(unsorted).sort();
        const guide = fillGuide(cuts, new Uint8Array(GUIDE_CELLS));
        const bins = new Uint8Array(values.length);
        binNumbers(Float64Array.from(values), guide, 99, bins);
        values.forEach((v, i) => {
          const expected = Number.isNaN(v) ? 99 : cuts.filter((c) => c <= v).length;
          expect(bins[i]).toBe(expected);
        });
      },
    ),
    { numRuns: 300 },
  );
});

it('gives levels their bins, and missing and unseen ones the bin for missing', () => {
  const bins = new Uint8Array(5);
  binCodes(Int32Array.of(2, 0, -1, 1, -2), Uint8Array.of(4, 5, 6), 7, bins);
  expect(Array.from(bins)).toEqual([6, 4, 7, 5, 7]);
});
