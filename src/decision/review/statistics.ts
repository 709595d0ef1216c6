import { type Share, shareOf } from '../../evaluation/index.ts';
import type { ReviewCase } from './case.ts';

/** How often persons approved cases that carried a reason: where the rate is high, the rule catches the wrong firms. */
export interface OverturnRow {
  readonly code: string;
  /** Decided cases that the engine had sent to review, and how many of them were approved. */
  readonly referrals: Share;
  /** Decided appeals against a decline, and how many of them were overturned. */
  readonly appeals: Share;
}

/** What the decided cases say of the policy and of the queue. */
export interface ReviewStatistics {
  readonly decided: number;
  readonly expired: number;
  readonly open: number;
  readonly referrals: Share;
  readonly appeals: Share;
  /** Decided cases that were closed by their due day. */
  readonly inTime: Share;
  /** Days from opening to closing, the middle of the decided cases; null without one. */
  readonly medianDays: number | null;
  /** By reason, most cases first. */
  readonly byCode: readonly OverturnRow[];
}

/** 95 %. */
const Z = 1.959964;

/** Counts what became of cases; shares carry Wilson's 95 % interval, since most reasons have few cases. */
export function reviewStatistics(cases: Iterable<ReviewCase>): ReviewStatistics {
  const all = [...cases];
  const decided = all.filter(({ resolution }) => resolution !== null);
  const codes = [...new Set(decided.flatMap((one) => one.codes))];
  const days = decided
    .map(({ resolution, openedDay }) => resolution!.closedDay - openedDay)
    .sort((a, b) => a - b);
  return {
    decided: decided.length,
    expired: all.filter(({ status }) => status === 'expired').length,
    open: all.filter(({ status }) => status !== 'expired' && status !== 'closed').length,
    ...approvals(decided),
    inTime: shareOf(
      decided.filter(({ resolution, dueDay }) => resolution!.closedDay <= dueDay).length,
      decided.length,
      Z,
    ),
    medianDays: days.length === 0 ? null : days[Math.floor((days.length - 1) / 2)]!,
    byCode: codes
      .map((code) => ({ code, ...approvals(decided.filter((one) => one.codes.includes(code))) }))
      .sort(
        (a, b) =>
          b.referrals.trials + b.appeals.trials - a.referrals.trials - a.appeals.trials ||
          (a.code < b.code ? -1 : 1),
      ),
  };
}

function approvals(decided: readonly ReviewCase[]): { referrals: Share; appeals: Share } {
  const shareApproved = (machine: ReviewCase['machine']): Share => {
    const some = decided.filter((one) => one.machine === machine);
    return shareOf(some.filter(({ resolution }) => resolution!.outcome === 'approve').length, some.length, Z);
  };
  return { referrals: shareApproved('review'), appeals: shareApproved('decline') };
}
