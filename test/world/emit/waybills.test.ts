import { describe, expect, it } from 'vitest';
import { emitWaybills } from '../../../src/world/emit/waybills.ts';
import type { FirmLife } from '../../../src/world/life.ts';
import { weekOf } from '../../../src/world/timeline.ts';
import { baselineWorld, livesOf } from '../worlds.ts';
import { covered, emitted, expectSound, gapless, inWindow, lossy } from './emitted.ts';

const base = baselineWorld();
const world = gapless(base);
const all = livesOf(base, 200).map((life) => covered(life));
const shippers = all.filter((life) => emitted(emitWaybills, world, life, 'waybills').length > 0);
const kilograms = (life: FirmLife, direction: 'sent' | 'received'): number =>
  emitted(emitWaybills, world, life, 'waybills')
    .filter((record) => record.direction === direction)
    .reduce((sum, { weightKg }) => sum + weightKg, 0);

describe('emitWaybills', () => {
  it('writes one to five a week, numbered within the day, one to three days late', () => {
    for (const life of shippers) {
      const records = inWindow(emitWaybills, world, life, 'waybills');
      expectSound('waybills', records);
      const weeks = Map.groupBy(records, ({ eventDate }) => weekOf(world.timeline, eventDate));
      for (const week of weeks.values()) expect(week.length).toBeLessThanOrEqual(5);
      // The window may cut off the first of a day that arrived last.
      const whole = emitted(emitWaybills, world, life, 'waybills');
      for (const day of Map.groupBy(whole, ({ eventDate }) => eventDate).values())
        expect(day.map(({ sequence }) => sequence)).toEqual(day.map((_, i) => i));
      for (const { eventDate, arrivalDate } of records) {
        expect(arrivalDate - eventDate).toBeGreaterThanOrEqual(1);
        expect(arrivalDate - eventDate).toBeLessThanOrEqual(3);
      }
      expect(new Set(records.map(({ carrier }) => carrier)).size).toBeLessThanOrEqual(3);
    }
  });

  it('comes from industries that move goods', () => {
    const industries = new Set(shippers.map(({ traits }) => traits.industry));
    expect(industries).toContain('wholesale');
    for (const industry of ['retail', 'catering-lodging', 'construction', 'it-services'] as const)
      expect(industries).not.toContain(industry);
  });

  it('weighs what is sent by sales and what is received by orders', () => {
    for (const life of shippers.slice(0, 20)) {
      const twice = { ...life, sales: life.sales.map((s) => 2 * s) };
      expect(kilograms(twice, 'sent') / kilograms(life, 'sent')).toBeCloseTo(2, 1);
      expect(kilograms(twice, 'received')).toBe(kilograms(life, 'received'));
      const idle = { ...life, orders: life.orders.map(() => 0) };
      expect(kilograms(idle, 'received')).toBe(0);
      expect(kilograms(idle, 'sent')).toBe(kilograms(life, 'sent'));
    }
  });

  it('stays near home or goes where firms are', () => {
    const records = shippers.flatMap((life) =>
      emitted(emitWaybills, world, life, 'waybills').map(({ otherRegion }) => ({ otherRegion, life })),
    );
    const near = records.filter(({ otherRegion, life }) => otherRegion === life.traits.region).length;
    expect(near / records.length).toBeGreaterThan(0.4);
    expect(near / records.length).toBeLessThan(0.9);
    expect(new Set(records.map(({ otherRegion }) => otherRegion)).size).toBe(5);
  });

  it('shows a shell firm to move a tenth of what it trades', () => {
    for (const life of shippers.slice(0, 20)) {
      const shell = { ...life, fraud: 'shell' as const };
      const real = { ...life, fraud: 'review-brushing' as const };
      expect(kilograms(shell, 'sent') / kilograms(life, 'sent')).toBeCloseTo(0.1, 2);
      expect(kilograms(real, 'sent')).toBe(kilograms({ ...life, fraud: undefined }, 'sent'));
    }
  });

  it('ends with the life of the firm and does not look ahead of it', () => {
    const nWeeks = world.timeline.firstBookWeek + 50;
    const endDay = world.timeline.week0 + 7 * nWeeks;
    for (const life of shippers.slice(0, 20).filter((one) => one.nWeeks > nWeeks)) {
      const before = emitted(emitWaybills, world, life, 'waybills').filter(
        ({ eventDate }) => eventDate < endDay,
      );
      expect(emitted(emitWaybills, world, { ...life, nWeeks }, 'waybills')).toEqual(before);
    }
  });

  it('is the same twice, and nothing without cover or surviving months', () => {
    const [life] = shippers;
    expect(emitted(emitWaybills, gapless(baselineWorld()), life!, 'waybills')).toEqual(
      emitted(emitWaybills, world, life!, 'waybills'),
    );
    const hidden = { ...life!.traits.covered, waybills: false };
    const uncovered = { ...life!, traits: { ...life!.traits, covered: hidden } };
    expect(emitted(emitWaybills, world, uncovered, 'waybills')).toEqual([]);
    expect(emitted(emitWaybills, lossy(base), life!, 'waybills')).toEqual([]);
  });
});
