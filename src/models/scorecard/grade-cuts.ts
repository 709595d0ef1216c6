import { shortestBetween } from '../../binning/index.ts';
import { normalQuantile } from '../../core/index.ts';
import { chainIntervals, TRACK, traceChain } from '../../kernels/interval-chain.ts';
import { sortRowsByValue } from '../../kernels/sort-rows.ts';
import type { GradeBand } from '../artefact.ts';
import type { CountedGrades } from './grades-config.ts';

/** Cells of about equal rows from which grades are put together. OWN: fine enough for 30 grades, and cubed it is still little. */
const CELLS = 120;

/** Above every PD: the last grade takes the rest. */
const PD_BELOW_ALL = 1.01;

/** Rows in the order of their PD, cut into cells that never tear equal PDs apart. */
interface Cells {
  readonly rows: readonly number[];
  readonly bads: readonly number[];
  /** A short decimal between the PDs of cell k and cell k + 1. */
  readonly cuts: readonly number[];
}

/**
 * PD bands "G1" (safest) to at most "G<count>" whose bad rates on the training rows rise from each to the next by more than
 * chance, and which hold enough bads: of the partitions with most grades the likeliest, exactly, by dynamic programming.
 * One band where no two can be told apart.
 * @param pds probabilities of bad of the training rows @param bad 1 = bad
 */
export function cutGrades(
  pds: Float64Array,
  bad: Uint8Array,
  { count, minBads, maxPValue }: CountedGrades,
): GradeBand[] {
  const cells = cellsOf(pds, bad);
  const n = cells.rows.length;
  const gain = new Float64Array(n * n).fill(Number.NEGATIVE_INFINITY);
  const rows = new Float64Array(n * n);
  const bads = new Float64Array(n * n);
  for (let s = 0; s < n; s++) {
    for (let e = s; e < n; e++) {
      const at = s * n + e;
      rows[at] = (e > s ? rows[at - 1]! : 0) + cells.rows[e]!;
      bads[at] = (e > s ? bads[at - 1]! : 0) + cells.bads[e]!;
      if (bads[at]! >= minBads && bads[at]! < rows[at]!) gain[at] = logLikelihood(bads[at]!, rows[at]!);
    }
  }
  const minZ = maxPValue < 1 ? normalQuantile(1 - maxPValue) : 0;
  const step = new Int8Array(n * n * n);
  for (let s = 1; s < n; s++) {
    for (let s0 = 0; s0 < s; s0++) {
      const below = s0 * n + s - 1;
      for (let e = s; e < n; e++) {
        const above = s * n + e;
        if (rises(bads[below]!, rows[below]!, bads[above]!, rows[above]!, minZ))
          step[(s * n + s0) * n + e] = 1;
      }
    }
  }
  const tables = chainIntervals(n, gain, step, count);
  for (let k = tables.last.length - 1; k >= 0; k--) {
    const ends = tables.last[k]!.subarray(TRACK.rising * n, (TRACK.rising + 1) * n);
    const start = ends.reduce((top, value, s) => (value > ends[top]! ? s : top), 0);
    if (ends[start] === Number.NEGATIVE_INFINITY) continue;
    const starts = traceChain(tables, n, k, TRACK.rising, start);
    return starts.map((_, g) => ({
      grade: `G${g + 1}`,
      pdBelow: g + 1 < starts.length ? cells.cuts[starts[g + 1]! - 1]! : PD_BELOW_ALL,
    }));
  }
  return [{ grade: 'G1', pdBelow: PD_BELOW_ALL }];
}

function cellsOf(pds: Float64Array, bad: Uint8Array): Cells {
  const order = Uint32Array.from(pds.keys());
  sortRowsByValue(pds, order);
  const target = pds.length / CELLS;
  const cells = { rows: [] as number[], bads: [] as number[], cuts: [] as number[] };
  let [rows, bads] = [0, 0];
  order.forEach((row, i) => {
    rows += 1;
    bads += bad[row]!;
    const next = order[i + 1];
    if (next !== undefined && (i + 1 < target * (cells.rows.length + 1) || pds[next] === pds[row])) return;
    cells.rows.push(rows);
    cells.bads.push(bads);
    if (next !== undefined) cells.cuts.push(shortestBetween(pds[row]!, pds[next]!));
    [rows, bads] = [0, 0];
  });
  return cells;
}

function logLikelihood(bads: number, rows: number): number {
  return bads * Math.log(bads / rows) + (rows - bads) * Math.log(1 - bads / rows);
}

function rises(badsA: number, rowsA: number, badsB: number, rowsB: number, minZ: number): boolean {
  const difference = badsB / rowsB - badsA / rowsA;
  const pooled = (badsA + badsB) / (rowsA + rowsB);
  return difference > 0 && difference ** 2 >= minZ ** 2 * pooled * (1 - pooled) * (1 / rowsA + 1 / rowsB);
}
