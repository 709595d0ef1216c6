import { describe, expect, it } from 'vitest';
import {
  asManyAsBranch,
  judgeAgainstBranch,
  judgeBigDataApproval,
} from '../../../src/claims/experiments/against-branch.ts';
import { codesToDrop, judgeAutomation } from '../../../src/claims/experiments/automation.ts';
import type { DecidedBook } from '../../../src/claims/experiments/decided-book.ts';
import { judgeCost } from '../../../src/claims/experiments/loan-cost.ts';
import type { Outcome } from '../../../src/decision/index.ts';

interface Row {
  readonly outcome?: Outcome;
  readonly codes?: readonly string[];
  readonly pd?: number;
  readonly bad?: 0 | 1;
  readonly branch?: boolean;
}

function bookOf(rows: readonly Row[]): DecidedBook {
  return {
    outcome: rows.map(({ outcome }) => outcome ?? 'approve'),
    reviewCodes: rows.map(({ codes }) => codes ?? []),
    limitFen: rows.map(() => 10_000_000),
    pd: rows.map(({ pd }, i) => pd ?? i / rows.length),
    bad: rows.map(({ bad }) => bad ?? 0),
    truePd: rows.map(({ bad }) => bad ?? 0),
    amountFen: rows.map(() => 10_000_000),
    termMonths: rows.map(() => 12),
    branchApproves: rows.map(({ branch }) => branch ?? true),
    branchDays: rows.map(() => 14),
    branchCostFen: rows.map(() => 120_000),
  };
}

const times = (n: number, row: Row): Row[] => Array.from({ length: n }, () => row);

describe('codesToDrop', () => {
  const reviews = [
    ...times(6, { outcome: 'review', codes: ['A', 'B'] }),
    ...times(3, { outcome: 'review', codes: ['C'] }),
    ...times(91, {}),
  ];

  it('frees a case only when all its codes are gone', () => {
    expect(codesToDrop([bookOf(reviews)], 95)).toEqual(['A', 'B']);
    expect(codesToDrop([bookOf(reviews)], 96)).toEqual(['A', 'B']);
    expect(codesToDrop([bookOf(reviews)], 98)).toEqual(['A', 'B', 'C']);
  });

  it('drops nothing where the share is met, and gives up where no code stands behind a review', () => {
    expect(codesToDrop([bookOf(reviews)], 90)).toEqual([]);
    expect(codesToDrop([bookOf(times(3, { outcome: 'review' }))], 50)).toBeNull();
    expect(codesToDrop([bookOf([])], 95)).toEqual([]);
  });
});

describe('judgeAutomation', () => {
  it('counts what needs no person and names what would have to go', () => {
    const book = bookOf([...times(10, { outcome: 'review', codes: ['A'] }), ...times(90, {})]);
    const result = judgeAutomation([book, book]);
    expect(result).toMatchObject({
      value: 90,
      ci95: [90, 90],
      verdict: 'holds if',
      condition: { flipsAt: 'no person for A' },
    });
  });

  it('holds where hardly anyone is reviewed', () => {
    const book = bookOf([...times(4, { outcome: 'decline' }), ...times(96, {})]);
    expect(judgeAutomation([book, book]).verdict).toBe('holds');
  });
});

describe('judgeCost', () => {
  it('meets 30 yuan without reviews, but not the marginal cost that the bureau alone exceeds', () => {
    const book = bookOf([...times(40, { outcome: 'decline' }), ...times(60, {})]);
    const { value, verdict, condition } = judgeCost([book, book]);
    expect(value).toBeCloseTo(12.51 / 0.6 + 1, 9);
    expect(verdict).toBe('holds if');
    expect(condition?.flipsAt).toContain('3.1 yuan of data');
  });
});

describe('against the branch', () => {
  // The branch takes the first half, half of its bads among them; the scorecard ranks the bad last.
  const book = bookOf([
    ...times(5, { pd: 0.9, bad: 1 }),
    ...times(45, { pd: 0.2 }),
    ...times(5, { pd: 0.9, bad: 1, branch: false }),
    ...times(45, { pd: 0.1, branch: false }),
  ]);

  it('approves as many as the branch, the safest first, equal PDs in order', () => {
    const chosen = asManyAsBranch(book);
    expect(chosen.filter(Boolean).length).toBe(50);
    expect(chosen.slice(55).every(Boolean)).toBe(true);
    expect(chosen.slice(5, 10)).toEqual([true, true, true, true, true]);
    expect(chosen.slice(10, 55).some(Boolean)).toBe(false);
  });

  it('compares bad ratios at as many approvals', () => {
    const result = judgeAgainstBranch([book, book]);
    expect(result.value).toBeCloseTo(10, 9);
    expect(result.verdict).toBe('holds');
  });

  it('lets the worst part of a claim decide', () => {
    const result = judgeBigDataApproval([book, book]);
    expect(result.value).toBeCloseTo(100, 9);
    // Everyone is approved: nobody risky is identified.
    expect(result.measured).toContain('0.0 [0.0, 0.0] % of the bad not approved');
    expect(result.verdict).toBe('does not hold');
  });
});
