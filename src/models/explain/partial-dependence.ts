import { type BoundColumns, type Model, pdOfMargin } from '../model.ts';

/** What a model says on average where one input is set to a value in every row, the others staying as they are. */
export interface DependencePoint {
  /** NaN for missing, or a level's code. */
  readonly value: number;
  /** Mean log-odds of bad over the rows. */
  readonly margin: number;
  /** Mean PD over the rows. */
  readonly pd: number;
  /** The PD's quantiles over the rows, in the order of ICE_QUANTILES: a spread that changes along the input is an interaction. */
  readonly pdQuantiles: readonly number[];
}

/** Quantiles of the individual curves. OWN. */
export const ICE_QUANTILES: readonly number[] = [0.1, 0.5, 0.9];

/**
 * Values where a dependence is worth knowing: `points` quantiles of the column's numbers without repeats, or every level that
 * occurs; then missing (NaN, or -1) where any is.
 */
export function dependenceGrid(column: Float64Array | Int32Array, points: number): number[] {
  if (column instanceof Int32Array) {
    const codes = [...new Set(column)].sort((a, b) => a - b);
    return [...codes.filter((code) => code >= 0), ...codes.filter((code) => code === -1)];
  }
  const numbers = column.filter((v) => !Number.isNaN(v)).sort();
  const last = numbers.length - 1;
  const steps = Math.max(1, points - 1);
  const grid = Array.from({ length: points }, (_, k) => numbers[Math.round((k / steps) * last)]);
  const values = [...new Set(grid.filter((v) => v !== undefined))];
  return numbers.length < column.length ? [...values, Number.NaN] : values;
}

/**
 * Partial dependence (Friedman 2001) and quantiles of the individual curves (Goldstein et al. 2015) of any model.
 * @param rows rows of `bound` that are averaged over @param grid values that the input takes
 */
export function partialDependence(
  model: Model,
  bound: BoundColumns,
  rows: Uint32Array,
  input: number,
  grid: readonly number[],
): DependencePoint[] {
  const set = settableRows(bound, rows);
  return grid.map((value) => {
    set.columns[input]!.fill(value);
    const margins = marginsOf(model, set);
    const pds = margins.map(pdOfMargin).sort();
    return {
      value,
      margin: mean(margins),
      pd: mean(pds),
      pdQuantiles: ICE_QUANTILES.map((q) => pds[Math.round(q * (pds.length - 1))]!),
    };
  });
}

/** Mean PD where two inputs are set together: [a][b] in the order of the two grids. */
export function jointDependence(
  model: Model,
  bound: BoundColumns,
  rows: Uint32Array,
  [a, b]: readonly [number, number],
  [gridA, gridB]: readonly [readonly number[], readonly number[]],
): number[][] {
  const set = settableRows(bound, rows);
  return gridA.map((valueA) => {
    set.columns[a]!.fill(valueA);
    return gridB.map((valueB) => {
      set.columns[b]!.fill(valueB);
      return mean(marginsOf(model, set).map(pdOfMargin));
    });
  });
}

/** A copy of some rows whose columns may be overwritten. */
function settableRows({ columns }: BoundColumns, rows: Uint32Array): BoundColumns {
  const pick = (column: Float64Array | Int32Array): Float64Array | Int32Array =>
    column instanceof Int32Array
      ? Int32Array.from(rows, (row) => column[row]!)
      : Float64Array.from(rows, (row) => column[row]!);
  return { nRows: rows.length, columns: columns.map(pick), unseen: 0 };
}

function marginsOf(model: Model, bound: BoundColumns): Float64Array {
  const margins = new Float64Array(bound.nRows);
  model.margins(bound, 0, bound.nRows, margins);
  return margins;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}
