import { type Day, type Fen, fail } from '../../core/index.ts';
import type { Priority, ReviewEvent, Verdict } from './events.ts';

/** What somebody wants a case to end in; another person must agree. */
export interface Proposal {
  readonly outcome: Verdict;
  readonly reasonCode: string;
  readonly text: string;
  readonly by: string;
  readonly role: string;
  readonly day: Day;
}

/** What a case ended in, and the two persons who answer for it. */
export interface Resolution extends Proposal {
  readonly confirmedBy: string;
  readonly confirmedRole: string;
  readonly closedDay: Day;
}

/** A case under review: the fold of its events. Plain JSON. */
export interface ReviewCase {
  readonly caseId: string;
  readonly firmId: string;
  readonly machine: 'review' | 'decline';
  readonly codes: readonly string[];
  readonly regulatory: readonly string[];
  readonly amountFen: Fen;
  readonly priority: Priority;
  readonly openedDay: Day;
  readonly dueDay: Day;
  readonly expiresDay: Day;
  readonly status: 'open' | 'claimed' | 'proposed' | 'closed' | 'expired';
  readonly escalated: boolean;
  /** Null while nobody has claimed it. */
  readonly assignee: string | null;
  /** Hidden from the queue before this day; null where it is not. */
  readonly snoozedUntil: Day | null;
  readonly proposal: Proposal | null;
  readonly resolution: Resolution | null;
  readonly comments: readonly {
    readonly by: string;
    readonly day: Day;
    readonly text: string;
  }[];
  readonly evidence: readonly {
    readonly by: string;
    readonly day: Day;
    readonly name: string;
    readonly sha256: string;
  }[];
  /** Day of the last event. */
  readonly lastDay: Day;
  readonly nEvents: number;
}

/**
 * The case after one more event; undefined is a case that is not open yet. What no parameters can allow is refused here, so that
 * a record that was tampered with does not replay into an approval: an event out of turn, a confirmation by the proposer, an approval
 * against a regulatory code, a day before the last one.
 * @throws PARUS_REVIEW_REFUSED
 */
export function nextCase(before: ReviewCase | undefined, event: ReviewEvent): ReviewCase {
  if (event.type === 'opened') return openedCase(before, event);
  if (before === undefined) throw refused(event, 'no such case');
  if (before.status === 'closed' || before.status === 'expired')
    throw refused(event, `it is ${before.status}`);
  if (event.day < before.lastDay)
    throw refused(event, `day ${event.day} is before its last event, day ${before.lastDay}`);
  if (event.day > before.expiresDay && event.type !== 'expired')
    throw refused(event, `it could be decided until day ${before.expiresDay}, got day ${event.day}`);
  const { by, role, day } = event;
  const after: ReviewCase = { ...before, lastDay: day, nEvents: before.nEvents + 1 };
  const must = (status: ReviewCase['status']): void => {
    if (before.status !== status) throw refused(event, `it is ${before.status}; expected ${status}`);
  };
  switch (event.type) {
    case 'claimed':
      must('open');
      return { ...after, status: 'claimed', assignee: by, snoozedUntil: null };
    case 'released':
      must('claimed');
      return { ...after, status: 'open', assignee: null };
    case 'commented':
      return { ...after, comments: [...before.comments, { by, day, text: event.text }] };
    case 'evidence-added': {
      const { name, sha256 } = event;
      return { ...after, evidence: [...before.evidence, { by, day, name, sha256 }] };
    }
    case 'proposed': {
      must('claimed');
      if (before.assignee !== by) throw refused(event, `${before.assignee} has claimed it`);
      assertAllowed(before, event, event.outcome);
      const { outcome, reasonCode, text } = event;
      const proposal = { outcome, reasonCode, text, by, role, day };
      return { ...after, status: 'proposed', proposal, snoozedUntil: null };
    }
    case 'confirmed': {
      must('proposed');
      const proposal = before.proposal!;
      if (proposal.by === by) throw refused(event, `${by} proposed it; another person must confirm`);
      assertAllowed(before, event, proposal.outcome);
      const resolution = { ...proposal, confirmedBy: by, confirmedRole: role, closedDay: day };
      return { ...after, status: 'closed', resolution };
    }
    case 'returned':
      must('proposed');
      if (before.proposal!.by === by)
        throw refused(event, `${by} proposed it; another person must return it`);
      return {
        ...after,
        status: 'claimed',
        proposal: null,
        comments: [...before.comments, { by, day, text: event.text }],
      };
    case 'escalated':
      return {
        ...after,
        status: 'open',
        assignee: null,
        proposal: null,
        escalated: true,
        priority: 'high',
        dueDay: Math.min(before.dueDay, event.dueDay),
        snoozedUntil: null,
        comments: [...before.comments, { by, day, text: event.text }],
      };
    case 'snoozed':
      if (before.status === 'proposed') throw refused(event, 'it waits for a confirmation');
      if (event.until <= day || event.until > before.expiresDay)
        throw refused(event, `until got day ${event.until}; expected ${day + 1} to ${before.expiresDay}`);
      return { ...after, snoozedUntil: event.until };
    case 'expired':
      if (day <= before.expiresDay) throw refused(event, `it can be decided until day ${before.expiresDay}`);
      return { ...after, status: 'expired', proposal: null, snoozedUntil: null };
  }
}

type Opened = Extract<ReviewEvent, { readonly type: 'opened' }>;

function openedCase(before: ReviewCase | undefined, event: Opened): ReviewCase {
  if (before !== undefined) throw refused(event, 'it is open already');
  const { caseId, firmId, machine, codes, regulatory, amountFen, priority, dueDay, expiresDay, day } = event;
  return {
    caseId,
    firmId,
    machine,
    codes,
    regulatory,
    amountFen,
    priority,
    openedDay: day,
    dueDay,
    expiresDay,
    status: 'open',
    escalated: false,
    assignee: null,
    snoozedUntil: null,
    proposal: null,
    resolution: null,
    comments: [],
    evidence: [],
    lastDay: day,
    nEvents: 1,
  };
}

function assertAllowed({ regulatory }: ReviewCase, event: ReviewEvent, outcome: Verdict): void {
  if (outcome === 'approve' && regulatory.length > 0)
    throw refused(event, `${regulatory.join(', ')} cannot be overridden by anybody`);
}

/** The coded refusal of an event. */
export function refused({ type, caseId }: Pick<ReviewEvent, 'type' | 'caseId'>, problem: string) {
  return fail('PARUS_REVIEW_REFUSED', { problem: `case ${caseId} cannot be ${type}: ${problem}` });
}

/** Is this case's approval, proposed or final, against what the engine said? */
export function isOverride({ machine }: ReviewCase, outcome: Verdict): boolean {
  return machine === 'decline' && outcome === 'approve';
}
