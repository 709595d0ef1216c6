import { beforeAll, describe, expect, it } from 'vitest';
import { copyState, type District, openDistrict, twinOf } from '../../../src/world/economy/district.ts';
import { NEVER, NONE } from '../../../src/world/economy/layout.ts';
import { runWeeks } from '../../../src/world/economy/run.ts';
import { deliver, payPayables, placeOrders, windUp } from '../../../src/world/economy/supply-chain.ts';
import { flowOf, livedUntil, positionsOf, runOf, worldOf } from './districts.ts';

/** The buyer that owes the district most, and its suppliers there. */
function hubOf(d: District): { readonly hub: number; readonly suppliers: number[] } {
  const hub = positionsOf(d).reduce((a, b) => (d.linkedPayables[b]! > d.linkedPayables[a]! ? b : a));
  const { seller, firstLink } = d.network;
  return { hub, suppliers: [...new Set(seller.subarray(firstLink[hub]!, firstLink[hub + 1]!))] };
}

/** Firms that a chain of trade or of guarantees connects with `start`. */
function reached(d: District, start: number): Set<number> {
  const { seller, buyer } = d.network;
  const partners = positionsOf(d).map(() => new Set<number>());
  const join = (a: number, b: number): void => {
    partners[a]!.add(b);
    partners[b]!.add(a);
  };
  for (let link = 0; link < seller.length; link++) join(seller[link]!, buyer[link]!);
  for (const i of positionsOf(d)) if (d.guarantor[i] !== NONE) join(i, d.guarantor[i]!);
  const seen = new Set([start]);
  for (const i of seen) for (const j of partners[i]!) seen.add(j);
  return seen;
}

describe('contagion', () => {
  const world = worldOf({}, 7, 12);
  const FORK = 60;
  const AFTER = 26;
  const calm = livedUntil(world, 1000, FORK);
  const struck = twinOf(calm, world);
  const { hub, suppliers } = hubOf(calm);
  const sumOver = (d: District, flow: 'sales' | 'purchase', i: number): number => {
    let sum = 0;
    for (let week = FORK; week < FORK + AFTER; week++) sum += flowOf(d, week, flow, i);
    return sum;
  };
  const cashIn = (d: District, week: number, i: number): number => d.tape.cash[week * d.n + i]!;
  beforeAll(() => {
    copyState(calm, struck);
    // The hub cannot pay its staff and closes at the end of the week.
    struck.cash[hub] = 0;
    struck.wealth[hub] = 0;
    struck.payrollDue[hub] = 1e13;
    runWeeks(calm, runOf(world), FORK, FORK + AFTER);
    runWeeks(struck, runOf(world), FORK, FORK + AFTER);
  });

  it('kills one firm at once', () => {
    expect(suppliers.length).toBeGreaterThan(1);
    expect(struck.deathWeek[hub]).toBe(FORK);
    expect(calm.deathWeek[hub]).toBe(NEVER);
  });

  it('lets the collections of every supplier of it fall, and their own payments in sum', () => {
    const alive = suppliers.filter((i) => calm.deathWeek[i] === NEVER);
    expect(alive.length).toBeGreaterThan(0);
    for (const i of alive) expect(sumOver(struck, 'sales', i)).toBeLessThan(sumOver(calm, 'sales', i));
    const paid = (d: District): number => alive.reduce((sum, i) => sum + sumOver(d, 'purchase', i), 0);
    expect(paid(struck)).toBeLessThan(paid(calm));
  });

  it('travels a link a week: in the week of the blow nobody else feels it, in the next only partners', () => {
    const differ = (week: number): number[] =>
      positionsOf(calm).filter((i) => i !== hub && cashIn(calm, week, i) !== cashIn(struck, week, i));
    expect(differ(FORK)).toEqual([]);
    const partners = new Set(suppliers);
    const { seller, buyer } = calm.network;
    for (let link = 0; link < seller.length; link++) if (seller[link] === hub) partners.add(buyer[link]!);
    const next = differ(FORK + 1);
    expect(next.length).toBeGreaterThan(0);
    for (const i of next) expect(partners.has(i)).toBe(true);
    expect(differ(FORK + 20).length).toBeGreaterThan(next.length);
  });

  it('leaves whom no chain of trade or guarantees connects with it as they would have been', () => {
    const connected = reached(calm, hub);
    const others = positionsOf(calm).filter((i) => !connected.has(i));
    expect(others.length).toBeGreaterThan(50);
    for (const i of others)
      for (let week = FORK; week < FORK + AFTER; week++)
        expect(cashIn(struck, week, i)).toBe(cashIn(calm, week, i));
  });
});

