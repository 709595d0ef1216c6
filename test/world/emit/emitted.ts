import { expect } from 'vitest';
import { parseRecord, type SourceName, sources } from '../../../src/sources/index.ts';
import { type RecordSink, type SourceRecord, windowed } from '../../../src/world/emit/sink.ts';
import type { FirmLife } from '../../../src/world/life.ts';
import type { World } from '../../../src/world/world.ts';

/** An emitter of one source. */
export type Emitter = (world: World, life: FirmLife, sink: RecordSink) => void;

/** What an emitter writes of one life, everything: also what lies outside of the book's window. */
export function emitted<N extends SourceName>(
  emit: Emitter,
  world: World,
  life: FirmLife,
  name: N,
): SourceRecord<N>[] {
  const records: SourceRecord<N>[] = [];
  emit(world, life, (source, record) => {
    expect(source).toBe(name);
    records.push(record as unknown as SourceRecord<N>);
  });
  return records;
}

/** The same within the window of the book. */
export function inWindow<N extends SourceName>(
  emit: Emitter,
  world: World,
  life: FirmLife,
  name: N,
): SourceRecord<N>[] {
  return emitted((w, l, sink) => emit(w, l, windowed(w, l, sink)), world, life, name);
}

/** Every record keeps the contract, arrives after it happened, and has a key of its own. */
export function expectSound<N extends SourceName>(name: N, records: readonly SourceRecord<N>[]): void {
  const keys = new Set<string>();
  for (const record of records) {
    const parsed = parseRecord(name, record);
    if (!parsed.ok) expect.fail(`${JSON.stringify(parsed.error)} in ${JSON.stringify(record)}`);
    expect(record.arrivalDate).toBeGreaterThanOrEqual(record.eventDate);
    const fields = record as Readonly<Record<string, unknown>>;
    keys.add(sources[name].key.map((field) => String(fields[field])).join(' '));
  }
  expect(keys.size).toBe(records.length);
}

/** A life that every source covers. */
export function covered(life: FirmLife, traits: Partial<FirmLife['traits']> = {}): FirmLife {
  const all = Object.fromEntries(Object.keys(life.traits.covered).map((source) => [source, true]));
  return {
    ...life,
    traits: { ...life.traits, covered: all as FirmLife['traits']['covered'], ...traits },
  };
}

/** The world without months that sources lose. */
export function gapless(world: World): World {
  const coverage = Object.fromEntries(
    Object.entries(world.scenario.coverage).map(([name, law]) => [name, { ...law, gaps: 0 }]),
  );
  return {
    ...world,
    scenario: { ...world.scenario, coverage: coverage as World['scenario']['coverage'] },
  };
}

/** The world in which every month is lost. */
export function lossy(world: World): World {
  const coverage = Object.fromEntries(
    Object.entries(world.scenario.coverage).map(([name, law]) => [name, { ...law, gaps: 1 }]),
  );
  return {
    ...world,
    scenario: { ...world.scenario, coverage: coverage as World['scenario']['coverage'] },
  };
}
