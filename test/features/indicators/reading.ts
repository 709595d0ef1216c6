/** For tests of indicators: what the features of one source say of given records. */
import type { AnyAccumulator } from '../../../src/features/engine/accumulator.ts';
import { readColumns } from '../../../src/features/engine/read-columns.ts';
import { SourceState } from '../../../src/features/engine/source-state.ts';
import { accumulators, indicators, type Trails } from '../../../src/features/indicators/index.ts';
import { type DossierSource, dossierFromRecords, type SourceRecord } from '../../../src/sources/index.ts';

export const FIRM = 'F';
/** The day of all hand-worked examples. */
export const TODAY = 20_000;

/** A record of FIRM of so many days ago, arrived at once unless told. */
export const daysAgo = (days: number, delay = 0) => ({
  firmId: FIRM,
  eventDate: TODAY - days,
  arrivalDate: TODAY - days + delay,
});

/** The state of a source that read the records at asOf. */
export function stateOf<S extends DossierSource>(
  source: S,
  records: readonly SourceRecord<S>[],
  asOf = TODAY,
): SourceState<Trails[S]> {
  const accumulator: AnyAccumulator = accumulators[source];
  const state = new SourceState<Trails[S]>(accumulator);
  const slice = dossierFromRecords(FIRM, { [source]: records }).records[source];
  state.read(readColumns(accumulator, slice), slice.start, slice.end, asOf);
  return state;
}

/** Every feature of the source at asOf, by name. */
export function featuresOf<S extends DossierSource>(
  source: S,
  records: readonly SourceRecord<S>[],
  asOf = TODAY,
): Readonly<Record<string, number>> {
  const state = stateOf(source, records, asOf);
  return Object.fromEntries(indicators[source].map(({ name, value }) => [name, value(state)]));
}

/** What was known at asOf within so many days, oldest first. */
export function knownOf<R extends { readonly eventDate: number; readonly arrivalDate: number }>(
  records: readonly R[],
  asOf: number,
  days = Number.POSITIVE_INFINITY,
): R[] {
  return records
    .filter((r) => r.eventDate <= asOf && r.arrivalDate <= asOf && r.eventDate > asOf - days)
    .sort((a, b) => a.eventDate - b.eventDate || a.arrivalDate - b.arrivalDate);
}
