import { describe, expect, it } from 'vitest';
import { CODE_MISSING } from '../../../src/models/index.ts';
import { type NumberAxis, regionOf } from '../../../src/scorecard/axis.ts';
import { optionsOf } from '../../../src/scorecard/counterfactual/options.ts';

const bins: NumberAxis = {
  kind: 'number',
  breaks: [2, 5, 9],
  shares: [0.1, 0.2, 0.4, 0.3],
  special: [5, -9],
  isLine: false,
};
const free = { isWhole: false };

describe('the other values of a number in bins', () => {
  it('are one a bin, its cut from below and a short number under its cut from above', () => {
    const options = optionsOf(bins, 0, 6, free);
    expect(options.map(({ value }) => value)).toEqual([1.99, 4.98, 9]);
    expect(options.map(({ value }) => regionOf(bins, value))).toEqual([0, 1, 3]);
  });

  it('are as far as the training rows between: half of the own bin and all of the bins passed', () => {
    expect(optionsOf(bins, 0, 6, free).map(({ size }) => Number(size.toFixed(9)))).toEqual([0.4, 0.2, 0.2]);
  });

  it('pass over special values, and whole numbers are kept where only those exist', () => {
    const up = optionsOf(bins, 0, 1, free).map(({ value }) => value);
    expect(up).toEqual([2, 5.000000000000001, 9]);
    expect(optionsOf(bins, 0, 1, { isWhole: true }).map(({ value }) => value)).toEqual([
      2, 5.000000000000001, 9,
    ]);
    expect(optionsOf(bins, 0, 10, { isWhole: true }).map(({ value }) => value)).toEqual([1, 4, 8]);
  });

  it('keep to one direction where told so', () => {
    expect(optionsOf(bins, 0, 6, { isWhole: false, only: 'up' }).map(({ value }) => value)).toEqual([9]);
    expect(optionsOf(bins, 0, 6, { isWhole: false, only: 'down' }).length).toBe(2);
  });

  it('leave out bins without training rows', () => {
    const empty = { ...bins, shares: [0.3, 0, 0.4, 0.3] };
    expect(optionsOf(empty, 0, 6, free).map(({ value }) => regionOf(empty, value))).toEqual([0, 3]);
  });

  it('are every bin for missing and special values, half the rows further away', () => {
    for (const from of [Number.NaN, -9, 5]) {
      const options = optionsOf(bins, 0, from, free);
      expect(options.map(({ value }) => regionOf(bins, value))).toEqual([0, 1, 2, 3]);
      expect(options.map(({ size }) => Number(size.toFixed(9)))).toEqual([0.9, 0.7, 0.5, 0.7]);
      expect(options.every(({ value }) => !bins.special.includes(value))).toBe(true);
    }
  });
});

it('the other values of a line are its knots, as far as the knots between', () => {
  const line: NumberAxis = {
    kind: 'number',
    breaks: [1, 2, 4, 8, 16],
    shares: [],
    special: [],
    isLine: true,
  };
  const options = optionsOf(line, 0, 3, free);
  expect(options.map(({ value }) => value)).toEqual([1, 2, 4, 8, 16]);
  expect(options.map(({ size }) => size)).toEqual([0.375, 0.125, 0.125, 0.375, 0.625]);
});

it('the other levels of a category are further away the rarer they are', () => {
  const axis = { kind: 'category', shares: [0.5, 0.3, 0.2] } as const;
  expect(optionsOf(axis, 4, 0, free)).toEqual([
    { input: 4, value: 1, size: 0.7 },
    { input: 4, value: 2, size: 0.8 },
  ]);
  expect(optionsOf(axis, 4, CODE_MISSING, free).length).toBe(3);
});
