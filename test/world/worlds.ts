import { type SourceName, sourceNames } from '../../src/sources/index.ts';
import { emitRecords, type SourceRecord } from '../../src/world/emit/index.ts';
import type { FirmLife } from '../../src/world/life.ts';
import { baselineScenario } from '../../src/world/scenario.ts';
import { simulateFirm } from '../../src/world/simulate-firm.ts';
import { openWorld, type World } from '../../src/world/world.ts';

export type AnyRecord = {
  readonly [N in SourceName]: { readonly source: N; readonly record: SourceRecord<N> };
}[SourceName];

export function baselineWorld(seed = 7, months = 24): World {
  return openWorld(baselineScenario, seed, months);
}

export function livesOf(world: World, firms: number): FirmLife[] {
  return Array.from({ length: firms }, (_, firm) => simulateFirm(world, firm));
}

/** The records of one life, in the order in which they are emitted. */
export function recordsOf(world: World, life: FirmLife): AnyRecord[] {
  const records: AnyRecord[] = [];
  emitRecords(world, life, sourceNames, (source, record) =>
    records.push({ source, record } as unknown as AnyRecord),
  );
  return records;
}

/** The records of one source of one life. */
export function recordsIn<N extends SourceName>(world: World, life: FirmLife, name: N): SourceRecord<N>[] {
  const records: SourceRecord<N>[] = [];
  emitRecords(world, life, sourceNames, (source, record) => {
    if ((source as SourceName) === name) records.push(record as unknown as SourceRecord<N>);
  });
  return records;
}