describe('deliver, placeOrders and payPayables', () => {
  const world = worldOf({ network: { linkedShare: 1 } }, 3, 6);

  it('make an order of this week a sale and a debt of the next', () => {
    const d = openDistrict(world, 0, 100);
    const { seller, firstLink } = d.network;
    const i = positionsOf(d).find((b) => firstLink[b + 1]! - firstLink[b]! >= 2)!;
    const rest = placeOrders(d, i, 1_000_000);
    const links = positionsOf(d).slice(0, firstLink[i + 1]! - firstLink[i]!);
    const ordered = links.map((k) => d.linkOrdered[firstLink[i]! + k]!);
    expect(ordered.reduce((a, b) => a + b, rest)).toBe(1_000_000);
    for (const [k, amount] of ordered.entries())
      expect(amount).toBe(Math.floor(d.network.share[firstLink[i]! + k]! * 1_000_000));
    expect(d.linkedPayables[i]).toBe(0);
    deliver(d, 0);
    expect(d.linkedPayables[i]).toBe(1_000_000 - rest);
    for (const [k, amount] of ordered.entries()) {
      expect(d.linkedSales[seller[firstLink[i]! + k]!]).toBe(amount);
      expect(d.tape.delivered[firstLink[i]! + k]).toBe(amount);
    }
  });

  it('pay each supplier in proportion to what is owed to it, never more than was asked', () => {
    const d = openDistrict(world, 0, 100);
    const { firstLink } = d.network;
    for (const i of positionsOf(d)) placeOrders(d, i, 999_983);
    deliver(d, 0);
    for (const i of positionsOf(d)) {
      const [from, to] = [firstLink[i]!, firstLink[i + 1]!];
      const owed = d.linkOwed.slice(from, to);
      const all = d.payables[i]! + d.linkedPayables[i]!;
      const paid = payPayables(d, i, 1, Math.floor(all / 3));
      // Each link rounds down; what that leaves goes to the suppliers outside, as long as they are owed anything.
      expect(paid).toBe(Math.floor(all / 3));
      expect(d.payables[i]! + d.linkedPayables[i]!).toBe(all - paid);
      for (const [k, before] of owed.entries())
        expect(d.linkOwed[from + k]).toBe(before - Math.floor(paid * (before / all)));
    }
    const inTransit = d.transit.reduce((a, b) => a + b, 0);
    expect(inTransit).toBe(d.tape.paid.reduce((a, b) => a + b, 0));
    expect(inTransit).toBeGreaterThan(0);
  });

  it('order nothing from a supplier that is no more: all of it is had elsewhere', () => {
    const d = openDistrict(world, 0, 100);
    const { seller, firstLink } = d.network;
    const i = positionsOf(d).find((b) => firstLink[b + 1]! > firstLink[b]!)!;
    for (let link = firstLink[i]!; link < firstLink[i + 1]!; link++) d.deathWeek[seller[link]!] = 0;
    expect(placeOrders(d, i, 5_000)).toBe(5_000);
  });

  it('tell a buyer how much of its orders its suppliers could not fill', () => {
    const d = openDistrict(world, 0, 100);
    d.supply.fill(0.6);
    deliver(d, 0);
    const { share, firstLink } = d.network;
    for (const i of positionsOf(d)) {
      const within = share.subarray(firstLink[i]!, firstLink[i + 1]!).reduce((a, b) => a + b, 0);
      expect(d.shortage[i]).toBeCloseTo(0.4 * within, 12);
    }
  });
});

describe('windUp', () => {
  it('writes off what the firm owes, and leaves what it is owed to a liquidator', () => {
    const d = livedUntil(worldOf({ network: { linkedShare: 1 } }, 3, 6), 300, 50);
    const { seller, buyer } = d.network;
    const i = positionsOf(d).find(
      (f) => d.linkedPayables[f]! > 0 && d.linkedReceivables[f]! > d.transit[f]!,
    )!;
    const receivables = d.linkedReceivables.slice();
    const debts = positionsOf(d).map((f) => d.payables[f]! + d.linkedPayables[f]!);
    const owed = d.linkOwed.slice();
    windUp(d, i);
    for (const f of positionsOf(d)) {
      if (f === i) continue;
      let lost = 0;
      for (let link = 0; link < seller.length; link++)
        if (seller[link] === f && buyer[link] === i) lost += owed[link]!;
      expect(d.linkedReceivables[f]).toBe(receivables[f]! - lost);
      expect(d.payables[f]! + d.linkedPayables[f]!).toBe(debts[f]);
    }
    expect(d.linkedPayables[i]).toBe(0);
    expect(d.linkedReceivables[i]).toBe(d.transit[i]);
  });
});
