import { describe, expect, it } from 'vitest';
import { emitCustoms, exportedShare } from '../../../src/world/emit/customs.ts';
import type { FirmLife } from '../../../src/world/life.ts';
import { namedScenario } from '../../../src/world/scenarios/index.ts';
import { weekOf } from '../../../src/world/timeline.ts';
import { openWorld, type World } from '../../../src/world/world.ts';
import { baselineWorld, livesOf } from '../worlds.ts';
import { covered, emitted, expectSound, gapless, inWindow, lossy } from './emitted.ts';

const base = baselineWorld();
const world = gapless(base);
const all = livesOf(base, 1000).map((life): FirmLife => ({ ...covered(life), fraud: undefined }));
const declared = (life: FirmLife, direction: 'export' | 'import', of: World = world): number =>
  emitted(emitCustoms, of, life, 'customs')
    .filter((record) => record.direction === direction)
    .reduce((sum, { amountFen }) => sum + amountFen, 0);
const exporters = all.filter((life) => declared(life, 'export') > 0);
const traded = (life: FirmLife, of: Float64Array): number => {
  const { timeline } = world;
  const first = weekOf(timeline, timeline.startDate);
  const last = Math.min(life.nWeeks - 1, weekOf(timeline, timeline.endDate));
  return of.subarray(first, last + 1).reduce((sum, fen) => sum + fen, 0);
};

describe('emitCustoms', () => {
  it('writes declarations with numbers of their own, countries and chapters of two signs', () => {
    expect(exporters.length).toBeGreaterThan(30);
    for (const life of exporters) {
      const records = inWindow(emitCustoms, world, life, 'customs');
      expectSound('customs', records);
      for (const { country, chapter, eventDate, arrivalDate } of records) {
        expect(country).toMatch(/^[A-Z]{2}$/);
        expect(chapter).toMatch(/^\d{2}$/);
        expect(arrivalDate - eventDate).toBeGreaterThanOrEqual(4);
        expect(arrivalDate - eventDate).toBeLessThanOrEqual(10);
      }
      const abroad = new Set(records.filter((r) => r.direction === 'export').map(({ country }) => country));
      expect(abroad.size).toBeLessThanOrEqual(3);
    }
  });

  it('comes from the industries that export, most firms of cross-border trade and some of the others', () => {
    const share = (industry: string): number => {
      const firms = all.filter(({ traits }) => traits.industry === industry);
      return firms.filter((life) => exporters.includes(life)).length / firms.length;
    };
    expect(share('cross-border-trade')).toBeGreaterThan(0.7);
    expect(share('textile')).toBeGreaterThan(0.15);
    expect(share('textile')).toBeLessThan(0.7);
    expect(share('retail')).toBe(0);
  });

  it('never declares more than was sold or ordered, and over two years most of what went abroad', () => {
    for (const life of exporters) {
      const sold = traded(life, life.sales);
      expect(declared(life, 'export')).toBeLessThanOrEqual(0.98 * sold);
      expect(declared(life, 'import')).toBeLessThanOrEqual(0.25 * traded(life, life.orders));
      // A container's worth may still wait.
      if (sold > 100_000_000) expect(declared(life, 'export')).toBeGreaterThan(0.3 * sold);
    }
  });

  it('declares less at the same sales once foreign demand has slumped, imports unchanged', () => {
    const slump = gapless(openWorld(namedScenario('export-slump'), 7, 24));
    const sum = (of: World, direction: 'export' | 'import'): number =>
      exporters.reduce((total, life) => total + declared(life, direction, of), 0);
    expect(sum(slump, 'export')).toBeLessThan(0.97 * sum(world, 'export'));
    expect(sum(slump, 'import')).toBe(sum(world, 'import'));
  });

  it('sees a tenth of the goods of a shell firm', () => {
    const large = exporters.filter((life) => declared(life, 'export') > 200_000_000);
    expect(large.length).toBeGreaterThan(3);
    for (const life of large)
      expect(declared({ ...life, fraud: 'shell' }, 'export') / declared(life, 'export')).toBeLessThan(0.15);
  });

  it('ends with the life of the firm and does not look ahead of it', () => {
    const nWeeks = world.timeline.firstBookWeek + 50;
    const endDay = world.timeline.week0 + 7 * nWeeks;
    for (const life of exporters.filter((one) => one.nWeeks > nWeeks)) {
      const before = emitted(emitCustoms, world, life, 'customs').filter(
        ({ eventDate }) => eventDate < endDay,
      );
      expect(emitted(emitCustoms, world, { ...life, nWeeks }, 'customs')).toEqual(before);
    }
  });

  it('is the same twice, and nothing without cover or surviving months', () => {
    const [life] = exporters;
    expect(emitted(emitCustoms, gapless(baselineWorld()), life!, 'customs')).toEqual(
      emitted(emitCustoms, world, life!, 'customs'),
    );
    const hidden = { ...life!.traits.covered, customs: false };
    const uncovered = { ...life!, traits: { ...life!.traits, covered: hidden } };
    expect(emitted(emitCustoms, world, uncovered, 'customs')).toEqual([]);
    expect(emitted(emitCustoms, lossy(base), life!, 'customs')).toEqual([]);
  });
});

describe('exportedShare', () => {
  it('is the share itself in calm and falls less than foreign demand: sales at home stay', () => {
    expect(exportedShare(0.4, 0)).toBeCloseTo(0.4, 12);
    expect(exportedShare(0.5, Math.log(0.5))).toBeCloseTo(1 / 3, 12);
    expect(exportedShare(0.98, -10)).toBeLessThan(0.01);
  });
});
