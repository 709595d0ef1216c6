import { describe, expect, it } from 'vitest';
import {
  nextCase,
  openCase,
  parseReviewParams,
  personOf,
  type ReviewCase,
  type ReviewCommand,
  reviewEvent,
  standardReviewParams,
} from '../../../src/decision/review/index.ts';
import { decided } from '../card/decided.ts';
import { application, goodFeatures } from '../fixtures.ts';
import { DAY, openedCase, params, refusal } from './cases.ts';

const WORDS = 'The bank statements of May show the missing sales.';
const officer = { user: 'Li Na', role: 'officer' };
const senior = { user: 'wang.wei', role: 'senior' };
const head = { user: 'zhao', role: 'head' };
const approve: ReviewCommand = {
  type: 'proposed',
  outcome: 'approve',
  reasonCode: 'NEW_EVIDENCE',
  text: WORDS,
};
const decline: ReviewCommand = { ...approve, outcome: 'decline', reasonCode: 'RISK' };

/** The case after commands, one day each. */
function lived(
  before: ReviewCase,
  ...steps: readonly (readonly [ReviewCommand, { user: string; role: string }])[]
): ReviewCase {
  return steps.reduce(
    (one, [command, actor]) => nextCase(one, reviewEvent(one, command, actor, DAY + 1, params)),
    before,
  );
}

describe('openCase', () => {
  it('opens a review with priority and days by amount', async () => {
    const decision = await decided({ application: { ...application, amountFen: 150_000_000 } });
    expect(openCase(decision, DAY, params)).toMatchObject({
      type: 'opened',
      caseId: 'app-1',
      machine: 'review',
      codes: expect.arrayContaining(['AMOUNT_LARGE']),
      priority: 'high',
      dueDay: DAY + 1,
      expiresDay: DAY + 30,
      by: 'system',
    });
  });

  it('opens an appeal against a decline as high, and flags what cannot be overridden', async () => {
    const decision = await decided({ features: { ...goodFeatures, tax_arrears_365: 5 } });
    expect(openCase(decision, DAY, params)).toMatchObject({
      machine: 'decline',
      priority: 'high',
      regulatory: [],
    });
    const unknown = { ...decision, reasons: [{ code: 'FIRM_UNKNOWN', en: 'x', zh: 'x' }] };
    expect(openCase(unknown, DAY, params)).toMatchObject({ regulatory: ['FIRM_UNKNOWN'] });
  });

  it('opens nothing for an approval', async () => {
    const decision = await decided();
    expect(() => openCase(decision, DAY, params)).toThrow(refusal('it was approved'));
  });
});

describe('four eyes', () => {
  it('approves a referral by two persons', () => {
    const closed = lived(
      openedCase(),
      [{ type: 'claimed' }, officer],
      [approve, officer],
      [{ type: 'confirmed' }, senior],
    );
    expect(closed).toMatchObject({
      status: 'closed',
      resolution: { outcome: 'approve', by: 'li na', confirmedBy: 'wang.wei', closedDay: DAY + 1 },
    });
  });

  it('does not let the proposer confirm or return, in whatever spelling or role', () => {
    const proposed = lived(openedCase(), [{ type: 'claimed' }, officer], [approve, officer]);
    for (const user of ['Li Na', 'LI NA', ' li na ', 'ｌｉ ｎａ']) {
      const actor = { user, role: 'head' };
      expect(() => reviewEvent(proposed, { type: 'confirmed' }, actor, DAY + 1, params)).toThrow(
        refusal('another person must confirm'),
      );
      expect(() => reviewEvent(proposed, { type: 'returned', text: 'No.' }, actor, DAY + 1, params)).toThrow(
        refusal('another person must return'),
      );
    }
  });

  it('refuses names that could be mistaken for another', () => {
    for (const user of ['', '  ', 'li\u200bna', 'li  na', 'li\nna', '-li', 'a'.repeat(65)])
      expect(() => personOf(user), JSON.stringify(user)).toThrow(refusal('user got'));
    expect(personOf('李娜')).toBe('李娜');
    expect(personOf('Zoë O.Hara')).toBe('zoë o.hara');
  });

  it('gives a returned case back to who proposed it, with the words', () => {
    const returned = lived(
      openedCase(),
      [{ type: 'claimed' }, officer],
      [approve, officer],
      [{ type: 'returned', text: 'Which month?' }, senior],
    );
    expect(returned).toMatchObject({ status: 'claimed', assignee: 'li na', proposal: null });
    expect(returned.comments).toEqual([{ by: 'wang.wei', day: DAY + 1, text: 'Which month?' }]);
  });
});

