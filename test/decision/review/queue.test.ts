import { describe, expect, it } from 'vitest';
import {
  dueToExpire,
  nextCase,
  overdueDays,
  queueOf,
  type ReviewCase,
  reviewStatistics,
} from '../../../src/decision/review/index.ts';
import { DAY, openedCase } from './cases.ts';

const one = (caseId: string, change: Partial<ReviewCase> = {}): ReviewCase => ({
  ...openedCase({ caseId }),
  ...change,
});
const ids = (cases: readonly ReviewCase[]): string[] => cases.map(({ caseId }) => caseId);

describe('queueOf', () => {
  it('takes escalated cases first, then late ones, then by priority, due day, opening and id', () => {
    const cases = [
      one('g', { openedDay: DAY - 1 }),
      one('f'),
      one('e', { dueDay: DAY + 2 }),
      one('d', { priority: 'low', dueDay: DAY - 1 }),
      one('c', { priority: 'high' }),
      one('b', { escalated: true, priority: 'high' }),
      one('a'),
    ];
    expect(ids(queueOf(cases, DAY))).toEqual(['b', 'd', 'c', 'e', 'g', 'a', 'f']);
  });

  it('hides snoozed cases until their day, and what is decided for good', () => {
    const cases = [
      one('snoozed', { snoozedUntil: DAY + 2 }),
      one('closed', { status: 'closed' }),
      one('expired', { status: 'expired' }),
      one('open'),
    ];
    expect(ids(queueOf(cases, DAY))).toEqual(['open']);
    expect(ids(queueOf(cases, DAY, { withSnoozed: true }))).toEqual(['open', 'snoozed']);
    expect(ids(queueOf(cases, DAY + 2))).toEqual(['open', 'snoozed']);
    expect(queueOf([], DAY)).toEqual([]);
  });
});

describe('days', () => {
  it('counts days past the due day, and finds what must expire', () => {
    expect(overdueDays(one('a'), DAY + 3)).toBe(0);
    expect(overdueDays(one('a'), DAY + 5)).toBe(2);
    expect(ids(dueToExpire([one('a'), one('b', { status: 'closed' })], DAY + 30))).toEqual([]);
    expect(ids(dueToExpire([one('a'), one('b', { status: 'closed' })], DAY + 31))).toEqual(['a']);
  });
});

describe('reviewStatistics', () => {
  const closed = (
    caseId: string,
    machine: 'review' | 'decline',
    codes: readonly string[],
    outcome: 'approve' | 'decline',
    days: number,
  ): ReviewCase => {
    const head = { caseId, day: DAY + days, role: 'head' };
    let review = openedCase({ caseId, machine, codes: [...codes], dueDay: DAY + 3 });
    review = nextCase(review, { type: 'claimed', ...head, by: 'a' });
    review = nextCase(review, { type: 'proposed', ...head, by: 'a', outcome, reasonCode: 'R', text: 'why' });
    return nextCase(review, { type: 'confirmed', ...head, by: 'b' });
  };

  it('counts by reason how often persons approved what the engine had not', () => {
    const statistics = reviewStatistics([
      closed('1', 'review', ['TAX_MISSING'], 'approve', 1),
      closed('2', 'review', ['TAX_MISSING', 'AMOUNT_LARGE'], 'approve', 2),
      closed('3', 'review', ['TAX_MISSING'], 'decline', 5),
      closed('4', 'decline', ['TAX_ARREARS'], 'approve', 3),
      closed('5', 'decline', ['TAX_ARREARS'], 'decline', 4),
      one('6'),
      one('7', { status: 'expired' }),
    ]);
    expect(statistics).toMatchObject({
      decided: 5,
      open: 1,
      expired: 1,
      medianDays: 3,
      referrals: { hits: 2, trials: 3 },
      appeals: { hits: 1, trials: 2 },
      inTime: { hits: 3, trials: 5 },
    });
    expect(statistics.byCode.map(({ code }) => code)).toEqual(['TAX_MISSING', 'TAX_ARREARS', 'AMOUNT_LARGE']);
    expect(statistics.byCode[0]).toMatchObject({ referrals: { hits: 2, trials: 3 }, appeals: { trials: 0 } });
    // Wilson's 95 % interval of 1 in 2, known from textbooks: 9.5 % to 90.5 %.
    const [low, high] = statistics.appeals.interval;
    expect([low, high].map((end) => end.toFixed(3))).toEqual(['0.095', '0.905']);
  });

  it('is empty without a case', () => {
    expect(reviewStatistics([])).toMatchObject({ decided: 0, medianDays: null, byCode: [] });
  });
});
