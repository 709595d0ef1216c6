import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contributionFen } from '../../../../src/decision/policy/compare/comparable.ts';
import {
  type Comparable,
  compareDecisions,
  comparePolicies,
  snapshotsOf,
} from '../../../../src/decision/policy/index.ts';

const decision = (applicationId: string, change: Partial<Comparable> = {}): Comparable => ({
  applicationId,
  outcome: 'approve',
  limitFen: 10_000_00,
  annualRate: 0.1,
  termMonths: 12,
  expectedLossFen: 100_00,
  reasons: [],
  trace: {
    steps: [
      {
        step: 'price',
        input: { limitFen: 10_000_00, termMonths: 12, fenYears: 5_000_00 },
        output: {
          annualRate: 0.1,
          parts: { funding: 0.04, expectedLoss: 0.02, operating: 0.01, capital: 0.02 },
        },
      },
    ],
  },
  ...change,
});
const declined = (id: string, ...codes: string[]) =>
  decision(id, {
    outcome: 'decline',
    limitFen: 0,
    annualRate: null,
    expectedLossFen: 0,
    reasons: codes.map((code) => ({ code })),
    trace: { steps: [] },
  });
const reviewed = (id: string, ...codes: string[]) =>
  decision(id, { outcome: 'review', reasons: codes.map((code) => ({ code })) });

describe('contributionFen', () => {
  it('is the rate less funding, loss and operations, on the balance outstanding', () => {
    // (10 % - 4 % - 2 % - 1 %) x 5,000 yuan-years = 150 yuan; the charge for capital is not a cost.
    expect(contributionFen(decision('a'))).toBe(150_00);
    expect(contributionFen(declined('a'))).toBe(0);
    expect(contributionFen(decision('a', { trace: { steps: [] } }))).toBeNull();
  });
});