describe('overrides', () => {
  const appeal = openedCase({ machine: 'decline', codes: ['TAX_ARREARS'] });

  it('need the right role twice, a reason of the list, and words', () => {
    const byOfficer = lived(appeal, [{ type: 'claimed' }, officer]);
    expect(() => reviewEvent(byOfficer, approve, officer, DAY + 1, params)).toThrow(
      refusal('role got officer; expected senior or head'),
    );
    const claimed = lived(appeal, [{ type: 'claimed' }, senior]);
    const vague = { ...approve, reasonCode: 'FEELS_RIGHT' };
    expect(() => reviewEvent(claimed, vague, senior, DAY + 1, params)).toThrow(
      refusal('reason got FEELS_RIGHT'),
    );
    const short = { ...approve, text: `ok${' '.repeat(40)}` };
    expect(() => reviewEvent(claimed, short, senior, DAY + 1, params)).toThrow(refusal('has 2 characters'));
    const proposed = lived(claimed, [approve, senior]);
    const other = { user: 'sun', role: 'senior' };
    expect(() => reviewEvent(proposed, { type: 'confirmed' }, other, DAY + 1, params)).toThrow(
      refusal('expected head'),
    );
    expect(lived(proposed, [{ type: 'confirmed' }, head]).resolution).toMatchObject({ outcome: 'approve' });
  });

  it('are not needed to uphold a decline', () => {
    const upheld = lived(
      appeal,
      [{ type: 'claimed' }, officer],
      [decline, officer],
      [{ type: 'confirmed' }, senior],
    );
    expect(upheld.resolution).toMatchObject({ outcome: 'decline' });
  });

  it('cannot lift a regulatory code, by anybody, also one that became regulatory meanwhile', () => {
    const forbidden = lived(
      openedCase({
        machine: 'decline',
        codes: ['PRICE_ABOVE_CAP_RISK'],
        regulatory: ['PRICE_ABOVE_CAP_RISK'],
      }),
      [{ type: 'claimed' }, head],
    );
    expect(() => reviewEvent(forbidden, approve, head, DAY + 1, params)).toThrow(
      refusal('cannot be overridden'),
    );
    const later = { ...params, regulatoryCodes: ['TAX_ARREARS'] };
    const proposed = lived(appeal, [{ type: 'claimed' }, senior], [approve, senior]);
    expect(() => reviewEvent(proposed, { type: 'confirmed' }, head, DAY + 1, later)).toThrow(
      refusal('TAX_ARREARS cannot be overridden'),
    );
  });
});

