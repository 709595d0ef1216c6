import { describe, expect, it } from 'vitest';
import { firstDayOfMonthIndex, monthIndexOf } from '../../../src/core/index.ts';
import { emitPayroll } from '../../../src/world/emit/payroll.ts';
import type { FirmLife, MonthAccount } from '../../../src/world/life.ts';
import { baselineWorld, livesOf } from '../worlds.ts';
import { covered, emitted, expectSound, gapless, inWindow, lossy } from './emitted.ts';

const base = baselineWorld();
const world = gapless(base);
const lives = livesOf(base, 300).map((life) => covered(life));

/** The life with other days of payment. */
function paying(life: FirmLife, dayOf: (account: MonthAccount) => number | undefined): FirmLife {
  return { ...life, months: life.months.map((account) => ({ ...account, socialPaidDay: dayOf(account) })) };
}

describe('emitPayroll', () => {
  it('declares, pays and notices what the accounts of the firm say, about two weeks late', () => {
    let late = 0;
    let notices = 0;
    for (const life of lives) {
      const records = inWindow(emitPayroll, world, life, 'payroll');
      expectSound('payroll', records);
      const accounts = new Map(life.months.map((account) => [account.periodStart, account]));
      for (const { kind, periodStart, amountFen, eventDate, arrivalDate, daysLate, ...rest } of records) {
        const { socialFen, socialDueDay, socialPaidDay, wagesFen } = accounts.get(periodStart)!;
        expect(amountFen).toBe(socialFen);
        expect(daysLate).toBe(Math.max(0, eventDate - socialDueDay));
        expect(arrivalDate - eventDate).toBeGreaterThanOrEqual(10);
        expect(arrivalDate - eventDate).toBeLessThanOrEqual(18);
        expect(rest.wagesFen).toBe(kind === 'declaration' ? wagesFen : undefined);
        if (kind === 'declaration') expect(rest.insured).toBeGreaterThanOrEqual(1);
        else expect(rest.insured).toBeUndefined();
        if (kind === 'payment') {
          expect(eventDate).toBe(socialPaidDay);
          if (daysLate > 0) late += 1;
        }
        if (kind === 'arrears') {
          notices += 1;
          expect(socialPaidDay ?? Number.POSITIVE_INFINITY).toBeGreaterThan(eventDate);
        }
      }
    }
    expect(late).toBeGreaterThan(0);
    expect(notices).toBeGreaterThan(0);
  });

  it('declares a month after it ended and never after it paid', () => {
    for (const life of lives) {
      const days = new Map<number, number>();
      for (const { kind, periodStart, eventDate } of emitted(emitPayroll, world, life, 'payroll')) {
        if (kind === 'declaration') days.set(periodStart, eventDate);
        expect(eventDate).toBeGreaterThanOrEqual(firstDayOfMonthIndex(monthIndexOf(periodStart) + 1));
        if (kind === 'payment') expect(eventDate).toBeGreaterThanOrEqual(days.get(periodStart)!);
      }
    }
  });

  it('notices arrears of those who never pay and of those who pay weeks late, not of the punctual', () => {
    const notices = (dayOf: (account: MonthAccount) => number | undefined): number[] =>
      lives.map(
        (life) =>
          emitted(emitPayroll, world, paying(life, dayOf), 'payroll').filter(({ kind }) => kind === 'arrears')
            .length,
      );
    expect(Math.max(...notices(({ socialDueDay }) => socialDueDay))).toBe(0);
    expect(Math.max(...notices(({ socialDueDay }) => socialDueDay + 20))).toBe(0);
    const unpaid = notices(() => undefined);
    const late = notices(({ socialDueDay }) => socialDueDay + 60);
    for (const [i, life] of lives.entries()) {
      const { startDate, endDate } = world.timeline;
      const owed = life.months.filter(
        ({ periodStart, socialFen }) => socialFen > 0 && periodStart >= startDate && periodStart <= endDate,
      );
      expect(unpaid[i]).toBeGreaterThanOrEqual(owed.length);
      expect(late[i]).toBeGreaterThanOrEqual(owed.length);
    }
  });

  it('insures more staff where more wages are paid', () => {
    const heads = (life: FirmLife): number =>
      Math.max(0, ...emitted(emitPayroll, world, life, 'payroll').map(({ insured }) => insured ?? 0));
    const [life] = lives.filter((one) => heads(one) >= 5);
    const tripled = {
      ...life!,
      months: life!.months.map((account) => ({ ...account, wagesFen: 3 * account.wagesFen })),
    };
    expect(heads(tripled) / heads(life!)).toBeCloseTo(3, 0);
  });

  it('is the same twice, and nothing without cover or surviving months', () => {
    const [life] = lives;
    expect(emitted(emitPayroll, gapless(baselineWorld()), life!, 'payroll')).toEqual(
      emitted(emitPayroll, world, life!, 'payroll'),
    );
    const hidden = { ...life!.traits.covered, payroll: false };
    const uncovered = { ...life!, traits: { ...life!.traits, covered: hidden } };
    expect(emitted(emitPayroll, world, uncovered, 'payroll')).toEqual([]);
    expect(emitted(emitPayroll, lossy(base), life!, 'payroll')).toEqual([]);
  });
});
