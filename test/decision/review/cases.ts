import { expect } from 'vitest';
import type { ReviewCase, ReviewEvent } from '../../../src/decision/review/index.ts';
import { nextCase, standardReviewParams } from '../../../src/decision/review/index.ts';

export const DAY = 20_000;
export const params = standardReviewParams;

/** The event that opens a case of a referral over 150,000 yuan. */
export function opened(change: Partial<Extract<ReviewEvent, { type: 'opened' }>> = {}): ReviewEvent {
  return {
    type: 'opened',
    caseId: 'app-1',
    day: DAY,
    by: 'system',
    role: 'system',
    firmId: 'firm-1',
    machine: 'review',
    codes: ['TAX_MISSING'],
    regulatory: [],
    amountFen: 15_000_000,
    priority: 'normal',
    dueDay: DAY + 3,
    expiresDay: DAY + 30,
    ...change,
  };
}

export function openedCase(change: Parameters<typeof opened>[0] = {}): ReviewCase {
  return nextCase(undefined, opened(change));
}

export const refusal = (words: string | RegExp) =>
  expect.objectContaining({
    code: 'PARUS_REVIEW_REFUSED',
    message: typeof words === 'string' ? expect.stringContaining(words) : expect.stringMatching(words),
  });
