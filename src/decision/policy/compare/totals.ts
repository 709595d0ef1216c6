import { shareOf } from '../../../evaluation/index.ts';
import { type Comparable, contributionFen } from './comparable.ts';

/** What the approvals of one policy come to. */
export interface ApprovedTotals {
  readonly approved: number;
  readonly limitFen: number;
  readonly expectedLossFen: number;
  /** See `contributionFen`; null where some decision has no traced price. */
  readonly contributionFen: number | null;
  /** Mean rate of the approved limits, weighted by limit; null without approvals. */
  readonly meanAnnualRate: number | null;
}

/** Adds up the approvals among decisions. */
export function approvedTotals(decisions: readonly Comparable[]): ApprovedTotals {
  let limitFen = 0;
  let expectedLossFen = 0;
  let contribution: number | null = 0;
  let interest = 0;
  const approved = decisions.filter(({ outcome }) => outcome === 'approve');
  for (const decision of approved) {
    limitFen += decision.limitFen;
    expectedLossFen += decision.expectedLossFen;
    interest += decision.limitFen * (decision.annualRate ?? 0);
    const own = contributionFen(decision);
    contribution = contribution === null || own === null ? null : contribution + own;
  }
  return {
    approved: approved.length,
    limitFen,
    expectedLossFen,
    contributionFen: contribution,
    meanAnnualRate: limitFen > 0 ? interest / limitFen : null,
  };
}

/** Bads among applications whose end is known. */
export interface BadRate {
  readonly known: number;
  readonly bads: number;
  /** Null where no end is known. */
  readonly rate: number | null;
  /** Wilson interval at 95 %; null where no end is known. */
  readonly low: number | null;
  readonly high: number | null;
}

const Z_95 = 1.959963984540054;

/** The bad rate among the applications that `bads` knows the end of. */
export function badRateOf(applicationIds: Iterable<string>, bads: ReadonlyMap<string, boolean>): BadRate {
  let known = 0;
  let nBads = 0;
  for (const id of applicationIds) {
    const bad = bads.get(id);
    if (bad === undefined) continue;
    known += 1;
    if (bad) nBads += 1;
  }
  if (known === 0) return { known, bads: 0, rate: null, low: null, high: null };
  const { share, interval } = shareOf(nBads, known, Z_95);
  const [low, high] = interval;
  return { known, bads: nBads, rate: share, low, high };
}