describe('compareDecisions', () => {
  const before = [decision('a'), decision('b'), declined('c', 'TAX'), reviewed('d', 'LARGE', 'TAX_LATE')];
  const after = [
    decision('a'),
    declined('b', 'LENDERS'),
    decision('c', { limitFen: 20_000_00, expectedLossFen: 300_00, annualRate: 0.16 }),
    reviewed('d', 'LARGE', 'LENDERS'),
  ];
  const bads = new Map([
    ['a', false],
    ['b', true],
  ]);

  it('says who moves where, and for what reasons', () => {
    const { applications, transitions, outcomesChanged, changes, reasons } = compareDecisions(
      before,
      after,
      bads,
    );
    expect([applications, outcomesChanged]).toEqual([4, 2]);
    expect(transitions).toEqual({
      approve: { approve: 1, review: 0, decline: 1 },
      review: { approve: 0, review: 1, decline: 0 },
      decline: { approve: 1, review: 0, decline: 0 },
    });
    expect(changes.map((change) => [change.applicationId, change.gained, change.lost, change.bad])).toEqual([
      ['b', ['LENDERS'], [], true],
      ['c', [], ['TAX'], null],
      ['d', ['LENDERS'], ['TAX_LATE'], null],
    ]);
    expect(reasons).toEqual([
      { code: 'LENDERS', gained: 2, lost: 0 },
      { code: 'TAX', gained: 0, lost: 1 },
      { code: 'TAX_LATE', gained: 0, lost: 1 },
    ]);
  });

  it('says what it costs', () => {
    const found = compareDecisions(before, after, bads);
    expect(found.before).toEqual({
      approved: 2,
      limitFen: 20_000_00,
      expectedLossFen: 200_00,
      contributionFen: 300_00,
      meanAnnualRate: 0.1,
    });
    // Weighted by limit: (10,000 x 10 % + 20,000 x 16 %) / 30,000.
    expect(found.after).toMatchObject({ approved: 2, limitFen: 30_000_00, expectedLossFen: 400_00 });
    expect(found.after.meanAnnualRate).toBeCloseTo(0.14, 12);
  });

  it('gives bad rates where ends are known, with their intervals', () => {
    const { badRates } = compareDecisions(before, after, bads);
    expect(badRates?.before).toMatchObject({ known: 2, bads: 1, rate: 0.5 });
    expect(badRates?.after).toMatchObject({ known: 1, bads: 0, rate: 0, low: 0 });
    expect(badRates?.transitions.approve.decline).toMatchObject({ known: 1, bads: 1, rate: 1, high: 1 });
    expect(badRates?.transitions.decline.approve).toEqual({
      known: 0,
      bads: 0,
      rate: null,
      low: null,
      high: null,
    });
    // Wilson for 1 of 2: centre 0.5, half-width 1.96 sqrt(0.125 + 0.9604 / 4) / (1 + 3.8415 / 2) = 0.4055.
    expect(badRates?.before.low).toBeCloseTo(0.0945, 3);
    expect(compareDecisions(before, after).badRates).toBeNull();
  });

  it('finds nothing between equal lists, and refuses lists of different applications', () => {
    expect(compareDecisions(before, before)).toMatchObject({ outcomesChanged: 0, changes: [], reasons: [] });
    expect(compareDecisions([], [])).toMatchObject({ applications: 0, changes: [] });
    expect(() => compareDecisions(before, after.slice(1))).toThrow(/4 decisions cannot be compared with 3/);
    expect(() => compareDecisions(before, after.toReversed())).toThrow(
      /decision 0 is of a before and of d after/,
    );
  });

  it('accounts for every application once, and turns round with the policies', () => {
    const outcome = fc.constantFrom('approve', 'review', 'decline');
    const reason = fc.uniqueArray(fc.constantFrom('A', 'B', 'C'));
    fc.assert(
      fc.property(fc.array(fc.tuple(outcome, outcome, reason, reason)), (pairs) => {
        const list = (which: 0 | 1) =>
          pairs.map((pair, i) =>
            decision(`a${i}`, {
              outcome: pair[which] as Comparable['outcome'],
              reasons: pair[which === 0 ? 2 : 3].map((code) => ({ code })),
            }),
          );
        const there = compareDecisions(list(0), list(1));
        const back = compareDecisions(list(1), list(0));
        const cells = Object.values(there.transitions).flatMap((row) => Object.values(row));
        expect(cells.reduce((sum, n) => sum + n, 0)).toBe(pairs.length);
        expect(there.outcomesChanged).toBe(pairs.filter(([a, b]) => a !== b).length);
        expect(back.transitions.approve.decline).toBe(there.transitions.decline.approve);
        expect(back.reasons.map(({ code, gained, lost }) => [code, lost, gained])).toEqual(
          there.reasons.map(({ code, gained, lost }) => [code, gained, lost]),
        );
        expect(back.before).toEqual(there.after);
      }),
    );
  });
});

describe('comparePolicies', () => {
  it('decides each snapshot under both rules, in their order', async () => {
    const asked: string[] = [];
    const found = await comparePolicies(['a', 'b'], 'old', 'new', async (id, rules) => {
      asked.push(`${id} ${rules}`);
      return rules === 'new' && id === 'b' ? declined(id, 'X') : decision(id);
    });
    expect(asked).toEqual(['a old', 'a new', 'b old', 'b new']);
    expect(found.transitions.approve).toEqual({ approve: 1, review: 0, decline: 1 });
  });
});

describe('snapshotsOf', () => {
  const recorded = (applicationId: string, features: Record<string, number | null>) => ({
    applicationId,
    trace: { snapshot: { features, applicationId } },
  });

  it('takes the last decision of each application, and names features that were not recorded', () => {
    const { snapshots, incomplete } = snapshotsOf(
      [recorded('a', { x: 1 }), recorded('b', { x: null, y: 2 }), recorded('a', { x: 3 })],
      ['y', 'x', 'y'],
    );
    expect(snapshots.map(({ applicationId, features }) => [applicationId, features['x']])).toEqual([
      ['a', 3],
      ['b', null],
    ]);
    expect(incomplete).toEqual([{ feature: 'y', absentIn: 1 }]);
  });
});
