import { describe, expect, it } from 'vitest';
import { emitCrops } from '../../../src/world/emit/crops.ts';
import type { SourceRecord } from '../../../src/world/emit/sink.ts';
import { dayOfYear } from '../../../src/world/fields/weather.ts';
import type { FirmLife } from '../../../src/world/life.ts';
import { weekOf } from '../../../src/world/timeline.ts';
import { baselineWorld, livesOf } from '../worlds.ts';
import { covered, emitted, expectSound, gapless, inWindow, lossy } from './emitted.ts';

const base = baselineWorld();
const world = gapless(base);
const all = livesOf(base, 600);
const farms = all.filter(({ traits }) => traits.industry === 'agriculture').map((life) => covered(life));

/** The farm with another demand, by week. */
function withDemand(life: FirmLife, demand: (week: number) => number): FirmLife {
  return { ...life, logDemand: life.logDemand.map((_, week) => demand(week)) };
}

/** Mean NDVI of the pixels of a tile that are not under cloud; undefined under a whole cover. */
function ndviOfTile({ tile }: SourceRecord<'crops'>): number | undefined {
  const seen = [...Buffer.from(tile, 'base64')].filter((byte) => byte < 255);
  return seen.length === 0 ? undefined : seen.reduce((a, b) => a + b, 0) / seen.length / 200;
}

describe('emitCrops', () => {
  it('delivers a tile of 64 bytes of each field every ten days, cloud share as its pixels say', () => {
    for (const life of farms) {
      const records = inWindow(emitCrops, world, life, 'crops');
      expectSound('crops', records);
      const byParcel = Map.groupBy(records, ({ parcel }) => parcel);
      expect(byParcel.size).toBeLessThanOrEqual(4);
      for (const tiles of byParcel.values()) {
        expect(new Set(tiles.map(({ areaHa }) => areaHa)).size).toBe(1);
        for (const [i, { eventDate, arrivalDate, cloudShare, tile }] of tiles.entries()) {
          const bytes = [...Buffer.from(tile, 'base64')];
          expect(bytes).toHaveLength(64);
          expect(cloudShare).toBe(bytes.filter((byte) => byte === 255).length / 64);
          expect(arrivalDate - eventDate).toBeGreaterThanOrEqual(2);
          expect(arrivalDate - eventDate).toBeLessThanOrEqual(5);
          if (i > 0) expect(eventDate - tiles[i - 1]!.eventDate).toBe(10);
        }
      }
    }
  });

  it('shows more green over farms whose demand will be high, and knows it from 4 to 12 weeks ahead', () => {
    const { timeline } = world;
    const dropWeek = timeline.firstBookWeek + 70;
    let better = 0;
    let seen = 0;
    for (const life of farms.filter(({ deathDay }) => deathDay === undefined)) {
      const steady = emitted(
        emitCrops,
        world,
        withDemand(life, () => 0.4),
        'crops',
      );
      const failing = emitted(
        emitCrops,
        world,
        withDemand(life, (w) => (w < dropWeek ? 0.4 : -0.4)),
        'crops',
      );
      expect(failing).toHaveLength(steady.length);
      for (const [i, tile] of steady.entries()) {
        const week = weekOf(timeline, tile.eventDate);
        if (week + 12 < dropWeek) expect(failing[i]).toEqual(tile);
        const doy = dayOfYear(tile.eventDate);
        // High summer, when every calendar stands green and none has begun to ripen: a poor crop ripens later.
        if (week < dropWeek - 4 || doy < 205 || doy > 230) continue;
        const high = ndviOfTile(tile);
        const low = ndviOfTile(failing[i]!);
        if (high === undefined || low === undefined) continue;
        seen += 1;
        if (high > low) better += 1;
      }
    }
    expect(seen).toBeGreaterThan(50);
    expect(better / seen).toBeGreaterThan(0.97);
  });

  it('leaves most of the difference between farms to soil, weather and calendar', () => {
    const pairs: [number, number][] = [];
    for (const life of farms) {
      for (const record of emitted(emitCrops, world, life, 'crops')) {
        const doy = dayOfYear(record.eventDate);
        const ndvi = ndviOfTile(record);
        const week = weekOf(world.timeline, record.eventDate) + 8;
        if (doy < 205 || doy > 245 || ndvi === undefined || week >= life.nWeeks) continue;
        pairs.push([ndvi, life.logDemand[week]!]);
      }
    }
    const r = correlation(pairs);
    expect(pairs.length).toBeGreaterThan(200);
    expect(r).toBeGreaterThan(0.1);
    expect(r).toBeLessThan(0.75);
  });

  it('is clouded often, wholly and in part', () => {
    const shares = farms.flatMap((life) =>
      emitted(emitCrops, world, life, 'crops').map(({ cloudShare }) => cloudShare),
    );
    const share = (is: (cloud: number) => boolean): number => shares.filter(is).length / shares.length;
    expect(share((cloud) => cloud === 1)).toBeGreaterThan(0.1);
    expect(share((cloud) => cloud > 0 && cloud < 1)).toBeGreaterThan(0.1);
    expect(share((cloud) => cloud === 0)).toBeGreaterThan(0.3);
  });

  it('ends with the life of the farm', () => {
    const nWeeks = world.timeline.firstBookWeek + 50;
    for (const life of farms.filter((one) => one.nWeeks > nWeeks)) {
      const records = emitted(emitCrops, world, { ...life, nWeeks }, 'crops');
      expect(Math.max(...records.map(({ eventDate }) => eventDate))).toBeLessThan(
        world.timeline.week0 + 7 * nWeeks,
      );
    }
  });

  it('is the same twice, and nothing without cover, fields or surviving months', () => {
    const [farm] = farms;
    expect(emitted(emitCrops, gapless(baselineWorld()), farm!, 'crops')).toEqual(
      emitted(emitCrops, world, farm!, 'crops'),
    );
    const uncovered = {
      ...farm!,
      traits: { ...farm!.traits, covered: { ...farm!.traits.covered, crops: false } },
    };
    expect(emitted(emitCrops, world, uncovered, 'crops')).toEqual([]);
    const shop = covered(all.find(({ traits }) => traits.industry === 'retail')!);
    expect(emitted(emitCrops, world, shop, 'crops')).toEqual([]);
    expect(emitted(emitCrops, lossy(base), farm!, 'crops')).toEqual([]);
  });
});

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const n = pairs.length;
  const mx = pairs.reduce((sum, [x]) => sum + x, 0) / n;
  const my = pairs.reduce((sum, [, y]) => sum + y, 0) / n;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (const [x, y] of pairs) {
    xy += (x - mx) * (y - my);
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}
