import { describe, expect, it } from 'vitest';
import { monthIndexOf } from '../../../src/core/index.ts';
import { sources } from '../../../src/sources/index.ts';
import { emitInvoices } from '../../../src/world/emit/invoices.ts';
import { firmIdOf, type SourceRecord, windowed } from '../../../src/world/emit/sink.ts';
import type { FirmLife, PartnerTrade } from '../../../src/world/life.ts';
import type { World } from '../../../src/world/world.ts';
import { baselineWorld, livesOf } from '../worlds.ts';

type Invoice = SourceRecord<'invoices'>;

const base = baselineWorld();
const { coverage } = base.scenario;
/** The same world without lost months. */
const world: World = {
  ...base,
  scenario: { ...base.scenario, coverage: { ...coverage, invoices: { low: 1, high: 1, gaps: 0 } } },
};
const everyone = livesOf(base, 150).map(covered);

function covered(life: FirmLife): FirmLife {
  return { ...life, traits: { ...life.traits, covered: { ...life.traits.covered, invoices: true } } };
}

function invoicesOf(life: FirmLife, inWorld: World = world): Invoice[] {
  const records: Invoice[] = [];
  emitInvoices(inWorld, life, (_, record) => records.push(record as Invoice));
  return records;
}

describe('emitInvoices', () => {
  it('keeps the contract: valid fields, arrival after the event, numbers unique within firm and direction', () => {
    for (const life of everyone.slice(0, 40)) {
      const seen = new Set<string>();
      for (const record of invoicesOf(life)) {
        expect(sources.invoices.record.safeParse(record).success).toBe(true);
        expect(record.arrivalDate).toBeGreaterThan(record.eventDate);
        const key = `${record.direction} ${record.number}`;
        expect(seen.has(key)).toBe(false);
        seen.add(key);
      }
      expect(seen.size).toBeGreaterThan(0);
    }
  });

  it('taxes every invoice at its rate, to the fen, red letters with the opposite sign', () => {
    let nRed = 0;
    for (const life of everyone) {
      for (const { amountFen, taxFen, taxRate } of invoicesOf(life)) {
        expect(Math.abs(taxFen - taxRate * amountFen)).toBeLessThanOrEqual(0.5 * (1 + taxRate) + 1e-6);
        if (amountFen < 0) nRed += 1;
      }
    }
    expect(nRed).toBeGreaterThan(0);
  });

  it('emits nothing for a firm the source does not cover, nor in the months it lost', () => {
    const [life] = everyone;
    const traits = { ...life!.traits, covered: { ...life!.traits.covered, invoices: false } };
    expect(invoicesOf({ ...life!, traits })).toEqual([]);
    const lossy = { low: 1, high: 1, gaps: 1 };
    const scenario = { ...base.scenario, coverage: { ...coverage, invoices: lossy } };
    expect(invoicesOf(life!, { ...base, scenario })).toEqual([]);
  });

  it('is a pure function of world and life, and stays inside the book', () => {
    for (const life of everyone.slice(0, 10)) {
      const once = invoicesOf(life);
      expect(invoicesOf(life, { ...world })).toEqual(once);
      for (const { eventDate } of once) {
        expect(monthIndexOf(eventDate)).toBeGreaterThanOrEqual(monthIndexOf(world.timeline.startDate));
        expect(eventDate).toBeLessThanOrEqual(world.timeline.endDate + 1);
      }
    }
  });

  it('does not look at applications, loans or death: records are the same without them', () => {
    for (const life of everyone.slice(0, 30)) {
      const blind = { ...life, application: undefined, loans: [], deathDay: undefined };
      expect(invoicesOf(blind)).toEqual(invoicesOf(life));
    }
  });

  it('puts on paper about what was sold with an invoice, no more', () => {
    let paper = 0;
    let sold = 0;
    for (const life of everyone) {
      const { cashShare } = world.scenario.industries[life.traits.industry];
      if (cashShare > 0.3) continue;
      for (const { direction, status, amountFen } of invoicesOf(life))
        if (direction === 'issued' && status === 'valid') paper += amountFen;
      for (let week = world.timeline.firstBookWeek; week < life.nWeeks; week++) {
        if (world.timeline.week0 + 7 * week > world.timeline.endDate) break;
        sold += life.sales[week]!;
      }
    }
    expect(paper / sold).toBeGreaterThan(0.7);
    expect(paper / sold).toBeLessThan(1.15);
  });

  it('lets worse-run firms void more', () => {
    const shareOf = (quality: number): number => {
      let voids = 0;
      let all = 0;
      for (const life of everyone.slice(0, 60)) {
        for (const { direction, status } of invoicesOf({ ...life, traits: { ...life.traits, quality } })) {
          if (direction !== 'issued') continue;
          all += 1;
          if (status === 'void') voids += 1;
        }
      }
      return voids / all;
    };
    expect(shareOf(-2)).toBeGreaterThan(1.5 * shareOf(2));
  });
});

