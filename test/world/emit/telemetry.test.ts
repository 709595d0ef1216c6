import { describe, expect, it } from 'vitest';
import { emitTelemetry } from '../../../src/world/emit/telemetry.ts';
import type { FirmLife } from '../../../src/world/life.ts';
import { baselineWorld, livesOf } from '../worlds.ts';
import { covered, emitted, expectSound, gapless, inWindow, lossy } from './emitted.ts';

const base = baselineWorld();
const world = gapless(base);
const all = livesOf(base, 1000);
const of = (industry: string): FirmLife[] =>
  all.filter(({ traits }) => traits.industry === industry).map((life) => covered(life));
const records = (lives: readonly FirmLife[]) =>
  lives.flatMap((life) => emitted(emitTelemetry, world, life, 'telemetry'));
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const scaled = (life: FirmLife, by: number): FirmLife => ({ ...life, sales: life.sales.map((s) => by * s) });
const builders = of('construction');

describe('emitTelemetry', () => {
  it('reports each machine on Sundays, a day later, with gaps where there is no signal', () => {
    let missing = 0;
    for (const life of [...builders, ...of('logistics')]) {
      const own = inWindow(emitTelemetry, world, life, 'telemetry');
      expectSound('telemetry', own);
      for (const { eventDate, arrivalDate, hours, load } of own) {
        expect((eventDate - world.timeline.week0) % 7).toBe(6);
        expect(arrivalDate).toBe(eventDate + 1);
        expect(hours).toBeLessThanOrEqual(112);
        expect(load).toBeLessThanOrEqual(1);
        expect(load === 0).toBe(hours === 0);
      }
      for (const weeks of Map.groupBy(own, ({ machine }) => machine).values()) {
        const span = (weeks.at(-1)!.eventDate - weeks[0]!.eventDate) / 7 + 1;
        if (span > 50) expect(weeks.length / span).toBeGreaterThan(0.75);
        missing += span - weeks.length;
      }
    }
    expect(missing).toBeGreaterThan(100);
  });

  it('works longer hours the more the firm sells, and none when nothing is sold', () => {
    const hours = (by: number): number =>
      sum(records(builders.map((l) => scaled(l, by))).map((r) => r.hours));
    expect(hours(0.5) / hours(1)).toBeGreaterThan(0.5);
    expect(hours(0.5) / hours(1)).toBeLessThan(0.65);
    expect(hours(0)).toBe(0);
    for (const { faults, load } of records(builders.map((life) => scaled(life, 0))))
      expect(faults + load).toBe(0);
  });

  it('breaks down more often in careless hands', () => {
    const faults = (quality: number): number =>
      sum(records(builders.map((life) => covered(life, { quality }))).map((record) => record.faults));
    expect(faults(-1) / faults(1)).toBeGreaterThan(1.6);
  });

  it('moves machines between building sites and leaves those of a factory where they are', () => {
    const moves = (lives: readonly FirmLife[]): number => {
      const byMachine = Map.groupBy(records(lives), ({ firmId, machine }) => `${firmId} ${machine}`);
      const cells = [...byMachine.values()].map((weeks) => new Set(weeks.map(({ cell }) => cell)).size - 1);
      return sum(cells) / cells.length;
    };
    expect(moves(builders)).toBeGreaterThan(2);
    expect(moves(of('manufacturing-heavy'))).toBeLessThan(0.4);
  });

  it('gives larger firms more machines, eight at most', () => {
    const machines = (weeklySalesFen: number): number[] =>
      builders.map(
        (life) => new Set(records([covered(life, { weeklySalesFen })]).map(({ machine }) => machine)).size,
      );
    const small = machines(1_000_000);
    const large = machines(1e9);
    expect(Math.max(...small)).toBe(1);
    expect(Math.max(...large)).toBe(8);
    // Some run none, whatever their size.
    expect(Math.min(...large)).toBe(0);
  });

  it('ends with the life of the firm and does not look ahead of it', () => {
    const nWeeks = world.timeline.firstBookWeek + 50;
    const endDay = world.timeline.week0 + 7 * nWeeks;
    for (const life of builders.filter((one) => one.nWeeks > nWeeks)) {
      const before = emitted(emitTelemetry, world, life, 'telemetry').filter(
        ({ eventDate }) => eventDate < endDay,
      );
      expect(emitted(emitTelemetry, world, { ...life, nWeeks }, 'telemetry')).toEqual(before);
    }
  });

  it('is the same twice, and nothing without cover, machines or surviving months', () => {
    const owner = builders.find((life) => records([life]).length > 0)!;
    expect(emitted(emitTelemetry, gapless(baselineWorld()), owner, 'telemetry')).toEqual(records([owner]));
    const hidden = { ...owner.traits.covered, telemetry: false };
    expect(records([{ ...owner, traits: { ...owner.traits, covered: hidden } }])).toEqual([]);
    expect(records(of('retail'))).toEqual([]);
    expect(emitted(emitTelemetry, lossy(base), owner, 'telemetry')).toEqual([]);
  });
});
