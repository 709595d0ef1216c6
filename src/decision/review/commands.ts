import { type Day, fail, yuanToFen } from '../../core/index.ts';
import type { Decision } from '../decision.ts';
import { isOverride, nextCase, type ReviewCase, refused } from './case.ts';
import { type Priority, type ReviewEvent, reviewEventSchema } from './events.ts';
import type { ReviewParams } from './params.ts';

/** Who acts, in which role. The caller must have made sure of both: a queue does not authenticate. */
export interface Actor {
  readonly user: string;
  readonly role: string;
}

/** What somebody wants to do to a case; an event without who and when. */
export type ReviewCommand =
  | {
      [Type in Exclude<ReviewEvent['type'], 'opened' | 'escalated'>]: Omit<
        Extract<ReviewEvent, { readonly type: Type }>,
        'by' | 'role' | 'day' | 'caseId'
      >;
    }[Exclude<ReviewEvent['type'], 'opened' | 'escalated'>]
  | { readonly type: 'escalated'; readonly text: string };

/** The role in which the engine itself opens and expires cases. */
export const SYSTEM: Actor = { user: 'system', role: 'system' };

/**
 * A person's name in one spelling: compatibility forms folded, lower case, so that nobody confirms their own proposal as
 * `Li Na` after proposing it as `li na`.
 * @throws PARUS_REVIEW_REFUSED for an empty name and for anything but letters, digits, and . _ @ - between them
 */
export function personOf(user: string): string {
  const person = user.normalize('NFKC').trim().toLowerCase();
  if (
    !/^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M} ._@-]{0,62}[\p{L}\p{N}\p{M}])?$/u.test(person) ||
    / {2}/.test(person)
  )
    throw fail('PARUS_REVIEW_REFUSED', {
      problem: `user got "${user}"; expected letters and digits, with single spaces or . _ @ - between them`,
    });
  return person;
}

/**
 * Opens a case: for a review, or for a decline that the applicant appealed against.
 * @throws PARUS_REVIEW_REFUSED for an approval
 */
export function openCase(
  decision: Decision,
  day: Day,
  params: ReviewParams,
  actor: Actor = SYSTEM,
): ReviewEvent {
  const { outcome, applicationId, firmId, reasons, trace } = decision;
  if (outcome === 'approve')
    throw refused(
      { type: 'opened', caseId: applicationId },
      'it was approved; expected a review or a decline',
    );
  const codes = reasons.map(({ code }) => code);
  const { amountFen } = trace.snapshot.application;
  const priority = outcome === 'decline' ? 'high' : priorityOf(amountFen, params);
  return {
    type: 'opened',
    caseId: applicationId,
    day,
    by: personOf(actor.user),
    role: actor.role,
    firmId,
    machine: outcome,
    codes,
    regulatory: codes.filter((code) => params.regulatoryCodes.includes(code)),
    amountFen,
    priority,
    dueDay: day + params.slaDays[priority],
    expiresDay: day + params.expireDays,
  };
}

function priorityOf(amountFen: number, { priority }: ReviewParams): Priority {
  if (amountFen >= yuanToFen(priority.highFromYuan)) return 'high';
  return amountFen < yuanToFen(priority.lowBelowYuan) ? 'low' : 'normal';
}

/**
 * The event that a command becomes, or a refusal: checks role and parameters, then what no parameters can allow (`nextCase`).
 * @throws PARUS_REVIEW_REFUSED
 */
export function reviewEvent(
  before: ReviewCase,
  command: ReviewCommand,
  actor: Actor,
  day: Day,
  params: ReviewParams,
): ReviewEvent {
  const by = personOf(actor.user);
  const head = { caseId: before.caseId, day, by, role: actor.role };
  const raw =
    command.type === 'escalated'
      ? { ...command, ...head, dueDay: day + params.slaDays.high }
      : { ...command, ...head };
  const parsed = reviewEventSchema.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refused({ ...head, type: command.type }, `${issue?.path.join('.')}: ${issue?.message}`);
  }
  assertMay(before, parsed.data, params);
  nextCase(before, parsed.data);
  return parsed.data;
}

/** Roles, reasons and words. */
function assertMay(before: ReviewCase, event: ReviewEvent, params: ReviewParams): void {
  const { roles } = params;
  const need = (allowed: readonly string[]): void => {
    if (!allowed.includes(event.role))
      throw refused(event, `role got ${event.role}; expected ${allowed.join(' or ')}`);
  };
  switch (event.type) {
    case 'opened':
    case 'expired':
      // The calendar decides, not a role: an expired case is never an approval.
      return;
    case 'proposed': {
      const override = isOverride(before, event.outcome);
      need(override ? roles.overridePropose : roles.work);
      assertOverridable(before, event, event.outcome, params);
      if (override && !params.overrideReasons.includes(event.reasonCode)) {
        const expected = params.overrideReasons.join(', ');
        throw refused(event, `reason got ${event.reasonCode}; expected one of ${expected}`);
      }
      const length = event.text.trim().length;
      if (length < params.leastTextLength)
        throw refused(
          event,
          `its text has ${length} characters; expected at least ${params.leastTextLength}`,
        );
      return;
    }
    case 'confirmed': {
      const outcome = before.proposal?.outcome ?? 'decline';
      const isHigh = before.escalated || isOverride(before, outcome);
      need(isHigh ? roles.overrideConfirm : roles.confirm);
      assertOverridable(before, event, outcome, params);
      return;
    }
    case 'returned':
      need(roles.confirm);
      return;
    case 'released':
      need(before.assignee === event.by ? roles.work : roles.confirm);
      return;
    default:
      need(roles.work);
  }
}

/** Codes that became regulatory after the case was opened count too. */
function assertOverridable(
  { codes }: ReviewCase,
  event: ReviewEvent,
  outcome: string,
  { regulatoryCodes }: ReviewParams,
): void {
  const forbidden = codes.filter((code) => regulatoryCodes.includes(code));
  if (outcome === 'approve' && forbidden.length > 0)
    throw refused(event, `${forbidden.join(', ')} cannot be overridden by anybody`);
}
