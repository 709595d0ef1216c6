import { describe, expect, it } from 'vitest';
import { monthlyCommitments } from '../../../src/world/economy/cash.ts';
import { type District, openDistrict } from '../../../src/world/economy/district.ts';
import { NEVER } from '../../../src/world/economy/layout.ts';
import { grantLoan, LENDER, LENDERS_PER_KIND, receiveLoans } from '../../../src/world/economy/loan-book.ts';
import { makePayments } from '../../../src/world/economy/payments.ts';
import { NO_DAY, RENT_DAY, type Week } from '../../../src/world/economy/week.ts';
import { flowOf, usualPayables, weekOf, worldOf } from './districts.ts';

const UNIT = 100_000;
const world = worldOf({ network: { linkedShare: 0 } }, 1);

/** A week late in its month, without rent day or payroll day: everything of the month before is due in it. */
function quietWeek(d: District): Week {
  for (let week = 40; ; week++) {
    const at = weekOf(d, week);
    const day = at.dayOfMonth.indexOf(at.start);
    if (day >= 20 && at.dayOfMonth[RENT_DAY] === NO_DAY && at.dayOfMonth[31] === NO_DAY) return at;
  }
}

/** One firm that forgets nothing, has no private means and owes each kind of obligation. */
function indebted(cash: number, changes?: (d: District, at: Week, account: number) => void) {
  const d = openDistrict(world, 4, 1);
  const at = quietWeek(d);
  d.forgetfulness[0] = 0;
  d.caution[0] = 1;
  d.honesty[0] = 0.9;
  d.payrollDay[0] = 31;
  d.wealth[0] = 0;
  d.payrollDue[0] = 2 * UNIT;
  d.rentDue[0] = UNIT;
  d.monthlyPayroll[0] = 2 * UNIT;
  d.monthlyRent[0] = UNIT;
  d.payables[0] = usualPayables(d, 0);
  const account = at.month - 1;
  d.month.tax[account] = UNIT;
  d.month.filedDay[account] = at.start - 10;
  d.month.electricity[account] = UNIT - 1;
  d.month.water[account] = 1;
  d.month.billDay[account] = at.start - 12;
  d.month.social[account] = UNIT;
  for (const paid of [d.month.taxPaidDay, d.month.utilityPaidDay, d.month.socialPaidDay]) paid.fill(NEVER);
  d.firstUnpaidTax[0] = d.firstUnpaidUtility[0] = d.firstUnpaidSocial[0] = account;
  d.nextBill[0] = at.start;
  // Opened a month before, so that the first instalment falls into this week.
  const lender = LENDER.bank * LENDERS_PER_KIND;
  grantLoan(d, 0, {
    lender,
    openedDay: at.start - 27,
    principalFen: 10 * UNIT,
    instalmentFen: UNIT,
    termMonths: 12,
  });
  receiveLoans(d, at);
  d.cash[0] = cash;
  changes?.(d, at, account);
  makePayments(d, at);
  const paid = (flow: Parameters<typeof flowOf>[2]): number => flowOf(d, at.week, flow, 0);
  return { d, at, account, paid };
}

