import { describe, expect, it } from 'vitest';
import type { Day } from '../../../src/core/index.ts';
import { openDistrict } from '../../../src/world/economy/district.ts';
import { livesOf } from '../../../src/world/economy/life-of.ts';
import { runWeeks } from '../../../src/world/economy/run.ts';
import type { FirmLife, MonthAccount } from '../../../src/world/life.ts';
import { dueDay, outcomeOf } from '../../../src/world/loans.ts';
import { positionsOf, runOf, usualPayables, worldOf } from './districts.ts';

/** Late means more than a week: shorter delays are mere forgetting. */
const LATE_DAYS = 7;
/** Suppliers wait when they are owed a quarter more than agreed. */
const STRETCHED = 1.25;

type Creditor = 'suppliers' | 'utility' | 'tax' | 'social' | 'loan';

function isLate(due: Day, paid: Day | undefined): boolean {
  return (paid ?? Number.POSITIVE_INFINITY) - due > LATE_DAYS;
}

/** First day from the opening of our loan on, while the firm lived, on which each creditor waited; Infinity if never. */
function firstLate(life: FirmLife, stretched: readonly Day[]): Record<Creditor, number> {
  const loan = life.application!.loan!;
  const from = loan.openedDay;
  const until = life.deathDay ?? Number.POSITIVE_INFINITY;
  const first = (due: (m: MonthAccount) => Day, paid: (m: MonthAccount) => Day | undefined): number => {
    const days = life.months.filter((m) => isLate(due(m), paid(m))).map(due);
    return Math.min(...days.filter((day) => day >= from && day < until));
  };
  const missed = Array.from({ length: loan.termMonths }, (_, k) => k).filter((k) =>
    isLate(dueDay(loan, k), loan.paidDays[k]),
  );
  return {
    suppliers: Math.min(...stretched.filter((day) => day >= from)) - from,
    utility:
      first(
        (m) => m.utilityDueDay,
        (m) => m.utilityPaidDay,
      ) - from,
    tax:
      first(
        (m) => Math.max(m.taxDueDay, m.filedDay),
        (m) => m.taxPaidDay,
      ) - from,
    social:
      first(
        (m) => m.socialDueDay,
        (m) => m.socialPaidDay,
      ) - from,
    loan: Math.min(...missed.map((k) => dueDay(loan, k))) - from,
  };
}

/** When each creditor of the honest defaulters of a district waited first, in days since the loan. */
function defaultersOf(seed: number): Record<Creditor, number>[] {
  const world = worldOf({}, seed);
  const { week0, nWeeks } = world.timeline;
  const run = runOf(world);
  const d = openDistrict(world, 0, 1000);
  const stretched: Day[][] = d.traits.map(() => []);
  for (let week = 0; week < nWeeks; week++) {
    runWeeks(d, run, week, week + 1);
    for (const i of positionsOf(d))
      if (d.deathWeek[i]! > week && d.payables[i]! + d.linkedPayables[i]! > STRETCHED * usualPayables(d, i))
        stretched[i]!.push(week0 + 7 * week + 6);
  }
  return livesOf(d, run.draws).flatMap((life, i) => {
    const loan = life.application?.loan;
    const defaulted = loan && !loan.abandoned && !life.fraud && outcomeOf(loan).badDay !== undefined;
    return defaulted ? [firstLate(life, stretched[i]!)] : [];
  });
}

describe('defaulters who could not pay', () => {
  const defaulters = [7, 8, 9].flatMap(defaultersOf);
  /** Median day among those who let the creditor wait. */
  const median = (creditor: Creditor): number => {
    const days = defaulters.map((first) => first[creditor]).filter(Number.isFinite);
    return days.sort((a, b) => a - b)[days.length >> 1]!;
  };
  /** Defaulters who let `a` wait before `b`, less those who let `b` wait before `a`. */
  const balance = (a: Creditor, b: Creditor): number =>
    defaulters.reduce((sum, first) => sum + Math.sign(first[b] - first[a] || 0), 0);

  it('let suppliers wait first, then utilities, then tax, and the loan last, at the median', () => {
    expect(defaulters.length).toBeGreaterThan(40);
    expect(median('suppliers')).toBeLessThan(median('utility'));
    expect(median('utility')).toBeLessThan(median('tax'));
    expect(median('tax')).toBeLessThan(median('loan'));
  });

  it('let social insurance wait after utilities and before the loan, at the median', () => {
    expect(median('utility')).toBeLessThan(median('social'));
    expect(median('social')).toBeLessThan(median('loan'));
  });

  it('follow the order more often than they reverse it, for every pair of neighbours', () => {
    const order: readonly Creditor[] = ['suppliers', 'utility', 'tax', 'social', 'loan'];
    for (const [k, creditor] of order.slice(1).entries())
      expect(balance(order[k]!, creditor), `${order[k]} before ${creditor}`).toBeGreaterThan(0);
  });
});
