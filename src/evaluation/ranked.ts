import { argsortDescending } from '../kernels/ranking.ts';
import { sharedFloat64, sharedUint8 } from '../parallel/index.ts';
import type { BadFlags } from './labelled.ts';

/** Rows from the riskiest to the safest, sorted once; shared memory, so workers read it without a copy. */
export interface Ordered {
  /** Row number at each position. */
  readonly rows: Uint32Array;
  /** Descending. */
  readonly pd: Float64Array;
  readonly bad: Uint8Array;
}

/** Ordered rows with what a probability metric needs besides. */
export interface Ranked extends Ordered {
  /** Log-loss of each row, PD clipped to [LOG_LOSS_CLIP, 1 - LOG_LOSS_CLIP]. */
  readonly loss: Float64Array;
}

/** Keeps the log-loss of a certain and wrong PD finite: the spacing of doubles at 1, as scikit-learn >= 1.2 takes it. */
export const LOG_LOSS_CLIP = Number.EPSILON;

/** Sorts checked rows by any score. */
export function orderRows(scores: Float64Array, bad: BadFlags): Ordered {
  const n = scores.length;
  const sorted = argsortDescending(scores);
  const ordered = {
    rows: new Uint32Array(new SharedArrayBuffer(n * Uint32Array.BYTES_PER_ELEMENT)),
    pd: sharedFloat64(n),
    bad: sharedUint8(n),
  };
  ordered.rows.set(sorted);
  for (let p = 0; p < n; p++) {
    const row = sorted[p]!;
    ordered.pd[p] = scores[row]!;
    ordered.bad[p] = bad[row]!;
  }
  return ordered;
}

/** Sorts checked rows by PD. */
export function rankRows(pds: Float64Array, flags: BadFlags): Ranked {
  const { rows, pd, bad } = orderRows(pds, flags);
  const loss = sharedFloat64(pd.length);
  for (let p = 0; p < loss.length; p++) {
    const clipped = Math.min(1 - LOG_LOSS_CLIP, Math.max(LOG_LOSS_CLIP, pd[p]!));
    loss[p] = -Math.log(bad[p] === 1 ? clipped : 1 - clipped);
  }
  return { rows, pd, bad, loss };
}
