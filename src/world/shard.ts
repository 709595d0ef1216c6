import { nativeTaskRef } from '../parallel/index.ts';
import { type BookTableName, type SourceName, sourceNames, writePart } from '../sources/index.ts';
import type { Table } from '../table/index.ts';
import { emitRecords } from './emit/index.ts';
import { outcomeOf } from './loans.ts';
import { openRecordBuffer } from './record-buffer.ts';
import type { Scenario } from './scenario.ts';
import { type DistrictLives, simulateDistrict } from './simulate-district.ts';
import { TRUTH_NAMES, truthTables } from './truth.ts';
import { weeksTruth } from './weeks-truth.ts';
import { openWorld } from './world.ts';

/** Firms [start, end) of a book: a district. */
export interface ShardInput {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly months: number;
  readonly start: number;
  readonly end: number;
}

/** A district to be written as part `part` of a book. */
export interface PartInput extends ShardInput {
  readonly part: number;
  readonly stagingDir: string;
  /** Sources to write; firms from `eventFirms` on have no records in those of events (see EVENT_SOURCES). */
  readonly sources: readonly SourceName[];
  readonly eventFirms: number;
  /** Whether to write truth/weeks, one row a firm and week. */
  readonly weeks: boolean;
}

/** What the whole book needs to know of a part. */
export interface PartSummary {
  readonly loans: number;
  readonly bads: number;
}

/** Sources whose records are single events: most of a book's size. */
export const EVENT_SOURCES: ReadonlySet<SourceName> = new Set<SourceName>([
  'bank',
  'invoices',
  'pos',
  'orders',
  'reviews',
  'waybills',
  'telemetry',
  'crops',
  'traffic',
]);

/** Lives the firms of a district and gives their records as columns. */
export function simulateShard(
  { scenario, seed, months, start, end }: ShardInput,
  wanted: readonly SourceName[] = sourceNames,
  eventFirms = Number.POSITIVE_INFINITY,
): { readonly tables: Map<SourceName, Table>; readonly lived: DistrictLives } {
  const world = openWorld(scenario, seed, months);
  const lived = simulateDistrict(world, start, end - start);
  const buffers = new Map(wanted.map((name) => [name, openRecordBuffer(name)]));
  const quiet = wanted.filter((name) => !EVENT_SOURCES.has(name));
  for (const life of lived.lives)
    emitRecords(world, life, life.traits.firm < eventFirms ? wanted : quiet, (source, record) =>
      buffers.get(source)?.push(record),
    );
  return { tables: new Map([...buffers].map(([name, buffer]) => [name, buffer.toTable()])), lived };
}

/** Simulates a district and writes it as a part of a book; the task of a worker. */
export async function writeShard(input: PartInput): Promise<PartSummary> {
  const { tables, lived } = simulateShard(input, input.sources, input.eventFirms);
  const summary = loansOf(lived);
  const truth = truthTables(lived);
  const parts: (readonly [BookTableName, Table])[] = [...tables];
  for (const name of TRUTH_NAMES) parts.push([`truth/${name}`, truth[name]]);
  if (input.weeks) parts.push(['truth/weeks', weeksTruth(lived.district)]);
  await writePart(input.stagingDir, input.part, parts, summary);
  return summary;
}

function loansOf({ lives }: DistrictLives): PartSummary {
  let loans = 0;
  let bads = 0;
  for (const { application } of lives) {
    if (!application?.loan) continue;
    loans += 1;
    if (outcomeOf(application.loan).badDay !== undefined) bads += 1;
  }
  return { loans, bads };
}

/** `writeShard` as workers find it. */
export const shardTask = nativeTaskRef(import.meta.url, writeShard);