describe('emitInvoices between firms of the book', () => {
  const delivered = Float64Array.from({ length: everyone[0]!.sales.length }, (_, w) => 1_000_000 + 777 * w);
  const paid = new Float64Array(delivered.length);
  const trade = (partner: number, role: PartnerTrade['role']): PartnerTrade => ({
    partner,
    role,
    delivered,
    paid,
  });
  const alive = everyone.filter(({ nWeeks, deathDay }) => deathDay === undefined && nWeeks > 130);
  const seller: FirmLife = { ...alive[0]!, partners: [trade(alive[1]!.traits.firm, 'seller')] };
  const buyer: FirmLife = { ...alive[1]!, partners: [trade(alive[0]!.traits.firm, 'buyer')] };
  const paper = (life: FirmLife, other: FirmLife): Invoice[] =>
    invoicesOf(life).filter(({ counterparty }) => counterparty === firmIdOf(other.traits.firm));

  it('gives both sides the same numbers, days, amounts and rates', () => {
    const shared = ({ eventDate, number, amountFen, taxFen, taxRate, status }: Invoice) => ({
      eventDate,
      number,
      amountFen,
      taxFen,
      taxRate,
      status,
    });
    const issued = paper(seller, buyer);
    const received = paper(buyer, seller);
    expect(issued.length).toBeGreaterThan(3);
    expect(issued.every(({ direction }) => direction === 'issued')).toBe(true);
    expect(received.every(({ direction }) => direction === 'received')).toBe(true);
    expect(received.map(shared)).toEqual(issued.map(shared));
  });

  it('invoices what was delivered, give or take what is still open', () => {
    const net = paper(seller, buyer).reduce((sum, { amountFen }) => sum + amountFen, 0);
    const { firstBookWeek, week0, endDate } = world.timeline;
    let sum = 0;
    for (let week = firstBookWeek; week0 + 7 * week <= endDate; week++) sum += delivered[week]!;
    expect(net / sum).toBeGreaterThan(0.7);
    expect(net / sum).toBeLessThan(1.3);
  });
});

describe('emitInvoices of fraudsters', () => {
  const honest: FirmLife = {
    ...everyone.find(({ deathDay, nWeeks }) => deathDay === undefined && nWeeks > 130)!,
    partners: [],
  };
  const asked = world.timeline.endDate - 200;
  const enquiries = [{ day: asked, lenderName: 'B01' }];

  it('invents sales to a few buyers in the half year before the owner asks for money, and at no other time', () => {
    const inflated = invoicesOf({ ...honest, enquiries, fraud: 'invoice-inflation' });
    const plain = invoicesOf({ ...honest, enquiries });
    const buyers = new Set(plain.map(({ counterparty }) => counterparty));
    const invented = inflated.filter(({ counterparty }) => !buyers.has(counterparty));
    expect(invented.length).toBeGreaterThan(5);
    expect(inflated.length - plain.length).toBe(invented.length);
    expect(new Set(invented.map(({ counterparty }) => counterparty)).size).toBeLessThanOrEqual(5);
    for (const { eventDate } of invented) {
      expect(eventDate).toBeGreaterThan(asked - 181);
      expect(eventDate).toBeLessThan(asked + 31);
    }
  });

  it('leaves a shell little but the circle it trades in', () => {
    const net = (life: FirmLife): number =>
      invoicesOf(life).reduce(
        (sum, { direction, amountFen }) => sum + (direction === 'issued' ? amountFen : 0),
        0,
      );
    expect(net({ ...honest, fraud: 'shell' })).toBeLessThan(0.4 * net(honest));
  });
});

describe('emitInvoices in the window', () => {
  it('lets nothing through that happened after the firm died', () => {
    const life = everyone.find(({ deathDay }) => deathDay !== undefined && deathDay < world.timeline.endDate);
    if (!life) throw new Error('no firm of the sample dies');
    const days: number[] = [];
    emitInvoices(
      world,
      life,
      windowed(world, life, (_, record) => days.push(record.eventDate)),
    );
    for (const day of days) expect(day).toBeLessThanOrEqual(life.deathDay!);
  });
});
