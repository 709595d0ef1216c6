import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineReader, termReader, upperBound } from '../../../src/models/additive/shapes.ts';
import { CODE_MISSING, CODE_UNSEEN } from '../../../src/models/index.ts';

describe('a line', () => {
  const read = lineReader(Float64Array.of(0, 1, 4), Float64Array.of(10, 20, 0), -1);

  it('goes straight between knots, stays level beyond them, and has a value for missing', () => {
    expect([-5, 0, 0.5, 1, 2.5, 4, 100].map(read)).toEqual([10, 10, 15, 20, 10, 0, 0]);
    expect(read(Number.NaN)).toBe(-1);
    expect([read(-Infinity), read(Infinity)]).toEqual([10, 0]);
  });
});

describe('a step', () => {
  const read = termReader({
    shape: 'step',
    input: 0,
    cuts: [1, 2],
    y: [10, 20, 30],
    special: [{ value: -9, y: 99 }],
    missing: 7,
    mean: 0,
  });

  it('holds [low, high) and keeps special values apart', () => {
    expect([0, 0.999, 1, 1.5, 2, 1e9, -9, Number.NaN].map(read)).toEqual([10, 10, 20, 20, 30, 30, 99, 7]);
  });
});

it('a table has values for levels, missing and unseen', () => {
  const read = termReader({ shape: 'table', input: 0, y: [1, 2], missing: 3, unseen: 4, mean: 0 });
  expect([0, 1, CODE_MISSING, CODE_UNSEEN].map(read)).toEqual([1, 2, 3, 4]);
});

it('upperBound counts the elements at or below a value', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -20, max: 20 })),
      fc.integer({ min: -25, max: 25 }),
      (values, value) => {
        const sorted = Float64Array.from(values).sort();
        return upperBound(sorted, value) === values.filter((v) => v <= value).length;
      },
    ),
  );
});
