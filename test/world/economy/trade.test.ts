import { describe, expect, it } from 'vitest';
import { type District, openDistrict } from '../../../src/world/economy/district.ts';
import { trade } from '../../../src/world/economy/trade.ts';
import type { ScenarioOverrides } from '../../../src/world/scenario.ts';
import { mergeDeep } from '../../../src/world/scenario-merge.ts';
import { flowOf, positionsOf, still, usualPayables, weekOf, worldOf } from './districts.ts';

/** Firms on their own, in a world in which nothing is left to chance but for the changes. */
function districtIn(firm: ScenarioOverrides['firm'] = {}, n = 60): District {
  const changes = mergeDeep(still, { firm, network: { linkedShare: 0 } }) as ScenarioOverrides;
  return openDistrict(worldOf(changes, 1), 0, n);
}

function tradeOnce(d: District): District {
  trade(d, weekOf(d, 0));
  return d;
}

describe('trade', () => {
  it('sells, collects and orders the normal week when nothing happens', () => {
    const before = districtIn();
    const d = tradeOnce(districtIn());
    for (const i of positionsOf(d)) {
      const base = d.traits[i]!.weeklySalesFen;
      const sales = Math.round(d.outsideShare[i]! * base);
      expect(d.tape.sales[i]).toBe(sales);
      expect(d.monthSales[i]! + d.nextMonthSales[i]!).toBe(sales);
      const received = flowOf(d, 0, 'sales', i);
      expect(d.cash[i]).toBe(before.cash[i]! + received);
      // What is not sold for cash becomes a receivable; only collections lower it.
      expect(d.receivables[i]).toBe(before.receivables[i]! + sales - received);
      expect(d.tape.orders[i]).toBeCloseTo(d.purchaseShare[i]! * sales, -1);
      expect(d.payables[i]).toBe(before.payables[i]! + d.tape.orders[i]!);
    }
  });

  it('loses at most the largest share of receivables when a customer fails', () => {
    const lucky = tradeOnce(districtIn());
    const unlucky = tradeOnce(districtIn({ customerDefaultPerYear: 52 }));
    let lost = 0;
    for (const i of positionsOf(lucky)) {
      const due = lucky.receivables[i]! + flowOf(lucky, 0, 'sales', i);
      const left = unlucky.receivables[i]! + flowOf(unlucky, 0, 'sales', i);
      expect(left).toBeLessThanOrEqual(due);
      expect(left).toBeGreaterThanOrEqual(due * (1 - lucky.topShare[i]!) - 1);
      lost += due - left;
    }
    expect(lost).toBeGreaterThan(0);
  });

  it('takes demand away for good when a large customer leaves', () => {
    const d = tradeOnce(districtIn({ customerLossPerYear: 52 }));
    const hit = positionsOf(d).filter((i) => d.logDemand[i]! < 0);
    expect(hit.length).toBeGreaterThan(5);
    for (const i of hit) expect(d.logDemand[i]).toBeGreaterThan(Math.log(1 - d.topShare[i]!));
  });

  it('delivers less to a firm that owes its suppliers too much, and relents when it has paid', () => {
    const d = districtIn();
    for (const i of positionsOf(d)) d.payables[i] = 5 * usualPayables(d, i);
    for (let week = 0; week < 4; week++) trade(d, weekOf(d, week));
    for (const i of positionsOf(d)) {
      expect(d.supply[i]).toBeLessThan(0.65);
      expect(d.tape.sales[3 * d.n + i]).toBeLessThan(d.tape.sales[i]!);
      d.payables[i] = 0;
    }
    for (let week = 4; week < 16; week++) {
      trade(d, weekOf(d, week));
      d.payables.fill(0);
    }
    for (const supply of d.supply) expect(supply).toBeGreaterThan(0.95);
  });

  it('lets customers feel missing goods and unpaid staff', () => {
    const [calm, short, unpaid] = [districtIn(), districtIn(), districtIn()];
    short.supply.fill(0.5);
    unpaid.payrollDue.fill(1);
    for (const d of [calm, short, unpaid]) tradeOnce(d);
    for (const i of positionsOf(calm)) {
      expect(short.service[i]).toBeLessThan(calm.service[i]!);
      expect(unpaid.service[i]).toBeLessThan(calm.service[i]!);
    }
  });

  it('never takes out more than there is in a private crisis', () => {
    const d = districtIn({ privateCrisesPerYear: 52 });
    d.cash.fill(100);
    d.cashShare.fill(0);
    d.receivables.fill(0);
    tradeOnce(d);
    for (const i of positionsOf(d)) {
      expect(d.cash[i]).toBeGreaterThanOrEqual(0);
      expect(d.cash[i]).toBe(100 + flowOf(d, 0, 'sales', i) - flowOf(d, 0, 'owner', i));
      expect(d.wealth[i]).toBe(0);
    }
  });

  it('adds an accident to what is owed', () => {
    const struck = tradeOnce(districtIn({ accidentsPerYear: 52 }));
    const calm = tradeOnce(districtIn());
    for (const i of positionsOf(calm)) expect(struck.payables[i]).toBeGreaterThan(calm.payables[i]!);
  });

  it('does nothing for a firm that is no more', () => {
    const d = districtIn();
    d.deathWeek.fill(0);
    const cash = d.cash.slice();
    trade(d, weekOf(d, 1));
    expect(d.cash).toEqual(cash);
    expect(d.tape.sales.subarray(d.n, 2 * d.n).every((sales) => sales === 0)).toBe(true);
  });
});
