import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/core/index.ts';
import { emitPos } from '../../../src/world/emit/pos.ts';
import { shopOf } from '../../../src/world/emit/shops.ts';
import type { SourceRecord } from '../../../src/world/emit/sink.ts';
import type { FirmLife } from '../../../src/world/life.ts';
import { weekOf } from '../../../src/world/timeline.ts';
import {
  covered,
  faultsOf,
  lives,
  livesIn,
  mean,
  recordsFrom,
  total,
  wholeWorld,
  withService,
  worldWithGaps,
} from './shop-lives.ts';

const posOf = (life: FirmLife): SourceRecord<'pos'>[] => recordsFrom(emitPos, wholeWorld, life, 'pos');
const shops = livesIn('retail', 'catering-lodging', 'it-services').slice(0, 80);
const records = shops.map(posOf);

describe('emitPos', () => {
  it('keeps the contract, arrives after a day or two, and tells a day and channel once', () => {
    for (const settled of records.slice(0, 25)) {
      expect(faultsOf('pos', settled, (r) => `${r.eventDate} ${r.channel}`)).toEqual([]);
      for (const { eventDate, arrivalDate, transactions, customers, amountFen, refundsFen } of settled) {
        expect([1, 2]).toContain(arrivalDate - eventDate);
        expect(customers >= 1 && customers <= transactions).toBe(true);
        expect(amountFen > 0 && refundsFen <= amountFen).toBe(true);
      }
    }
  });

  it('never settles more in a week than is paid at once of the sales of the week', () => {
    for (const [i, life] of shops.entries()) {
      const { counterShare } = shopOf(wholeWorld, life.traits);
      const weeks = new Map<number, number>();
      for (const { eventDate, amountFen } of records[i]!) {
        const week = weekOf(wholeWorld.timeline, eventDate);
        weeks.set(week, (weeks.get(week) ?? 0) + amountFen);
      }
      for (const [week, sum] of weeks) expect(sum).toBeLessThanOrEqual(counterShare * life.sales[week]!);
    }
  });

  it('settles most of what is paid at once where the firm is digital, and less where it is not', () => {
    const shareOf = (life: FirmLife): number => {
      const { firstBookWeek } = wholeWorld.timeline;
      const sold = life.sales.subarray(firstBookWeek, firstBookWeek + 104).reduce((a, b) => a + b, 0);
      return total(posOf(life), (r) => r.amountFen) / (sold * shopOf(wholeWorld, life.traits).counterShare);
    };
    const living = livesIn('catering-lodging').filter(({ deathDay }) => deathDay === undefined);
    const digital = living.filter(({ traits }) => traits.digitalisation > 0.7).map(shareOf);
    const paper = living.filter(({ traits }) => traits.digitalisation < 0.5).map(shareOf);
    expect(mean(digital)).toBeGreaterThan(0.8);
    expect(mean(paper)).toBeLessThan(mean(digital) - 0.1);
  });

  it('sees restaurants full on Saturdays, and shops busy before the Spring Festival and quiet in it', () => {
    const taken = (settled: readonly SourceRecord<'pos'>[], on: (day: number) => boolean): number =>
      total(
        settled.filter((r) => on(r.eventDate)),
        (r) => r.amountFen,
      );
    const tables = livesIn('catering-lodging').flatMap(posOf);
    const weekday = (wanted: number) => (day: number) => (day + 3) % 7 === wanted;
    expect(taken(tables, weekday(5))).toBeGreaterThan(1.2 * taken(tables, weekday(0)));
    // 2025-01-29 was the Spring Festival, a Wednesday: of its week, Monday is the last day of shopping.
    const counters = livesIn('retail').flatMap(posOf);
    const [before, after] = [dayOf(2025, 1, 27), dayOf(2025, 1, 30)];
    expect(taken(counters, (day) => day === after)).toBeLessThan(
      0.5 * taken(counters, (day) => day === before),
    );
  });

  it('gives more money back where service is bad, as chance has it', () => {
    const refunds = (service: number): number => {
      const all = shops.flatMap((life) => posOf(withService(life, service)));
      return total(all, (r) => r.refundsFen) / total(all, (r) => r.amountFen);
    };
    expect(refunds(-1.5)).toBeGreaterThan(1.5 * refunds(1.5));
    expect(refunds(-1.5)).toBeLessThan(0.1);
  });

  it('has nothing for uncovered firms, firms without counters and lost months', () => {
    const shop = shops[0]!;
    const uncovered = {
      ...shop,
      traits: { ...shop.traits, covered: { ...shop.traits.covered, pos: false } },
    };
    expect(posOf(uncovered)).toEqual([]);
    for (const life of livesIn('construction', 'textile')) expect(posOf(life)).toEqual([]);
    expect(posOf(covered(shop, { fraud: 'shell' }))).toEqual([]);
    expect(recordsFrom(emitPos, worldWithGaps(1), shop, 'pos')).toEqual([]);
  });

  it('is the same for the same firm, and does not know of loans or fraud', () => {
    for (const life of shops.slice(0, 5)) {
      const other = covered(life, { application: undefined, loans: [], fraud: 'loan-stacking' });
      expect(posOf(other)).toEqual(posOf(life));
    }
    expect(lives.length).toBeGreaterThan(0);
  });
});
