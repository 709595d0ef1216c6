import { crossProducts } from '../../../kernels/cross-products.ts';
import { shardRanges, sharedFloat64, taskRef, type WorkerPool } from '../../../parallel/index.ts';
import { sumOf } from '../../logistic/sample.ts';

/** Columns of one task. Fixed, so that the work is cut alike at any number of workers. */
const STRIP_COLUMNS = 32;

interface StripInput {
  readonly columns: readonly Float64Array[];
  readonly start: number;
  readonly end: number;
}

/** Sums of products of a strip of columns with all from there on; the worker's task. */
export function productStrip({ columns, start, end }: StripInput): Float64Array {
  const out = new Float64Array((end - start) * (columns.length - start));
  crossProducts(columns, start, end, out);
  return out;
}

/**
 * Pearson's correlations of all pairs of columns, p x p row-major, 1 on the diagonal; a constant column has 0 with others.
 * @param columns IN on shared memory, of one length, without missing values
 * @param weights IN what each row counts for; default 1
 */
export async function correlationMatrix(
  pool: WorkerPool,
  columns: readonly Float64Array[],
  weights?: Float64Array,
): Promise<Float64Array> {
  const p = columns.length;
  const rows = weights ? sumOf(weights) : (columns[0]?.length ?? 0);
  const factors = weights ? columns.map((column) => rootWeighted(column, weights)) : columns;
  const strips = shardRanges(p, STRIP_COLUMNS);
  const products = await pool.mapShards(
    taskRef(import.meta.url, productStrip),
    strips.map(({ start, end }) => ({ columns: factors.slice(start), start: 0, end: end - start })),
  );
  const sum = (column: Float64Array): number =>
    column.reduce((total, v, i) => total + (weights ? v * weights[i]! : v), 0);
  const means = columns.map((column) => sum(column) / rows);
  const covariance = (j: number, k: number): number => {
    const s = Math.floor(j / STRIP_COLUMNS);
    const { start } = strips[s]!;
    return products[s]![(j - start) * (p - start) + (k - start)]! / rows - means[j]! * means[k]!;
  };
  const deviations = columns.map((_, j) => Math.sqrt(Math.max(0, covariance(j, j))));
  const out = new Float64Array(p * p);
  for (let j = 0; j < p; j++) {
    out[j * p + j] = 1;
    for (let k = j + 1; k < p; k++) {
      const scale = deviations[j]! * deviations[k]!;
      const r = scale > 0 ? Math.max(-1, Math.min(1, covariance(j, k) / scale)) : 0;
      out[j * p + k] = r;
      out[k * p + j] = r;
    }
  }
  return out;
}

/** A column times the roots of the weights, so that products of two such columns are weighted, on shared memory. */
function rootWeighted(column: Float64Array, weights: Float64Array): Float64Array {
  const out = sharedFloat64(column.length);
  for (let i = 0; i < out.length; i++) out[i] = column[i]! * Math.sqrt(weights[i]!);
  return out;
}

/** The correlations among some of the columns, in the order of `kept`. */
export function subMatrix(correlations: Float64Array, p: number, kept: readonly number[]): Float64Array {
  const m = kept.length;
  const out = new Float64Array(m * m);
  kept.forEach((j, r) => {
    kept.forEach((k, c) => {
      out[r * m + c] = correlations[j * p + k]!;
    });
  });
  return out;
}
