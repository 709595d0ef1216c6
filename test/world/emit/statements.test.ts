import { describe, expect, it } from 'vitest';
import { civilOf, dayOf } from '../../../src/core/index.ts';
import type { SourceRecord } from '../../../src/world/emit/sink.ts';
import { emitStatements, tradeStocks } from '../../../src/world/emit/statements.ts';
import { type FirmLife, FLOW, FLOWS } from '../../../src/world/life.ts';
import { weekOf } from '../../../src/world/timeline.ts';
import { baselineWorld, livesOf } from '../worlds.ts';
import { covered, emitted, expectSound, gapless, inWindow, lossy } from './emitted.ts';

const base = baselineWorld();
const world = gapless(base);
const { timeline } = world;
const lives = livesOf(base, 400).map((life) => covered(life));
type Statement = SourceRecord<'statements'>;
const statements = (life: FirmLife): Statement[] => emitted(emitStatements, world, life, 'statements');
const of2024 = (life: FirmLife): Statement | undefined =>
  statements(life).find(({ periodEnd }) => periodEnd === dayOf(2024, 12, 31));
const keepers = lives.filter((life) => of2024(life) !== undefined);
const weeksOf2024 = {
  first: weekOf(timeline, dayOf(2024, 1, 1)) + 1,
  last: weekOf(timeline, dayOf(2024, 12, 31)),
};

describe('emitStatements', () => {
  it('balances, is drawn up within three months and handed over within six', () => {
    expect(keepers.length).toBeGreaterThan(40);
    for (const life of keepers) {
      const records = inWindow(emitStatements, world, life, 'statements');
      expectSound('statements', records);
      for (const { periodEnd, eventDate, arrivalDate, ...sheet } of records) {
        expect(civilOf(periodEnd)).toMatchObject({ month: 12, day: 31 });
        expect(eventDate - periodEnd).toBeGreaterThanOrEqual(30);
        expect(eventDate - periodEnd).toBeLessThan(90);
        expect(arrivalDate - periodEnd).toBeGreaterThanOrEqual(90);
        expect(arrivalDate - periodEnd).toBeLessThanOrEqual(180);
        expect(sheet.payablesFen + sheet.debtFen + sheet.equityFen).toBe(sheet.assetsFen);
        expect(sheet.cashFen + sheet.receivablesFen).toBeLessThan(sheet.assetsFen);
      }
    }
  });

  it('tells the sales, the cash and the stocks of an honest firm as they were', () => {
    for (const life of keepers.slice(0, 30)) {
      const honest = covered(life, { honesty: 1 });
      const { first, last } = weeksOf2024;
      const sheet = of2024(honest)!;
      let revenue = 0;
      for (let week = first; week <= last; week++) revenue += life.sales[week]!;
      // The days before the year's first Monday are filled in.
      expect(sheet.revenueFen / revenue).toBeGreaterThan(0.999);
      expect(sheet.revenueFen / revenue).toBeLessThan(1.03);
      expect(sheet.cashFen).toBe(life.cash[last]);
      expect(sheet.receivablesFen).toBe(tradeStocks(world, life).receivables[last]);
      expect(sheet.payablesFen).toBe(tradeStocks(world, life).payables[last]);
    }
  });

  it('takes from profit what staff, landlord, tax office and power cost, and neither loans nor the owner', () => {
    const honest = covered(keepers[0]!, { honesty: 1 });
    const profit = (life: FirmLife): number => of2024(life)!.profitFen;
    const more = (flow: keyof typeof FLOW, fen: number): FirmLife => {
      const flows = honest.flows.slice();
      flows[(weeksOf2024.first + 3) * FLOWS.length + FLOW[flow]]! += fen;
      return { ...honest, flows };
    };
    for (const flow of ['payroll', 'rent', 'tax', 'utility'] as const) {
      const cost = profit(honest) - profit(more(flow, 1_000_000));
      expect(cost / 1_000_000).toBeGreaterThan(0.99);
      expect(cost / 1_000_000).toBeLessThan(1.03);
    }
    for (const flow of ['loan', 'repayment', 'owner', 'other', 'purchase'] as const)
      expect(profit(more(flow, 1_000_000))).toBe(profit(honest));
  });

  it('charges the interest of loans by days and owes what is not repaid', () => {
    const loan = {
      lender: 'bank',
      lenderName: 'B01',
      openedDay: dayOf(2024, 1, 1),
      principalFen: 12_000_000,
      instalmentFen: 1_100_000,
      termMonths: 12,
      paidDays: [1, 2, 3].map((month) => dayOf(2024, 1 + month, 1)),
      abandoned: false,
    } as const;
    const honest = { ...covered(keepers[0]!, { honesty: 1 }), loans: [] };
    const indebted = { ...honest, loans: [{ ...loan, paidDays: [...loan.paidDays] }] };
    expect(of2024(indebted)!.debtFen).toBe(9_000_000);
    expect(of2024(honest)!.debtFen).toBe(0);
    const interest = of2024(honest)!.profitFen - of2024(indebted)!.profitFen;
    // The term ends with the year: 12 instalments less the principal.
    expect(interest / 1_200_000).toBeGreaterThan(0.99);
    expect(interest / 1_200_000).toBeLessThanOrEqual(1.001);
  });

  it('dresses up sales and profit and hides debt, the more the less honest the owner', () => {
    const indebted = keepers.filter((life) => of2024(covered(life, { honesty: 1 }))!.debtFen > 0);
    expect(indebted.length).toBeGreaterThan(10);
    for (const life of indebted) {
      const [best, middle, worst] = [1, 0.5, 0].map((honesty) => of2024(covered(life, { honesty }))!);
      expect(middle!.revenueFen).toBeGreaterThan(best!.revenueFen);
      expect(worst!.revenueFen).toBeGreaterThan(middle!.revenueFen);
      expect(worst!.profitFen).toBeGreaterThan(middle!.profitFen);
      expect(worst!.debtFen).toBeLessThan(middle!.debtFen);
      expect(middle!.debtFen).toBeLessThan(best!.debtFen);
      expect(worst!.equityFen).toBeGreaterThan(best!.equityFen);
      expect(worst!.cashFen).toBe(best!.cashFen);
    }
  });

  it('is kept by larger firms mostly, and audited for the largest alone', () => {
    const share = (weeklySalesFen: number): number =>
      lives.filter((life) => statements(covered(life, { weeklySalesFen })).length > 0).length / lives.length;
    expect(share(400_000)).toBeLessThan(0.2);
    expect(share(50_000_000)).toBeGreaterThan(0.8);
    for (const life of lives)
      for (const { audited, revenueFen } of statements(life))
        if (audited === 'yes') expect(revenueFen).toBeGreaterThanOrEqual(2_000_000_000);
    const giants = keepers.map((life) => ({ ...life, sales: life.sales.map((fen) => 1000 * fen) }));
    const audits = giants.map((life) => of2024(life)!.audited);
    expect(audits.filter((audited) => audited === 'yes').length / audits.length).toBeGreaterThan(0.5);
    expect(audits).toContain('no');
  });

  it('is the same twice, and nothing without cover or of a year that was lost', () => {
    const [life] = keepers;
    expect(emitted(emitStatements, gapless(baselineWorld()), life!, 'statements')).toEqual(statements(life!));
    const hidden = { ...life!.traits.covered, statements: false };
    expect(statements({ ...life!, traits: { ...life!.traits, covered: hidden } })).toEqual([]);
    expect(emitted(emitStatements, lossy(base), life!, 'statements')).toEqual([]);
  });
});

