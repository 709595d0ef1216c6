import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParusError } from '../../../src/core/index.ts';
import {
  nextCase,
  type ReviewCase,
  type ReviewCommand,
  type ReviewEvent,
  reviewEvent,
} from '../../../src/decision/review/index.ts';
import { DAY, opened, params } from './cases.ts';

const WORDS = 'words that are long enough to explain it';
const command: fc.Arbitrary<ReviewCommand> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<ReviewCommand>({ type: 'claimed' }) },
  { weight: 1, arbitrary: fc.constant<ReviewCommand>({ type: 'released' }) },
  { weight: 1, arbitrary: fc.constant<ReviewCommand>({ type: 'commented', text: 'x' }) },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom('approve' as const, 'approve' as const, 'decline' as const)
      .map(
        (outcome): ReviewCommand => ({ type: 'proposed', outcome, reasonCode: 'NEW_EVIDENCE', text: WORDS }),
      ),
  },
  { weight: 6, arbitrary: fc.constant<ReviewCommand>({ type: 'confirmed' }) },
  { weight: 1, arbitrary: fc.constant<ReviewCommand>({ type: 'returned', text: 'x' }) },
  { weight: 1, arbitrary: fc.constant<ReviewCommand>({ type: 'escalated', text: 'x' }) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: DAY, max: DAY + 40 })
      .map((until): ReviewCommand => ({ type: 'snoozed', until })),
  },
  { weight: 1, arbitrary: fc.constant<ReviewCommand>({ type: 'expired' }) },
);
/** Three persons; the first comes in several spellings, and everybody in any role. */
const actor = fc.record({
  user: fc.constantFrom('ann', 'Ann', ' ANN ', 'ａｎｎ', 'bo', 'cy'),
  role: fc.constantFrom('officer', 'senior', 'head', 'head', 'intern'),
});
const days = fc.oneof(
  { weight: 40, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.constant(20) },
);
const steps = fc.array(fc.record({ command, actor, days }), { minLength: 30, maxLength: 60 });
const start = fc.record({
  machine: fc.constantFrom('review' as const, 'decline' as const),
  regulatory: fc.constantFrom<string[]>([], [], ['BLOCK_LISTED']),
});

interface Run {
  readonly one: ReviewCase;
  readonly events: readonly ReviewEvent[];
}

/** Does what the rules allow and passes over what they refuse. */
function walk(
  { machine, regulatory }: { machine: 'review' | 'decline'; regulatory: string[] },
  list: readonly { command: ReviewCommand; actor: { user: string; role: string }; days: number }[],
): Run {
  const first = opened({ machine, regulatory, codes: ['TAX_MISSING', ...regulatory] });
  let one = nextCase(undefined, first);
  const events: ReviewEvent[] = [first];
  let day = DAY;
  for (const { command: next, actor: who, days } of list) {
    day += days;
    try {
      const event = reviewEvent(one, next, who, day, params);
      one = nextCase(one, event);
      events.push(event);
    } catch (error) {
      if (!(error instanceof ParusError) || error.code !== 'PARUS_REVIEW_REFUSED') throw error;
    }
  }
  return { one, events };
}

describe('any sequence of commands', () => {
  it('reaches an approval only by two persons with the right roles, and never against a regulatory code', () => {
    let [approvals, overrides] = [0, 0];
    fc.assert(
      fc.property(start, steps, (given, list) => {
        const { one, events } = walk(given, list);
        const { resolution } = one;
        if (resolution?.outcome !== 'approve') return;
        approvals += 1;
        // Told from the record alone, not from the fold.
        const confirmed = events.at(-1)!;
        const proposed = events.findLast(({ type }) => type === 'proposed')!;
        const undone = events
          .slice(events.indexOf(proposed))
          .some(({ type }) => type === 'returned' || type === 'escalated' || type === 'expired');
        expect(confirmed.type).toBe('confirmed');
        expect(undone).toBe(false);
        expect(confirmed.by).not.toBe(proposed.by);
        expect(
          [...new Set([confirmed.by, proposed.by])].every((by) => ['ann', 'bo', 'cy'].includes(by)),
        ).toBe(true);
        expect(given.regulatory).toEqual([]);
        expect(params.roles.confirm).toContain(confirmed.role);
        if (given.machine === 'decline') {
          overrides += 1;
          expect(params.roles.overridePropose).toContain(proposed.role);
          expect(params.roles.overrideConfirm).toContain(confirmed.role);
        }
      }),
      { numRuns: 2000, seed: 7 },
    );
    // Not vacuous: approvals do happen.
    expect(approvals).toBeGreaterThan(100);
    expect(overrides).toBeGreaterThan(10);
  });

  it('is told by its record: the fold of the events is the case, and a closed case stays as it is', () => {
    fc.assert(
      fc.property(start, steps, (given, list) => {
        const { one, events } = walk(given, list);
        const again = events.reduce<ReviewCase | undefined>(nextCase, undefined);
        expect(again).toEqual(one);
        expect(JSON.parse(JSON.stringify(one))).toEqual(one);
        const end = events.findIndex(({ type }) => type === 'confirmed' || type === 'expired');
        if (end >= 0) expect(end).toBe(events.length - 1);
      }),
    );
  });

  it('cannot be forged by leaving out or changing the second person: the record does not replay', () => {
    fc.assert(
      fc.property(start, steps, (given, list) => {
        const { events, one } = walk(given, list);
        if (one.resolution === null) return;
        const forged = events.map((event) =>
          event.type === 'confirmed' ? { ...event, by: one.resolution!.by } : event,
        );
        expect(() => forged.reduce<ReviewCase | undefined>(nextCase, undefined)).toThrow(
          expect.objectContaining({ code: 'PARUS_REVIEW_REFUSED' }),
        );
      }),
    );
  });
});
