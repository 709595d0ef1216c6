import { type BadFlags, checkLabelled, type EvaluationPlace, UNNAMED_PLACE } from './labelled.ts';
import { type Ordered, orderRows } from './ranked.ts';

/** What turning away the riskiest `share` of the rows would catch. */
export interface LiftAt {
  readonly share: number;
  /** Lowest score among them. */
  readonly threshold: number;
  /** Share of all bads among them. */
  readonly capture: number;
  /** Bad rate among them. */
  readonly badRate: number;
  /** That bad rate over the overall one; 1 is chance. */
  readonly lift: number;
}

/** Shares that credit committees ask about. OWN. */
export const LIFT_SHARES = [0.01, 0.05, 0.1, 0.2, 0.3, 0.5] as const;

/**
 * Capture and lift of any scores (higher = riskier) at shares in (0, 1]. Where the cut falls into tied rows, or between two rows,
 * they count in proportion: the mean over all ways to break the tie. So capture is linear along ties, as a gains chart draws it.
 * @throws RangeError for a share outside (0, 1], and the errors of `evaluateRanking`
 */
export function liftAt(
  scores: Float64Array,
  bad: BadFlags,
  shares: readonly number[] = LIFT_SHARES,
  place: EvaluationPlace = UNNAMED_PLACE,
): LiftAt[] {
  for (const share of shares) {
    if (!(share > 0 && share <= 1)) throw new RangeError(`share is ${share}, expected within (0, 1]`);
  }
  checkLabelled(scores, bad, place, false);
  const ordered = orderRows(scores, bad);
  const bads = ordered.bad.reduce((sum, y) => sum + y, 0);
  return shares.map((share) => liftOfOrdered(ordered, bads, share));
}

/** Rounding of a share of one row: 7 % of 100 rows is 7.000000000000001 in double precision, and not a part of the eighth. OWN. */
const ROUNDING = 1e-12;

/** Rows that a share of `n` stands for, a whole number where only rounding keeps it from being one. */
function rowsOfShare(share: number, n: number): number {
  const rows = share * n;
  const whole = Math.round(rows);
  return whole > 0 && Math.abs(rows - whole) <= ROUNDING * n ? whole : rows;
}

function liftOfOrdered({ pd, bad }: Ordered, bads: number, share: number): LiftAt {
  const n = pd.length;
  const wanted = rowsOfShare(share, n);
  const last = Math.min(n, Math.max(1, Math.ceil(wanted))) - 1;
  let start = last;
  while (start > 0 && pd[start - 1] === pd[last]) start -= 1;
  let end = last + 1;
  while (end < n && pd[end] === pd[last]) end += 1;
  let badsAbove = 0;
  for (let p = 0; p < start; p++) badsAbove += bad[p]!;
  let tiedBads = 0;
  for (let p = start; p < end; p++) tiedBads += bad[p]!;
  const caught = badsAbove + (tiedBads * (wanted - start)) / (end - start);
  const badRate = caught / wanted;
  return { share, threshold: pd[last]!, capture: caught / bads, badRate, lift: badRate / (bads / n) };
}
