import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeNodes, knotsOf, placeOf, rowOfDay } from '../../../src/decision/graph/sage-nodes.ts';

describe('placeOf', () => {
  it('spreads even values evenly over a range of variance 1', () => {
    const knots = knotsOf(Float64Array.from({ length: 1001 }, (_, i) => i));
    expect(placeOf(knots, 0)).toBeCloseTo(-Math.sqrt(3), 12);
    expect(placeOf(knots, 500)).toBeCloseTo(0, 6);
    expect(placeOf(knots, 750)).toBeCloseTo(Math.sqrt(3) / 2, 2);
    expect(placeOf(knots, 5000)).toBeCloseTo(Math.sqrt(3), 12);
  });

  it('rises with the value, stays in its range, and takes a missing value for the middle', () => {
    const values = fc.array(fc.constantFrom(Number.NaN, -5, 0, 0, 0, 1, 2.5, 1e12), { maxLength: 60 });
    fc.assert(
      fc.property(values, fc.double({ noNaN: true }), fc.double({ noNaN: true }), (column, a, b) => {
        const knots = knotsOf(Float64Array.from(column));
        const [low, high] = [placeOf(knots, Math.min(a, b)), placeOf(knots, Math.max(a, b))];
        expect(low).toBeLessThanOrEqual(high + 1e-12);
        expect(Math.abs(low)).toBeLessThanOrEqual(Math.sqrt(3));
        expect(placeOf(knots, Number.NaN)).toBe(0);
      }),
    );
  });

  it('knows nothing of a column without values, and one place of a constant one', () => {
    expect(placeOf(knotsOf(Float64Array.of(Number.NaN)), 3)).toBe(0);
    expect(placeOf(knotsOf(Float64Array.of(4, 4, 4)), 9)).toBeCloseTo(0, 12);
  });
});

describe('rowOfDay', () => {
  it('is the last row of the firm that is not after the day', () => {
    const nodes = {
      names: ['x'],
      firms: Int32Array.of(1, 0, 1, -1),
      days: Int32Array.of(9, 5, 3, 1),
      columns: [Float64Array.of(1, 2, 3, 4)],
    };
    const encoded = encodeNodes(nodes, ['x'], [knotsOf(nodes.columns[0]!)], 3);
    expect([...encoded.offsets]).toEqual([0, 1, 3, 3]);
    expect([2, 3, 8, 9].map((day) => rowOfDay(encoded, 1, day))).toEqual([-1, 1, 1, 2]);
    expect([4, 5].map((day) => rowOfDay(encoded, 0, day))).toEqual([-1, 0]);
    expect(rowOfDay(encoded, 2, 100)).toBe(-1);
  });
});
