import type { Day } from '../../core/index.ts';
import type { ReviewCase } from './case.ts';
import { priorities } from './events.ts';

/** Is the case still to be decided? */
export function isOpen({ status }: ReviewCase): boolean {
  return status !== 'closed' && status !== 'expired';
}

/** Days by which a case is past its due day, 0 or more. */
export function overdueDays({ dueDay }: ReviewCase, day: Day): number {
  return Math.max(0, day - dueDay);
}

/**
 * Undecided cases in the order in which they are to be taken: escalated first, then overdue ones, then by priority, due day,
 * day of opening and id. Snoozed cases come back on their day, or earlier with `withSnoozed`.
 */
export function queueOf(
  cases: Iterable<ReviewCase>,
  day: Day,
  { withSnoozed = false }: { readonly withSnoozed?: boolean } = {},
): ReviewCase[] {
  const rank = (one: ReviewCase): readonly number[] => [
    one.escalated ? 0 : 1,
    overdueDays(one, day) > 0 ? 0 : 1,
    priorities.indexOf(one.priority),
    one.dueDay,
    one.openedDay,
  ];
  return [...cases]
    .filter((one) => isOpen(one) && (withSnoozed || one.snoozedUntil === null || one.snoozedUntil <= day))
    .map((one) => ({ one, rank: rank(one) }))
    .sort((a, b) => compareRanks(a.rank, b.rank) || (a.one.caseId < b.one.caseId ? -1 : 1))
    .map(({ one }) => one);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

/** Undecided cases whose last day has passed. */
export function dueToExpire(cases: Iterable<ReviewCase>, day: Day): ReviewCase[] {
  return [...cases].filter((one) => isOpen(one) && day > one.expiresDay);
}
