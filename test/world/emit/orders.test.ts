import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/core/index.ts';
import { campaignOf } from '../../../src/world/emit/brushing.ts';
import { emitOrders } from '../../../src/world/emit/orders.ts';
import { shopOf } from '../../../src/world/emit/shops.ts';
import type { SourceRecord } from '../../../src/world/emit/sink.ts';
import type { FirmLife } from '../../../src/world/life.ts';
import { weekOf } from '../../../src/world/timeline.ts';
import {
  covered,
  faultsOf,
  livesIn,
  recordsFrom,
  total,
  wholeWorld,
  withService,
  worldWithGaps,
} from './shop-lives.ts';

const { timeline } = wholeWorld;
const ordersOf = (life: FirmLife): SourceRecord<'orders'>[] =>
  recordsFrom(emitOrders, wholeWorld, life, 'orders');
const shops = livesIn('e-commerce');
const records = shops.map(ordersOf);
const lastWhole = weekOf(timeline, timeline.endDate) - 1;

/** Sums over a life's records by week. */
function byWeek(life: FirmLife, amount: (record: SourceRecord<'orders'>) => number): Map<number, number> {
  const weeks = new Map<number, number>();
  for (const record of ordersOf(life)) {
    const week = weekOf(timeline, record.eventDate);
    weeks.set(week, (weeks.get(week) ?? 0) + amount(record));
  }
  return weeks;
}

describe('emitOrders', () => {
  it('keeps the contract, arrives after a day or two, and tells a day and platform once', () => {
    for (const ordered of records) {
      expect(faultsOf('orders', ordered, (r) => `${r.eventDate} ${r.platform}`)).toEqual([]);
      for (const { eventDate, arrivalDate, orders, buyers, repeatBuyers, returnedOrders } of ordered) {
        expect([1, 2]).toContain(arrivalDate - eventDate);
        expect(repeatBuyers <= buyers && buyers <= orders).toBe(true);
        expect(orders + returnedOrders).toBeGreaterThan(0);
      }
    }
  });

  it('adds up to what an honest shop sells online, week by week', () => {
    for (const life of shops) {
      const { onlineShare } = shopOf(wholeWorld, life.traits);
      const end = Math.min(lastWhole, life.nWeeks - 1);
      for (const [week, sum] of byWeek(life, (r) => r.amountFen)) {
        if (week < timeline.firstBookWeek || week > end) continue;
        const online = onlineShare * life.sales[week]!;
        expect(Math.abs(sum - online)).toBeLessThanOrEqual(2);
      }
    }
  });

  it('orders far more on 11.11 than a week later', () => {
    const on = (day: number): number =>
      total(
        records.flat().filter((r) => r.eventDate === day),
        (r) => r.orders,
      );
    for (const festival of [dayOf(2024, 11, 11), dayOf(2025, 6, 18)])
      expect(on(festival)).toBeGreaterThan(2.5 * on(festival + 14));
  });

  it('sends back more where service is bad, a week or so after the orders', () => {
    const share = (service: number): number => {
      const all = shops.flatMap((life) => ordersOf(withService(life, service)));
      return total(all, (r) => r.returnedOrders) / total(all, (r) => r.orders);
    };
    expect(share(-1.5)).toBeGreaterThan(2 * share(1.5));
    // Nothing sold from a week on: returns go on for two weeks more, then end.
    const life = shops.find(({ nWeeks, traits }) => nWeeks > 120 && traits.weeklySalesFen > 2e6)!;
    const stopped = { ...life, sales: life.sales.map((sales, week) => (week < 80 ? sales : 0)) };
    const returns = byWeek(stopped, (r) => r.returnedOrders);
    expect((returns.get(80) ?? 0) + (returns.get(81) ?? 0)).toBeGreaterThan(0);
    expect([...returns.keys()].every((week) => week < 82)).toBe(true);
  });

  it('brings buyers back after good service', () => {
    const share = (service: number): number => {
      const all = shops.flatMap((life) => ordersOf(withService(life, service)));
      return total(all, (r) => r.repeatBuyers) / total(all, (r) => r.buyers);
    };
    expect(share(1)).toBeGreaterThan(share(-1) + 0.1);
  });

  it('shows brushing as behaviour: orders beyond sales, by buyers seen before, with few returns, in campaigns only', () => {
    let honestReturns = 0;
    let brushedReturns = 0;
    let honestRepeats = 0;
    let brushedRepeats = 0;
    let nCampaigns = 0;
    for (const life of shops.slice(0, 15)) {
      const brusher = covered(life, { fraud: 'review-brushing' });
      const [honest, brushed] = [ordersOf(life), ordersOf(brusher)];
      expect(byWeek(brusher, (r) => r.returnedOrders)).toEqual(byWeek(life, (r) => r.returnedOrders));
      const [plain, inflated] = [byWeek(life, (r) => r.amountFen), byWeek(brusher, (r) => r.amountFen)];
      for (const [week, sum] of plain) {
        const campaign = campaignOf(wholeWorld, brusher, week);
        if (campaign === undefined) expect(inflated.get(week)).toBe(sum);
        else if (week < lastWhole && sum > 1e6 && week < life.nWeeks - 1) {
          nCampaigns += 1;
          expect(inflated.get(week)).toBeGreaterThan(1.2 * sum);
        }
      }
      honestReturns += total(honest, (r) => r.returnedOrders) / total(honest, (r) => r.orders);
      brushedReturns += total(brushed, (r) => r.returnedOrders) / total(brushed, (r) => r.orders);
      honestRepeats += total(honest, (r) => r.repeatBuyers) / total(honest, (r) => r.buyers);
      brushedRepeats += total(brushed, (r) => r.repeatBuyers) / total(brushed, (r) => r.buyers);
    }
    expect(nCampaigns).toBeGreaterThan(20);
    expect(brushedReturns).toBeLessThan(0.92 * honestReturns);
    expect(brushedRepeats).toBeGreaterThan(1.15 * honestRepeats);
  });

  it('has nothing for uncovered firms, firms offline and lost months', () => {
    const shop = shops[0]!;
    const uncovered = {
      ...shop,
      traits: { ...shop.traits, covered: { ...shop.traits.covered, orders: false } },
    };
    expect(ordersOf(uncovered)).toEqual([]);
    expect(ordersOf(covered(shop, { fraud: 'shell' }))).toEqual([]);
    for (const life of livesIn('construction', 'catering-lodging')) expect(ordersOf(life)).toEqual([]);
    expect(recordsFrom(emitOrders, worldWithGaps(1), shop, 'orders')).toEqual([]);
  });

  it('is the same for the same firm, and does not know of loans', () => {
    for (const [i, life] of shops.slice(0, 3).entries())
      expect(ordersOf(covered(life, { application: undefined, loans: [] }))).toEqual(records[i]);
  });
});
