import { describe, expect, it } from 'vitest';
import { dayOf, firstDayOfMonthIndex } from '../../src/core/index.ts';
import { accrueSales, type FirmState, openFirm } from '../../src/world/firm-state.ts';
import { closeMonths, declaredShare } from '../../src/world/obligations.ts';
import { baselineWorld } from './worlds.ts';

function firmAt(weekStart: number, number = 3): FirmState {
  const state = openFirm(baselineWorld(), number);
  state.weekStart = weekStart;
  return state;
}

describe('closeMonths', () => {
  it('closes a month in the first week that begins after it, once', () => {
    const state = firmAt(0);
    const next = firstDayOfMonthIndex(state.month + 1);
    state.monthSales = 1_000_000;
    state.weekStart = next - 1;
    closeMonths(state);
    expect(state.months).toHaveLength(0);
    state.weekStart = next;
    closeMonths(state);
    closeMonths(state);
    expect(state.months).toHaveLength(1);
    expect(state.monthSales).toBe(0);
    expect(state.months[0]).toMatchObject({
      periodStart: firstDayOfMonthIndex(state.month - 1),
      salesFen: 1_000_000,
    });
  });

  it('splits a week between two months by days', () => {
    const state = firmAt(0);
    const next = firstDayOfMonthIndex(state.month + 1);
    state.weekStart = next - 3;
    accrueSales(state, 700);
    expect([state.monthSales, state.nextMonthSales]).toEqual([300, 400]);
    state.weekStart = next + 4;
    closeMonths(state);
    expect(state.months[0]?.salesFen).toBe(300);
    expect([state.monthSales, state.nextMonthSales]).toEqual([400, 0]);
    accrueSales(state, 10);
    expect([state.monthSales, state.nextMonthSales]).toEqual([410, 0]);
  });

  it('declares less than was sold by dishonest owners, and taxes what was declared', () => {
    for (let number = 0; number < 20; number++) {
      const state = firmAt(dayOf(2025, 1, 6), number);
      state.month = (2025 - 1970) * 12 - 1;
      state.monthSales = 10_000_000;
      closeMonths(state);
      const account = state.months[0]!;
      expect(account.declaredFen).toBe(Math.round(10_000_000 * declaredShare(state.traits.honesty)));
      expect(account.declaredFen).toBeLessThan(10_000_000);
      expect(account.taxFen).toBe(Math.round(account.declaredFen * state.profile.taxShare));
      expect(account.taxDueDay).toBe(dayOf(2025, 1, 15));
      expect(account.billDay).toBeGreaterThanOrEqual(dayOf(2025, 1, 3));
      expect(account.utilityDueDay).toBe(account.billDay + 14);
    }
  });

  it('bills some energy even in a month without sales', () => {
    const state = firmAt(dayOf(2025, 1, 6));
    state.month = (2025 - 1970) * 12 - 1;
    closeMonths(state);
    expect(state.months[0]?.electricityFen).toBeGreaterThan(0);
    expect(state.months[0]?.waterFen).toBeGreaterThan(0);
    expect(state.months[0]?.taxFen).toBe(0);
  });
});