describe('the life of a case', () => {
  it('lets only who claimed it propose, and only one claim it', () => {
    const claimed = lived(openedCase(), [{ type: 'claimed' }, officer]);
    expect(() => reviewEvent(claimed, { type: 'claimed' }, senior, DAY + 1, params)).toThrow(
      refusal('it is claimed'),
    );
    expect(() => reviewEvent(claimed, approve, senior, DAY + 1, params)).toThrow(
      refusal('li na has claimed it'),
    );
  });

  it('lets a colleague be released by those who confirm, not by other officers', () => {
    const claimed = lived(openedCase(), [{ type: 'claimed' }, officer]);
    const other = { user: 'sun', role: 'officer' };
    expect(() => reviewEvent(claimed, { type: 'released' }, other, DAY + 1, params)).toThrow(
      refusal('role got officer'),
    );
    expect(lived(claimed, [{ type: 'released' }, senior])).toMatchObject({ status: 'open', assignee: null });
    expect(lived(claimed, [{ type: 'released' }, officer]).status).toBe('open');
  });

  it('escalates: high, due sooner, open again, and for the head to confirm', () => {
    const escalated = lived(
      openedCase(),
      [{ type: 'claimed' }, officer],
      [{ type: 'escalated', text: 'Related to another case.' }, officer],
    );
    expect(escalated).toMatchObject({ escalated: true, priority: 'high', dueDay: DAY + 2, status: 'open' });
    const proposed = lived(escalated, [{ type: 'claimed' }, officer], [decline, officer]);
    expect(() => reviewEvent(proposed, { type: 'confirmed' }, senior, DAY + 1, params)).toThrow(
      refusal('expected head'),
    );
  });

  it('snoozes until a later day before it expires', () => {
    const one = openedCase();
    expect(lived(one, [{ type: 'snoozed', until: DAY + 5 }, officer]).snoozedUntil).toBe(DAY + 5);
    for (const until of [DAY + 1, DAY + 31])
      expect(() => reviewEvent(one, { type: 'snoozed', until }, officer, DAY + 1, params)).toThrow(
        refusal('until got'),
      );
  });

  it('expires after its last day, not before, and can then be decided by nobody', () => {
    const one = openedCase();
    const expired = { type: 'expired' } as const;
    const system = { user: 'system', role: 'system' };
    expect(() => reviewEvent(one, expired, system, DAY + 30, params)).toThrow(
      refusal('can be decided until'),
    );
    expect(() => reviewEvent(one, { type: 'claimed' }, officer, DAY + 31, params)).toThrow(
      refusal('could be decided until'),
    );
    const gone = nextCase(one, reviewEvent(one, expired, system, DAY + 31, params));
    expect(gone).toMatchObject({ status: 'expired', resolution: null });
    expect(() => reviewEvent(gone, { type: 'claimed' }, officer, DAY + 31, params)).toThrow(
      refusal('it is expired'),
    );
  });

  it('does not go back in time', () => {
    const later = nextCase(
      openedCase(),
      reviewEvent(openedCase(), { type: 'claimed' }, officer, DAY + 5, params),
    );
    expect(() => reviewEvent(later, { type: 'commented', text: 'x' }, officer, DAY + 4, params)).toThrow(
      refusal('is before its last event'),
    );
  });

  it('keeps comments and evidence', () => {
    const evidence = { type: 'evidence-added', name: 'may.pdf', sha256: 'a'.repeat(64) } as const;
    const one = lived(openedCase(), [{ type: 'commented', text: 'Called.' }, officer], [evidence, officer]);
    expect(one.comments).toEqual([{ by: 'li na', day: DAY + 1, text: 'Called.' }]);
    expect(one.evidence).toEqual([{ by: 'li na', day: DAY + 1, name: 'may.pdf', sha256: 'a'.repeat(64) }]);
    const broken = { ...evidence, sha256: 'short' };
    expect(() => reviewEvent(one, broken, officer, DAY + 1, params)).toThrow(refusal('sha256'));
  });
});

describe('review parameters', () => {
  it('name every problem of a broken file at once', () => {
    const broken = { ...standardReviewParams, expireDays: 0, leastTextLength: 0 };
    expect(() => parseReviewParams(broken, 'review.json')).toThrow(
      expect.objectContaining({ code: 'PARUS_CONFIG_INVALID', issues: expect.arrayContaining([]) }),
    );
    expect(parseReviewParams(standardReviewParams, 'review.json')).toEqual(standardReviewParams);
  });
});
