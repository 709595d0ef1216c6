import { describe, expect, it } from 'vitest';
import { dayOf, firstDayOfMonthIndex, monthIndexOf } from '../../../src/core/index.ts';
import { openDistrict } from '../../../src/world/economy/district.ts';
import { NEVER } from '../../../src/world/economy/layout.ts';
import {
  closeMonth,
  SOCIAL_SHARE,
  socialDueDay,
  taxDueDay,
  utilityDueDay,
} from '../../../src/world/economy/months.ts';
import { trade } from '../../../src/world/economy/trade.ts';
import { livedUntil, positionsOf, weekOf, worldOf } from './districts.ts';

const world = worldOf({}, 7, 12);
const { nWeeks, week0 } = world.timeline;
/** The first week that begins in January 2025. */
const JANUARY = Math.ceil((dayOf(2025, 1, 1) - week0) / 7);

describe('closeMonth', () => {
  const d = openDistrict(world, 0, 200);
  const at = weekOf(d, JANUARY);
  d.monthSales.fill(10_000_000);
  d.nextMonthSales.fill(70);
  d.monthWages.fill(800);
  d.monthSales[1] = 0;
  closeMonth(d, at);
  const entry = (i: number): number => (at.month - 1) * d.n + i;

  it('opens in the first week that begins after the month, and only there', () => {
    expect(at.startsMonth).toBe(true);
    expect(d.firstMonth + at.month).toBe(monthIndexOf(dayOf(2025, 1, 6)));
    const starts = Array.from({ length: nWeeks }, (_, week) => weekOf(d, week)).filter((w) => w.startsMonth);
    for (const { start } of starts) expect(start - firstDayOfMonthIndex(monthIndexOf(start))).toBeLessThan(7);
    expect(new Set(starts.map(({ month }) => month)).size).toBe(starts.length);
  });

  it('declares less than was sold by dishonest owners, and taxes what was declared', () => {
    for (const i of positionsOf(d)) {
      if (i === 1) continue;
      const declared = Math.round(10_000_000 * (0.5 + 0.5 * d.honesty[i]!));
      expect(d.month.sales[entry(i)]).toBe(10_000_000);
      expect(declared).toBeLessThan(10_000_000);
      expect(d.month.tax[entry(i)]).toBe(Math.round(declared * d.taxShare[i]!));
    }
  });

  it('bills some energy even in a month without sales, and no tax', () => {
    expect(d.month.electricity[entry(1)]).toBeGreaterThan(0);
    expect(d.month.water[entry(1)]).toBeGreaterThan(0);
    expect(d.month.tax[entry(1)]).toBe(0);
  });

  it('owes social insurance on the wages of the month', () => {
    expect(d.month.wages[entry(0)]).toBe(800);
    expect(d.month.social[entry(0)]).toBe(Math.round((800 * SOCIAL_SHARE) / (1 - SOCIAL_SHARE)));
    expect(d.monthWages[0]).toBe(0);
  });

  it('carries what the week sold in the next month over to it', () => {
    expect(d.monthSales[0]).toBe(70);
    expect(d.nextMonthSales[0]).toBe(0);
  });

  it('sets due days: tax on the 15th or the late filing, social insurance on the 25th, bills 14 days on', () => {
    const late: number[] = [];
    for (const i of positionsOf(d)) {
      const due = taxDueDay(d, i, at.month - 1);
      expect(due).toBe(Math.max(dayOf(2025, 1, 15), d.month.filedDay[entry(i)]!));
      if (due > dayOf(2025, 1, 15)) late.push(due);
      const billDay = d.month.billDay[entry(i)]!;
      expect(billDay >= dayOf(2025, 1, 3) && billDay <= dayOf(2025, 1, 8)).toBe(true);
      expect(utilityDueDay(d, i, at.month - 1)).toBe(billDay + 14);
    }
    expect(socialDueDay(d, at.month - 1)).toBe(dayOf(2025, 1, 25));
    expect(late.length).toBeGreaterThan(0);
    expect(late.length).toBeLessThan(40);
  });
});

describe('month accounts', () => {
  it('split a week between two months by days', () => {
    const d = openDistrict(world, 0, 100);
    const at = weekOf(d, JANUARY - 1);
    expect(at.shareInMonth).toBeLessThan(1);
    trade(d, at);
    for (const i of positionsOf(d)) {
      const sales = d.tape.sales[at.week * d.n + i]!;
      expect(d.monthSales[i]).toBe(Math.round(sales * at.shareInMonth));
      expect(d.monthSales[i]! + d.nextMonthSales[i]!).toBe(sales);
    }
  });

  it('add up to all sales of the weeks lived', () => {
    const d = livedUntil(world, 200);
    for (const i of positionsOf(d)) {
      let accounted = d.monthSales[i]! + d.nextMonthSales[i]!;
      for (let month = 0; month < d.nMonths; month++) accounted += d.month.sales[month * d.n + i]!;
      let sold = 0;
      for (let week = 0; week < nWeeks; week++) sold += d.tape.sales[week * d.n + i]!;
      expect(accounted).toBe(sold);
    }
  });

  it('never note a payment of a bill that did not come yet', () => {
    const d = livedUntil(world, 200);
    let paid = 0;
    for (let month = 0; month < d.nMonths; month++)
      for (const i of positionsOf(d)) {
        const at = month * d.n + i;
        const utility = d.month.utilityPaidDay[at]!;
        if (d.month.billDay[at] === 0 || utility === NEVER) continue;
        paid += 1;
        expect(utility).toBeGreaterThanOrEqual(d.month.billDay[at]!);
        expect(d.month.billDay[at]).toBeGreaterThanOrEqual(firstDayOfMonthIndex(d.firstMonth + month + 1));
      }
    expect(paid).toBeGreaterThan(1000);
  });
});
