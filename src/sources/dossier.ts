import { fail } from '../core/index.ts';
import { type DossierSource, dossierSources, type SourceName } from './catalogue.ts';
import type { SourceColumns, SourceRecord } from './columns.ts';
import { GrowingColumns } from './growing-columns.ts';

/** Rows [start, end) of a source's columns, ordered by (eventDate, arrivalDate, order of arrival in the file). */
export interface Slice<S extends SourceName> {
  readonly columns: SourceColumns<S>;
  /** Texts behind the codes of each text column. */
  readonly levels: Readonly<Record<string, readonly string[]>>;
  readonly start: number;
  readonly end: number;
}

/**
 * Every record of one firm: all it will ever have, so a reader at day t must skip what was not known at t. Its links
 * hold, beside its own, the records of other firms that showed the same device, phone, address or owner.
 */
export interface Dossier {
  readonly firmId: string;
  readonly records: { readonly [S in DossierSource]: Slice<S> };
}

/** Records of one firm by source; a source that is left out has none. */
export type DossierRecords = { readonly [S in DossierSource]?: readonly SourceRecord<S>[] };

/**
 * A dossier from validated records (see `parseRecord`), in any order: the online road to the same type that `dossierOf`
 * gives, so that features have one code path. Every record must be of `firmId`, but for links of firms it shares something with.
 * @throws PARUS_RECORD_INVALID for a record of another firm, PARUS_RECORD_ORDER for arrival before event; the path is
 * the source, rows count from 1.
 */
export function dossierFromRecords(firmId: string, records: DossierRecords): Dossier {
  const slices = dossierSources.map((source) => [source, sliceOf(firmId, source, records[source] ?? [])]);
  return { firmId, records: Object.fromEntries(slices) as Dossier['records'] };
}

function sliceOf<S extends DossierSource>(
  firmId: string,
  source: S,
  records: readonly SourceRecord<S>[],
): Slice<S> {
  records.forEach((record, i) => {
    assertOwn(firmId, source, record, i + 1);
  });
  // Array.prototype.sort is stable: ties keep the order in which they were given.
  const ordered = [...records].sort((a, b) => a.eventDate - b.eventDate || a.arrivalDate - b.arrivalDate);
  const growing = new GrowingColumns(source, firmId, ordered.length);
  for (const record of ordered) growing.insert(record);
  return { columns: growing.columns, levels: growing.levels, start: 0, end: growing.nRows };
}

/** @throws PARUS_RECORD_INVALID, PARUS_RECORD_ORDER: see `dossierFromRecords`. */
export function assertOwn(
  firmId: string,
  source: DossierSource,
  record: SourceRecord<DossierSource>,
  row: number,
): void {
  if (record.firmId !== firmId && source !== 'links') {
    const problem = `expected a record of ${firmId}`;
    throw fail('PARUS_RECORD_INVALID', { path: source, row, column: 'firmId', problem, got: record.firmId });
  }
  if (record.arrivalDate < record.eventDate) {
    const { arrivalDate: arrival, eventDate: event } = record;
    throw fail('PARUS_RECORD_ORDER', { path: source, row, arrival, event });
  }
}