describe('tradeStocks', () => {
  const life = lives.find(({ traits, nWeeks }) => traits.industry === 'wholesale' && nWeeks > 150)!;
  const profile = world.scenario.industries[life.traits.industry];
  const base = life.traits.weeklySalesFen;
  /** A life of even trade: the same sales, receipts, orders and payments every week. */
  const even = (trade: { sales: number; receipts: number; orders: number; payments: number }): FirmLife => {
    const flows = new Float64Array(life.nWeeks * FLOWS.length);
    for (let week = 0; week < life.nWeeks; week++) {
      flows[week * FLOWS.length + FLOW.sales] = trade.receipts;
      flows[week * FLOWS.length + FLOW.purchase] = trade.payments;
    }
    const weekly = (fen: number): Float64Array => new Float64Array(life.nWeeks).fill(fen);
    return { ...life, flows, sales: weekly(trade.sales), orders: weekly(trade.orders) };
  };
  const order = Math.round(profile.purchaseShare * base);
  const usualOwed = (1 - profile.cashShare) * base * profile.collectionWeeks;
  const usualOwes = order * profile.supplierWeeks;

  it('stays as usual while as much comes in and goes out as is sold and ordered', () => {
    const stocks = tradeStocks(world, even({ sales: base, receipts: base, orders: order, payments: order }));
    for (const week of [0, 50, 150]) {
      expect(stocks.receivables[week]! / usualOwed).toBeCloseTo(1, 3);
      expect(stocks.payables[week]! / usualOwes).toBeCloseTo(1, 3);
    }
  });

  it('piles up what is not paid, and forgets half of it in most of a year once all is paid again', () => {
    const stopped = even({ sales: base, receipts: base, orders: order, payments: order });
    for (let week = 10; week < 20; week++) stopped.flows[week * FLOWS.length + FLOW.sales] = 0;
    const { receivables } = tradeStocks(world, stopped);
    const excess = (week: number): number => receivables[week]! - usualOwed;
    expect(excess(19) / (10 * base)).toBeGreaterThan(0.85);
    expect(excess(19) / (10 * base)).toBeLessThan(1);
    expect(excess(19 + 36) / excess(19)).toBeCloseTo(0.5, 2);
  });

  it('keeps what is owed to suppliers in full, and never falls below nothing', () => {
    const unpaid = tradeStocks(world, even({ sales: base, receipts: base, orders: order, payments: 0 }));
    expect(unpaid.payables[9]! / (usualOwes + 10 * order)).toBeCloseTo(1, 3);
    const overpaid = tradeStocks(world, even({ sales: 0, receipts: base, orders: 0, payments: order }));
    expect(Math.min(...overpaid.receivables, ...overpaid.payables)).toBeGreaterThanOrEqual(0);
  });
});
