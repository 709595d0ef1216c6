import { fail } from '../../core/index.ts';
import { sharedFloat64, sharedInt32 } from '../../parallel/index.ts';

/**
 * What is known of firms beside their relations: rows that hold from a day on, as many per firm as the caller has (one per
 * application, say), in any order. An ask reads of each firm, its own and its neighbours, the last row whose day is not after
 * the ask's; a row must hold nothing that became known after its day.
 */
export interface SageNodes {
  readonly names: readonly string[];
  /** Number of the firm, and day, of each row. */
  readonly firms: Int32Array;
  readonly days: Int32Array;
  /** One per name; missing is NaN. */
  readonly columns: readonly Float64Array[];
}

/**
 * Where the values of a column lie: [value, place] with both ascending, place in -ROOT3 .. ROOT3, so that values of any spread
 * read alike; none for a column without values.
 */
export type Knots = readonly (readonly [number, number])[];

/** Half the range of a uniform variable of variance 1. */
const ROOT3 = Math.sqrt(3);
/** Quantiles that a column is described by. OWN. */
const QUANTILES = 32;

/** Knots of a column at quantiles of its values; equal quantiles are one knot, half way. */
export function knotsOf(column: Float64Array): Knots {
  const values = column.filter((value) => Number.isFinite(value)).sort();
  if (values.length === 0) return [];
  const knots: [number, number][] = [];
  for (let q = 0; q <= QUANTILES; ) {
    const value = values[Math.round((q / QUANTILES) * (values.length - 1))]!;
    const first = q;
    while (q <= QUANTILES && values[Math.round((q / QUANTILES) * (values.length - 1))] === value) q += 1;
    knots.push([value, ROOT3 * ((first + q - 1) / QUANTILES - 1)]);
  }
  return knots;
}

/** The place of a value among knots, straight lines between them; beyond the outer ones theirs; 0 for a missing value. */
export function placeOf(knots: Knots, value: number): number {
  if (knots.length === 0 || Number.isNaN(value)) return 0;
  let low = 0;
  let high = knots.length - 1;
  if (value <= knots[low]![0]) return knots[low]![1];
  if (value >= knots[high]![0]) return knots[high]![1];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (knots[middle]![0] <= value) low = middle;
    else high = middle;
  }
  const [from, at] = knots[low]!;
  const [to, next] = knots[high]!;
  return at + ((next - at) * (value - from)) / (to - from);
}

/** Rows of nodes as a network reads them, on shared memory. */
export interface EncodedNodes {
  readonly width: number;
  /** nRows x width, row-major. */
  readonly values: Float64Array;
  /** Rows of firm f are [offsets[f], offsets[f + 1]), by day. */
  readonly offsets: Int32Array;
  readonly days: Int32Array;
}

/** Encodes the columns `names` of nodes. @throws PARUS_TABLE_COLUMN_MISSING */
export function encodeNodes(
  nodes: SageNodes,
  names: readonly string[],
  knots: readonly Knots[],
  nFirms: number,
): EncodedNodes {
  const columns = names.map((column) => {
    const at = nodes.names.indexOf(column);
    if (at >= 0) return nodes.columns[at]!;
    throw fail('PARUS_TABLE_COLUMN_MISSING', {
      column,
      path: 'the nodes of the graph',
      available: nodes.names.join(', '),
    });
  });
  const rows = Array.from(nodes.firms.keys()).filter((row) => nodes.firms[row]! >= 0);
  rows.sort((a, b) => nodes.firms[a]! - nodes.firms[b]! || nodes.days[a]! - nodes.days[b]! || a - b);
  const width = names.length;
  const values = sharedFloat64(rows.length * width);
  const days = sharedInt32(rows.length);
  const offsets = sharedInt32(nFirms + 1);
  for (const [i, row] of rows.entries()) {
    days[i] = nodes.days[row]!;
    offsets[nodes.firms[row]! + 1]! += 1;
    for (let c = 0; c < width; c++) values[i * width + c] = placeOf(knots[c]!, columns[c]![row]!);
  }
  for (let f = 0; f < nFirms; f++) offsets[f + 1]! += offsets[f]!;
  return { width, values, offsets, days };
}

/** The row of a firm that holds on a day; -1 where there is none yet. */
export function rowOfDay({ offsets, days }: EncodedNodes, firm: number, day: number): number {
  for (let row = offsets[firm + 1]! - 1; row >= offsets[firm]!; row--) if (days[row]! <= day) return row;
  return -1;
}