describe('makePayments', () => {
  it('pays everything when there is plenty', () => {
    const { d, at, account, paid } = indebted(1_000 * UNIT);
    expect(paid('payroll')).toBe(2 * UNIT);
    for (const flow of ['rent', 'repayment', 'tax', 'utility', 'social'] as const)
      expect(paid(flow)).toBe(UNIT);
    expect(paid('purchase')).toBeGreaterThan(0);
    expect(d.loanPaid[0]).toBe(1);
    expect(d.month.utilityPaidDay[account]).toBe(at.start + 2);
    for (const first of [d.firstUnpaidTax, d.firstUnpaidUtility, d.firstUnpaidSocial])
      expect(first[0]).toBe(at.month);
    expect(d.nextBill[0]).toBe(NEVER);
  });

  it('gives up suppliers first, then utilities, tax, social insurance, then the loan, and staff last', () => {
    const met = (cash: number): string => {
      const { paid } = indebted(cash);
      const kept = (['purchase', 'utility', 'tax', 'social', 'repayment'] as const).filter(
        (f) => paid(f) > 0,
      );
      return [...kept, ...(paid('payroll') === 2 * UNIT ? ['staff'] : [])].join(' ');
    };
    // After staff, rent and loan (4 units): reserves of 4, 3, 1 and .88 units guard suppliers, utilities, tax and social.
    expect(met(12 * UNIT)).toBe('purchase utility tax social repayment staff');
    expect(met(10.5 * UNIT)).toBe('utility tax social repayment staff');
    expect(met(8 * UNIT)).toBe('tax social repayment staff');
    expect(met(6.5 * UNIT)).toBe('social repayment staff');
    expect(met(5 * UNIT)).toBe('repayment staff');
    expect(met(3.5 * UNIT)).toBe('staff');
    expect(met(UNIT)).toBe('');
  });

  it('keeps its reserves in months of payroll, rent and instalments', () => {
    const { d } = indebted(1_000 * UNIT);
    expect(monthlyCommitments(d, 0)).toBe(4 * UNIT);
  });

  it('never spends what it does not have', () => {
    for (let cash = 0; cash < 14 * UNIT; cash += UNIT / 4)
      expect(indebted(cash).d.cash[0]).toBeGreaterThanOrEqual(0);
  });

  it('pays each office before any reserve once it loses patience, and not a day earlier', () => {
    // Enough for staff, rent, loan and the oldest bill, nothing for reserves.
    const cash = 5 * UNIT;
    const powerCut = (daysLate: number) =>
      indebted(cash, (d, at, account) => {
        d.month.billDay[account] = at.end - 14 - daysLate;
      });
    expect(powerCut(59).paid('utility')).toBe(0);
    expect(powerCut(60).paid('utility')).toBe(UNIT);
    const accountFrozen = (daysLate: number) =>
      indebted(cash, (d, at, account) => {
        const month = account - 4;
        d.month.tax[month] = UNIT;
        d.month.filedDay[month] = at.end - daysLate;
        d.firstUnpaidTax[0] = month;
      });
    expect(accountFrozen(89).paid('tax')).toBe(0);
    expect(accountFrozen(90).paid('tax')).toBe(UNIT);
    const uninsured = (months: number) =>
      indebted(cash, (d, _at, account) => {
        d.month.social[account - months] = UNIT;
        d.firstUnpaidSocial[0] = account - months;
      });
    // The 25th of three months ago is less than 100 days back, that of four months ago more than 120.
    expect(uninsured(3).paid('social')).toBe(0);
    expect(uninsured(4).paid('social')).toBe(UNIT);
  });

  it('lets a willing owner of means cover staff, rent and instalments, and a dishonest one keep them', () => {
    const withWealth = (honesty: number) =>
      indebted(0, (d) => {
        d.wealth[0] = 100 * UNIT;
        // Honesty is the chance that the owner does it in a given week.
        d.honesty[0] = honesty;
      });
    const willing = withWealth(1);
    expect(willing.paid('equity')).toBe(4 * UNIT);
    expect(willing.d.wealth[0]).toBe(96 * UNIT);
    expect(willing.paid('repayment')).toBe(UNIT);
    const unwilling = withWealth(-1);
    expect(unwilling.paid('equity')).toBe(0);
    expect(unwilling.d.wealth[0]).toBe(100 * UNIT);
  });

  it('never pays an abandoned loan, however much cash there is', () => {
    const { d, paid } = indebted(1_000 * UNIT, (district) => {
      district.loanAbandoned[0] = 1;
    });
    expect(paid('repayment')).toBe(0);
    expect(d.loanPaid[0]).toBe(0);
  });

  it('invests loan money over weeks, and demand rises by its return', () => {
    const { d, paid } = indebted(1_000 * UNIT, (district) => {
      district.toInvest[0] = 80 * UNIT;
      district.gainPerInvested[0] = 0.8;
    });
    const invested = paid('other');
    expect(invested).toBeGreaterThanOrEqual(10 * UNIT);
    expect(d.toInvest[0]).toBe(80 * UNIT - invested);
    expect(d.investedGain[0]).toBeCloseTo((0.8 * invested) / (52 * d.weeklySales[0]!), 12);
  });

  it('pays the owner once a month, in the week of the payroll', () => {
    const { paid } = indebted(1_000 * UNIT);
    expect(paid('owner')).toBe(0);
    const onPayday = indebted(1_000 * UNIT, (d, at) => {
      d.payrollDay[0] = at.dayOfMonth.indexOf(at.start + 1);
    });
    expect(onPayday.paid('owner')).toBeGreaterThan(0);
  });
});
