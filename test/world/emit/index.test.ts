import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { sourceNames, sources } from '../../../src/sources/index.ts';
import { REACH_BACK } from '../../../src/world/emit/sink.ts';
import { baselineWorld, livesOf, recordsOf } from '../worlds.ts';

// A field that the contract does not know is a fault too. Made once: zod compiles a schema at its first use.
const strict = new Map(sourceNames.map((name) => [name, (sources[name].record as z.ZodObject).strict()]));

describe('emitRecords', () => {
  for (const months of [6, 24]) {
    const world = baselineWorld(7, months);
    const lives = livesOf(world, 400);
    const all = lives.map((life) => ({ life, records: recordsOf(world, life) }));

    it(`keeps the contract of every source in every record (${months} months)`, () => {
      const seen = new Set<string>();
      for (const { records } of all) {
        for (const { source, record } of records) {
          seen.add(source);
          const parsed = strict.get(source)!.safeParse(record);
          if (!parsed.success)
            throw new Error(`${source}: ${parsed.error.message} in ${JSON.stringify(record)}`);
        }
      }
      // Half a year may see no yearly statement come in.
      const expected = sourceNames.filter((name) => name !== 'statements' || months > 12);
      expect(expected.filter((name) => !seen.has(name))).toEqual([]);
    });

    it(`never repeats a key of a source (${months} months)`, () => {
      for (const { records } of all) {
        const keys = records.map(({ source, record }) =>
          [source, ...sources[source].key.map((field) => (record as Record<string, unknown>)[field])].join(
            '|',
          ),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }
    });

    it(`lets nothing arrive before it happened, happen after death, or reach past the book's end (${months} months)`, () => {
      const { startDate, endDate } = world.timeline;
      for (const { life, records } of all) {
        for (const { source, record } of records) {
          expect(record.arrivalDate).toBeGreaterThanOrEqual(record.eventDate);
          if (source === 'outcomes') continue;
          expect(record.arrivalDate).toBeLessThanOrEqual(endDate);
          expect(record.eventDate).toBeLessThanOrEqual(life.deathDay ?? endDate);
          if (!REACH_BACK.has(source)) expect(record.eventDate).toBeGreaterThanOrEqual(startDate);
        }
      }
    });

    it(`emits sources only of firms they cover, with months missing (${months} months)`, () => {
      for (const source of ['tax', 'utility', 'bank'] as const) {
        const covered = all.filter(({ life }) => life.traits.covered[source]);
        for (const { life, records } of all)
          if (!life.traits.covered[source]) expect(records.some((r) => r.source === source)).toBe(false);
        expect(covered.length).toBeGreaterThan(0.4 * all.length);
        expect(covered.length).toBeLessThan(all.length);
      }
    });
  }
});
