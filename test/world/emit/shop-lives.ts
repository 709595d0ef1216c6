import type { SourceName } from '../../../src/sources/index.ts';
import { parseRecord } from '../../../src/sources/index.ts';
import { type RecordSink, type SourceRecord, windowed } from '../../../src/world/emit/sink.ts';
import type { Industry } from '../../../src/world/industries.ts';
import type { FirmLife } from '../../../src/world/life.ts';
import { openWorld, type World } from '../../../src/world/world.ts';
import { baselineWorld, livesOf } from '../worlds.ts';

const base = baselineWorld();

/** The baseline's world with `gaps` for the share of lost months of every source. */
export function worldWithGaps(gaps: number): World {
  const { coverage } = base.scenario;
  const all = Object.fromEntries(Object.entries(coverage).map(([name, law]) => [name, { ...law, gaps }]));
  return openWorld({ ...base.scenario, coverage: all as typeof coverage }, base.seed, base.timeline.months);
}

/** Without lost months. */
export const wholeWorld = worldWithGaps(0);

/** The same life with every source covered, and changes. */
export function covered(life: FirmLife, changes: Partial<FirmLife> = {}): FirmLife {
  const all = Object.fromEntries(Object.keys(life.traits.covered).map((source) => [source, true]));
  return {
    ...life,
    traits: { ...life.traits, covered: all as FirmLife['traits']['covered'] },
    fraud: undefined,
    ...changes,
  };
}

/** Honest lives of `firms` firms, every source covered. */
export const lives = livesOf(wholeWorld, 400).map((life) => covered(life));

export function livesIn(...industries: readonly Industry[]): FirmLife[] {
  return lives.filter(({ traits }) => industries.includes(traits.industry));
}

/** The records that `emit` sends to `source`, within the window of the book. */
export function recordsFrom<N extends SourceName>(
  emit: (world: World, life: FirmLife, sink: RecordSink) => void,
  world: World,
  life: FirmLife,
  name: N,
): SourceRecord<N>[] {
  const records: SourceRecord<N>[] = [];
  const sink: RecordSink = (source, record) => {
    if ((source as SourceName) !== name) throw new RangeError(`${source} came instead of ${name}`);
    records.push(record as unknown as SourceRecord<N>);
  };
  emit(world, life, windowed(world, life, sink));
  return records;
}

/** What is wrong with the records of a source: contract, order of event and arrival, keys told twice. */
export function faultsOf<N extends SourceName>(
  name: N,
  records: readonly SourceRecord<N>[],
  key: (record: SourceRecord<N>) => string,
): string[] {
  const faults: string[] = [];
  const keys = new Set<string>();
  for (const record of records) {
    const parsed = parseRecord(name, record);
    if (!parsed.ok) faults.push(JSON.stringify(parsed.error));
    if (record.arrivalDate < record.eventDate) faults.push(`${key(record)} arrived before it happened`);
    if (keys.has(key(record))) faults.push(`${key(record)} came twice`);
    keys.add(key(record));
  }
  return faults;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

export function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean(x), mean(y)];
  const cov = mean(x.map((a, i) => (a - mx) * (y[i]! - my)));
  return cov / Math.sqrt(mean(x.map((a) => (a - mx) ** 2)) * mean(y.map((b) => (b - my) ** 2)));
}

/** Mean service of a life over the weeks of the book it lived. */
export function meanService({ service, nWeeks }: FirmLife): number {
  const { firstBookWeek, nWeeks: end } = wholeWorld.timeline;
  return mean([...service.subarray(firstBookWeek, Math.min(nWeeks, end))]);
}

/** The life with the same service in every week. */
export function withService(life: FirmLife, service: number): FirmLife {
  return { ...life, service: life.service.map(() => service) };
}

export function total<T>(records: readonly T[], amount: (record: T) => number): number {
  return records.reduce((sum, record) => sum + amount(record), 0);
}
