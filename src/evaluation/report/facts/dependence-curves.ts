import {
  type BoundColumns,
  CODE_MISSING,
  dependenceGrid,
  drawRows,
  type Model,
  partialDependence,
} from '../../../models/index.ts';
import { affordableRows, scoringCost } from './scoring-cost.ts';

/** The PD where an input is set to one value in every row. */
export interface CurvePoint {
  /** The number; absent for levels and for missing. */
  readonly number?: number;
  /** The level; absent for numbers and for missing. */
  readonly level?: string;
  /** Share of the test rows whose own value is nearest to this one, [0, 1]. */
  readonly share: number;
  /** Mean PD over the rows, and the PDs that a tenth and nine tenths of them stay below. */
  readonly pd: number;
  readonly low: number;
  readonly high: number;
}

/** How a model's PD depends on one input. */
export interface DependenceCurve {
  readonly name: string;
  /** Rows averaged over. */
  readonly rows: number;
  /** Numbers ascending or levels by frequency, then missing where a test row is. */
  readonly points: readonly CurvePoint[];
  /** Levels beyond MAX_LEVELS that occur. */
  readonly leftOut: number;
}

const GRID = 20;
const MAX_ROWS = 500;
const LEAST_ROWS = 50;
const SECONDS = 2;
/** Levels on a chart, the most frequent. */
export const MAX_LEVELS = 12;
/** Digits of a value on the grid: enough to read, too few to be a record. */
const DIGITS = 4;
/** Share of the rows beyond either end of the grid, and how many at least: an end must not be one firm's value. OWN. */
const TRIMMED = 0.01;
const LEAST_TRIMMED = 5;

/** Partial dependence with the spread of the individual curves; inputs of one value are left out, and all where rows are too dear. */
export function dependenceCurves(
  model: Model,
  bound: BoundColumns,
  inputs: readonly number[],
  seed: number,
): DependenceCurve[] {
  const cost = scoringCost(model.artefact) * Math.max(1, inputs.length) * (GRID + 1);
  const rows = drawRows(bound.nRows, affordableRows(cost, SECONDS, MAX_ROWS, LEAST_ROWS), seed);
  if (rows.length === 0) return [];
  return inputs.flatMap((input) => {
    const grid = gridOf(bound.columns[input]!);
    if (grid.values.length < 2) return [];
    const { name, ...kind } = model.artefact.inputs[input]!;
    const levels = kind.kind === 'category' ? kind.levels : undefined;
    const points = partialDependence(model, bound, rows, input, grid.values).map(
      ({ value, pd, pdQuantiles }, k) => ({
        ...(!isMissing(value, levels !== undefined) &&
          (levels ? { level: levels[value]! } : { number: value })),
        share: grid.counts[k]! / bound.nRows,
        pd,
        low: pdQuantiles[0]!,
        high: pdQuantiles.at(-1)!,
      }),
    );
    return [{ name, rows: rows.length, points, leftOut: grid.leftOut }];
  });
}

function isMissing(value: number, isCode: boolean): boolean {
  return isCode ? value === CODE_MISSING : Number.isNaN(value);
}

interface Grid {
  readonly values: readonly number[];
  /** Rows by value. */
  readonly counts: readonly number[];
  readonly leftOut: number;
}

function gridOf(column: Float64Array | Int32Array): Grid {
  return column instanceof Int32Array ? levelGrid(column) : numberGrid(column);
}

function levelGrid(column: Int32Array): Grid {
  const count = new Map<number, number>();
  for (const code of column) count.set(code, (count.get(code) ?? 0) + 1);
  const codes = dependenceGrid(column, GRID);
  const levels = codes.filter((code) => code !== CODE_MISSING);
  const values = levels.sort((a, b) => count.get(b)! - count.get(a)! || a - b).slice(0, MAX_LEVELS);
  const leftOut = levels.length - values.length;
  if (codes.includes(CODE_MISSING)) values.push(CODE_MISSING);
  return { values, counts: values.map((code) => count.get(code)!), leftOut };
}

function numberGrid(column: Float64Array): Grid {
  const numbers = column.filter((v) => !Number.isNaN(v)).sort();
  const trimmed = Math.max(LEAST_TRIMMED, Math.ceil(TRIMMED * numbers.length));
  const inner = numbers.subarray(trimmed, Math.max(trimmed, numbers.length - trimmed));
  const values = [...new Set(dependenceGrid(inner, GRID).map((v) => Number(v.toPrecision(DIGITS))))];
  const counts = values.map(() => 0);
  let k = 0;
  for (const v of numbers) {
    while (k + 1 < values.length && values[k + 1]! - v < v - values[k]!) k += 1;
    if (values.length > 0) counts[k]! += 1;
  }
  const missing = column.length - numbers.length;
  if (missing > 0 && values.length > 0) {
    values.push(Number.NaN);
    counts.push(missing);
  }
  return { values, counts, leftOut: 0 };
}
