import { describe, expect, it } from 'vitest';
import {
  dependenceGrid,
  jointDependence,
  partialDependence,
} from '../../../src/models/explain/partial-dependence.ts';
import { pdOfMargin } from '../../../src/models/index.ts';
import { madeUpModel } from './made-up-model.ts';

const bound = {
  nRows: 4,
  unseen: 0,
  columns: [Float64Array.of(1, 2, 3, 4), Float64Array.of(-1, 0, 1, 4)],
};
const rows = Uint32Array.of(0, 1, 2, 3);

describe('partial dependence', () => {
  it('is the mean over the rows with the input set, others as they are', () => {
    const model = madeUpModel(2, ([a, b]) => 2 * a! + b!);
    const points = partialDependence(model, bound, rows, 0, [0, 5]);
    expect(points.map(({ margin }) => margin)).toEqual([1, 11]);
    const pds = [-1, 0, 1, 4].map(pdOfMargin);
    expect(points[0]!.pd).toBeCloseTo(pds.reduce((x, y) => x + y) / 4, 14);
    expect(points[0]!.pdQuantiles).toEqual([pds[0], pds[2], pds[3]]);
  });

  it('averages over the rows named only, and leaves the columns as they were', () => {
    const model = madeUpModel(2, ([a, b]) => a! + b!);
    const points = partialDependence(model, bound, Uint32Array.of(3), 0, [7]);
    expect(points[0]!.margin).toBe(11);
    expect([...bound.columns[0]!]).toEqual([1, 2, 3, 4]);
  });

  it('of two inputs together sets both', () => {
    const model = madeUpModel(2, ([a, b]) => a! * b!);
    const means = jointDependence(
      model,
      bound,
      rows,
      [0, 1],
      [
        [0, 2],
        [1, 3, -1],
      ],
    );
    expect(means).toEqual([
      [0.5, 0.5, 0.5],
      [pdOfMargin(2), pdOfMargin(6), pdOfMargin(-2)],
    ]);
  });
});

describe('a grid', () => {
  it('takes quantiles of the numbers without repeats, then missing', () => {
    expect(dependenceGrid(Float64Array.of(5, 1, 3, 2, 4), 3)).toEqual([1, 3, 5]);
    expect(dependenceGrid(Float64Array.of(7, 7, Number.NaN, 7), 5)).toEqual([7, Number.NaN]);
    expect(dependenceGrid(Float64Array.of(Number.NaN), 5)).toEqual([Number.NaN]);
  });

  it('takes the levels that occur, then missing, and no level never seen', () => {
    expect(dependenceGrid(Int32Array.of(2, 0, -1, 2, -2), 9)).toEqual([0, 2, -1]);
  });
});
