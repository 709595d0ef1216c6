import { describe, expect, it } from 'vitest';
import { sourceNames, sources } from '../../../src/sources/index.ts';
import { emitRecords } from '../../../src/world/emit/index.ts';
import { baselineScenario, type Scenario } from '../../../src/world/scenario.ts';
import { simulateFirm } from '../../../src/world/simulate-firm.ts';
import { openWorld, type World } from '../../../src/world/world.ts';

const FIRMS = 12;
const tidy = openWorld(baselineScenario, 7, 18);
const lives = Array.from({ length: FIRMS }, (_, firm) => simulateFirm(tidy, firm));

interface Delivered {
  readonly source: string;
  readonly record: Readonly<Record<string, unknown>> & {
    readonly eventDate: number;
    readonly arrivalDate: number;
  };
}

/** All records of the same lives as providers of this scenario deliver them: the knobs change nothing but the delivery. */
function deliveredBy(delivery: Partial<Scenario['delivery']>): Delivered[] {
  const scenario = { ...baselineScenario, delivery: { ...baselineScenario.delivery, ...delivery } };
  const world: World = { ...tidy, scenario };
  const records: Delivered[] = [];
  for (const life of lives)
    emitRecords(world, life, sourceNames, (source, record) =>
      records.push({ source, record: record as unknown as Delivered['record'] }),
    );
  return records;
}

function keyOf({ source, record }: Delivered): string {
  return [source, ...sources[source as keyof typeof sources].key.map((field) => record[field])].join(' ');
}

const clean = deliveredBy({});

describe('delivered', () => {
  it('changes nothing with the knobs of the baseline', () => {
    expect(clean.length).toBeGreaterThan(5000);
    expect(new Set(clean.map(keyOf)).size).toBe(clean.length);
  });

  it('doubles the configured share of records, to the field but for a later arrival', () => {
    const twice = deliveredBy({ duplicates: 0.1 });
    const first = new Map<string, Delivered>();
    let doubled = 0;
    for (const one of twice) {
      const known = first.get(keyOf(one));
      if (!known) {
        first.set(keyOf(one), one);
        continue;
      }
      doubled += 1;
      expect(one.record.arrivalDate).toBeGreaterThanOrEqual(known.record.arrivalDate);
      expect({ ...one.record, arrivalDate: 0 }).toEqual({ ...known.record, arrivalDate: 0 });
    }
    expect(first.size).toBe(clean.length);
    expect(doubled / clean.length).toBeGreaterThan(0.08);
    expect(doubled / clean.length).toBeLessThan(0.12);
  });

  it('lets wrong amounts come first and the right record later, under the same key', () => {
    const corrected = deliveredBy({ corrections: 0.1 });
    const truth = new Map(clean.map((one) => [keyOf(one), one.record]));
    const byKey = Map.groupBy(corrected, keyOf);
    let wrongFirst = 0;
    for (const [key, versions] of byKey) {
      if (versions.length < 2) continue;
      wrongFirst += 1;
      const [wrong, right] = versions as [Delivered, Delivered];
      expect(right.record.arrivalDate).toBeGreaterThan(wrong.record.arrivalDate);
      expect({ ...right.record, arrivalDate: 0 }).toEqual({ ...truth.get(key), arrivalDate: 0 });
    }
    expect(wrongFirst).toBeGreaterThan(100);
    for (const { record } of corrected) expect(record.arrivalDate).toBeGreaterThanOrEqual(record.eventDate);
  });

  it('misspells names and nothing that identifies the record', () => {
    const misspelt = deliveredBy({ typos: 0.2 });
    expect(misspelt.map(keyOf)).toEqual(clean.map(keyOf));
    let changed = 0;
    for (const [i, { record }] of misspelt.entries())
      for (const [field, value] of Object.entries(record)) {
        const before = clean[i]!.record[field];
        if (value === before) continue;
        changed += 1;
        expect([...String(value)].sort()).toEqual([...String(before)].sort());
      }
    expect(changed).toBeGreaterThan(100);
  });

  it('stretches delays, and holds back what then arrives after the end of the book', () => {
    const slow = deliveredBy({ delayFactor: 3 });
    expect(slow.length).toBeLessThan(clean.length);
    const arrivals = new Map(clean.map((one) => [keyOf(one), one.record.arrivalDate]));
    const { endDate } = tidy.timeline;
    for (const one of slow) {
      if (one.source === 'outcomes') continue;
      const delay = arrivals.get(keyOf(one))! - one.record.eventDate;
      const own = one.source === 'applications' || one.source === 'links';
      expect(one.record.arrivalDate - one.record.eventDate).toBe(own ? delay : 3 * delay);
      expect(one.record.arrivalDate).toBeLessThanOrEqual(endDate);
    }
  });
});
