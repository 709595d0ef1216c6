import { recalibrate } from '../../evaluation/index.ts';
import { pdOfMargin } from '../../models/index.ts';

/** Approval at a bad rate: applicants are approved from the safest up. */

/**
 * The highest PD such that approving everyone up to it has a bad rate of at most `badRate`; -Infinity where nobody can be. `outcome` is 1 for bad, or a true PD. Equal
 * PDs are approved together. Chosen on outcomes it profits from their luck: judge it on others.
 */
export function cutOffAt(pd: ArrayLike<number>, outcome: ArrayLike<number>, badRate: number): number {
  const order = Array.from({ length: pd.length }, (_, i) => i).sort((a, b) => pd[a]! - pd[b]!);
  let cutOff = Number.NEGATIVE_INFINITY;
  let bads = 0;
  for (const [k, i] of order.entries()) {
    bads += outcome[i]!;
    const next = order[k + 1];
    if (next !== undefined && pd[next] === pd[i]) continue;
    if (bads <= badRate * (k + 1) + ROUNDING) cutOff = pd[i]!;
  }
  return cutOff;
}

/** Sums of bads are exact to about this. */
const ROUNDING = 1e-9;

/**
 * The cut-off that a lender sets on a book of known outcomes: PDs are recalibrated on all its applicants (Cox 1958), and of the `members`, rows of the
 * book, everyone is approved up to the PD at which the recalibrated PDs of the approved are `badRate` on average. Two parameters are fitted to all
 * outcomes, so it carries over to other books; the highest cut-off that the members' own outcomes allow does not: that one picks
 * the luck of the few bads near it. Where PDs do not rank the outcomes, all or nobody.
 */
export function calibratedCutOff(
  pd: readonly number[],
  bad: readonly number[],
  badRate: number,
  members: readonly number[] = pd.map((_, i) => i),
): number {
  const observed = bad.reduce((sum, one) => sum + one, 0) / bad.length;
  const everyone = observed <= badRate ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  if (!bad.includes(0) || !bad.includes(1)) return everyone;
  const { cox } = recalibrate(Float64Array.from(pd), Uint8Array.from(bad));
  if (!cox || cox.slope.value <= 0) return everyone;
  const { slope, intercept } = cox;
  const own = members.map((i) => pd[i]!);
  const calibrated = own.map((p) => pdOfMargin(intercept.value + slope.value * Math.log(p / (1 - p))));
  return cutOffAt(own, calibrated, badRate);
}

/** What a cut-off approves of some applicants. */
export interface Approved {
  readonly applicants: number;
  readonly approved: number;
  /** Bads, or the sum of true PDs, among the approved. */
  readonly bads: number;
}

export function approvedAt(pd: ArrayLike<number>, outcome: ArrayLike<number>, cutOff: number): Approved {
  let approved = 0;
  let bads = 0;
  for (let i = 0; i < pd.length; i++) {
    if (!(pd[i]! <= cutOff)) continue;
    approved += 1;
    bads += outcome[i]!;
  }
  return { applicants: pd.length, approved, bads };
}

/** Share approved, in percent; NaN without applicants. */
export function approvalPercent({ applicants, approved }: Approved): number {
  return (100 * approved) / applicants;
}

/** Bad rate of the approved, in percent; NaN where nobody is. */
export function badPercent({ approved, bads }: Approved): number {
  return (100 * bads) / approved;
}
