import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { threshold64 } from '../../../src/models/exchange/binary32.ts';
import { above } from '../../../src/models/exchange/neighbours.ts';
import { below } from '../../../src/models/tree/flat-trees.ts';

const float32 = fc.float({ noNaN: true, noDefaultInfinity: true });

describe('a 64-bit threshold', () => {
  it('parts all doubles as rounding to 32 bits first does', () => {
    fc.assert(
      fc.property(float32, fc.double({ noNaN: true }), (threshold, v) => {
        expect(v < threshold64(threshold)).toBe(Math.fround(v) < threshold);
      }),
    );
  });

  it('is the very first double that does not round below', () => {
    fc.assert(
      fc.property(float32, (threshold) => {
        const exact = threshold64(threshold);
        for (const v of [exact, below(exact), above(exact), threshold, below(threshold)]) {
          expect(v < exact).toBe(Math.fround(v) < threshold);
        }
      }),
    );
  });
});
