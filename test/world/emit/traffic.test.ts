import { describe, expect, it } from 'vitest';
import type { SourceRecord } from '../../../src/world/emit/sink.ts';
import { emitTraffic } from '../../../src/world/emit/traffic.ts';
import type { FirmLife } from '../../../src/world/life.ts';
import { weekOf } from '../../../src/world/timeline.ts';
import {
  correlation,
  covered,
  faultsOf,
  livesIn,
  mean,
  recordsFrom,
  wholeWorld,
  withService,
  worldWithGaps,
} from './shop-lives.ts';

const trafficOf = (life: FirmLife): SourceRecord<'traffic'>[] =>
  recordsFrom(emitTraffic, wholeWorld, life, 'traffic');
const shops = livesIn('retail', 'catering-lodging');

describe('emitTraffic', () => {
  it('keeps the contract: one record a week on its Sunday, three to seven days late', () => {
    for (const life of shops) {
      const counted = trafficOf(life);
      expect(faultsOf('traffic', counted, (r) => String(r.eventDate))).toEqual([]);
      for (const { eventDate, arrivalDate, dwellMinutes, returningShare } of counted) {
        expect((eventDate + 3) % 7).toBe(6);
        expect(arrivalDate - eventDate >= 3 && arrivalDate - eventDate <= 7).toBe(true);
        expect(dwellMinutes).toBeGreaterThan(1);
        expect(returningShare > 0 && returningShare < 1).toBe(true);
      }
    }
  });

  it('follows sales within a firm, with clear noise', () => {
    const correlations = shops
      .filter(({ deathDay }) => deathDay === undefined)
      .map((life) => {
        const counted = trafficOf(life);
        const sales = counted.map((r) => Math.log(life.sales[weekOf(wholeWorld.timeline, r.eventDate)]!));
        return correlation(
          sales,
          counted.map((r) => Math.log(r.visitors)),
        );
      });
    expect(mean(correlations)).toBeGreaterThan(0.6);
    expect(mean(correlations)).toBeLessThan(0.97);
  });

  it('keeps visitors longer and brings them back where service is good', () => {
    const at = (service: number, value: (r: SourceRecord<'traffic'>) => number): number =>
      mean(shops.flatMap((life) => trafficOf(withService(life, service)).map(value)));
    expect(at(1, (r) => r.returningShare)).toBeGreaterThan(at(-1, (r) => r.returningShare) + 0.08);
    expect(at(1, (r) => r.dwellMinutes)).toBeGreaterThan(1.05 * at(-1, (r) => r.dwellMinutes));
  });

  it('has nothing for other trades, uncovered firms and lost months', () => {
    const shop = shops[0]!;
    const uncovered = {
      ...shop,
      traits: { ...shop.traits, covered: { ...shop.traits.covered, traffic: false } },
    };
    expect(trafficOf(uncovered)).toEqual([]);
    expect(trafficOf(covered(shop, { fraud: 'shell' }))).toEqual([]);
    for (const life of livesIn('wholesale', 'e-commerce')) expect(trafficOf(life)).toEqual([]);
    expect(recordsFrom(emitTraffic, worldWithGaps(1), shop, 'traffic')).toEqual([]);
  });

  it('is the same for the same firm, and does not know of loans or fraud', () => {
    for (const life of shops.slice(0, 5)) {
      const other = covered(life, { application: undefined, loans: [], fraud: 'review-brushing' });
      expect(trafficOf(other)).toEqual(trafficOf(life));
    }
  });
});
