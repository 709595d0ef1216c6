import type { z } from 'zod';
import type { Day } from '../../core/index.ts';
import type { SourceName, sources } from '../../sources/index.ts';
import { COVERED_SOURCES, type CoveredSource } from '../covered-sources.ts';
import type { FirmLife } from '../life.ts';
import type { World } from '../world.ts';

/** A record as the contract of source N demands it. */
export type SourceRecord<N extends SourceName> = z.infer<(typeof sources)[N]['record']>;

/** Takes the records of a firm, one by one. */
export type RecordSink = <N extends SourceName>(source: N, record: SourceRecord<N>) => void;

/** Sources that hold their history: their records may be older than the book. */
export const REACH_BACK: ReadonlySet<SourceName> = new Set([
  'registry',
  'bureau',
  'links',
  'guarantees',
  'judicial',
]);

/**
 * Lets through what a lender could hold on the book's last day: nothing that happened after the firm's death or after
 * the book's end, nothing that had not arrived by then, and nothing older than the book but for sources that hold their
 * history. Outcomes pass: they are the future that a trial book is made to know.
 */
export function windowed(world: World, life: FirmLife, sink: RecordSink): RecordSink {
  const { startDate, endDate } = world.timeline;
  const last: Day = Math.min(life.deathDay ?? endDate, endDate);
  return (source, record) => {
    if (source !== 'outcomes') {
      if (record.eventDate > last || record.arrivalDate > endDate) return;
      if (record.eventDate < startDate && !REACH_BACK.has(source)) return;
    }
    sink(source, record);
  };
}

/** `F0000123`: the public name of a firm. */
export function firmIdOf(firm: number): string {
  return `F${String(firm).padStart(7, '0')}`;
}

/** `A0000123`: the one application of a firm. */
export function applicationIdOf(firm: number): string {
  return `A${String(firm).padStart(7, '0')}`;
}

/** Where each kind of record draws its own luck: `k` of the stream `world.records`; j is a month or a week. */
export const K = {
  /** One for each of COVERED_SOURCES, from here on. */
  gap: 2000,
  filingDelay: 3,
  paymentDelay: 4,
  arrearsDelay: 5,
  billDelay: 6,
  billPaymentDelay: 7,
  registryDelay: 20,
  registryChange: 30,
  registryDay: 40,
  capital: 50,
  employees: 51,
  bureauDelay: 60,
  buyerName: 61,
  supplierName: 62,
  week: 100,
} as const;

/** Whether a source lost this month of the firm. */
export function isLost(world: World, firm: number, monthIndex: number, source: CoveredSource): boolean {
  const k = K.gap + COVERED_SOURCES.indexOf(source);
  return world.streams.records.uniform(firm, monthIndex, k) < world.scenario.coverage[source].gaps;
}
