import type { z } from 'zod';
import { fail } from '../core/index.ts';
import { sharedFloat64, sharedInt32 } from '../parallel/index.ts';
import { MISSING_CODE, MISSING_INT32 } from '../table/index.ts';
import { type DossierSource, dossierSources, type SourceName, sources } from './catalogue.ts';
import { fieldsOf } from './schema.ts';

/** One record of a source, as its contract gives it: days as numbers, money in fen. */
export type SourceRecord<S extends SourceName> = z.infer<(typeof sources)[S]['record']>;

/** Float64 (missing is NaN) or Int32: numbers and days (missing is MISSING_INT32), texts as codes (MISSING_CODE). */
export type ColumnArray = Float64Array | Int32Array;

/**
 * The columns of a source but for `firmId`. Enumerated texts are coded in the order of the contract; the codes of other
 * texts (counterparty, lender, applicationId) only say whether two records of one book or dossier agree.
 */
export type SourceColumns<S extends SourceName> = {
  readonly [K in Exclude<keyof SourceRecord<S>, 'firmId'> & string]: ColumnArray;
};

/** Rows [start, end) of a source's columns, ordered by (eventDate, arrivalDate, order of arrival in the file). */
export interface Slice<S extends SourceName> {
  readonly columns: SourceColumns<S>;
  readonly start: number;
  readonly end: number;
}

/** Every record of one firm: all it will ever have, so a reader at day t must skip what was not known at t. */
export interface Dossier {
  readonly firmId: string;
  readonly records: { readonly [S in DossierSource]: Slice<S> };
}

/** Records of one firm by source; a source that is left out has none. */
export type DossierRecords = { readonly [S in DossierSource]?: readonly SourceRecord<S>[] };

/**
 * A dossier from validated records (see `parseRecord`), in any order: the online road to the same type that `dossierOf`
 * gives, so that features have one code path. Every record must be of `firmId`.
 * @throws PARUS_RECORD_INVALID for a record of another firm, PARUS_RECORD_ORDER for arrival before event; the path is
 * the source, rows count from 1.
 */
export function dossierFromRecords(firmId: string, records: DossierRecords): Dossier {
  const slices = dossierSources.map((source) => [source, sliceOf(firmId, source, records[source] ?? [])]);
  return { firmId, records: Object.fromEntries(slices) as Dossier['records'] };
}

interface Dated {
  readonly firmId: string;
  readonly eventDate: number;
  readonly arrivalDate: number;
}

function sliceOf(firmId: string, source: DossierSource, records: readonly Dated[]): Slice<DossierSource> {
  records.forEach((record, i) => {
    assertOwn(firmId, source, record, i + 1);
  });
  // Array.prototype.sort is stable: ties keep the order in which they were given.
  const ordered = [...records].sort(
    (a, b) => a.eventDate - b.eventDate || a.arrivalDate - b.arrivalDate,
  ) as unknown as readonly Readonly<Record<string, unknown>>[];
  const columns: Record<string, ColumnArray> = {};
  for (const { name, type, values } of fieldsOf(sources[source])) {
    if (name === 'firmId') continue;
    columns[name] =
      type === 'text'
        ? codesOf(
            ordered.map((record) => record[name] as string | undefined),
            values,
          )
        : numbersOf(
            ordered.map((record) => record[name] as number | undefined),
            type === 'float64',
          );
  }
  return {
    columns: columns as unknown as SourceColumns<DossierSource>,
    start: 0,
    end: ordered.length,
  };
}

function assertOwn(firmId: string, source: string, record: Dated, row: number): void {
  if (record.firmId !== firmId) {
    const problem = `expected a record of ${firmId}`;
    throw fail('PARUS_RECORD_INVALID', { path: source, row, column: 'firmId', problem, got: record.firmId });
  }
  if (record.arrivalDate < record.eventDate) {
    const { arrivalDate: arrival, eventDate: event } = record;
    throw fail('PARUS_RECORD_ORDER', { path: source, row, arrival, event });
  }
}

function codesOf(texts: readonly (string | undefined)[], values: readonly string[] = []): Int32Array {
  const index = new Map(values.map((value, i) => [value, i]));
  const codes = sharedInt32(texts.length);
  texts.forEach((text, i) => {
    if (text !== undefined && !index.has(text)) index.set(text, index.size);
    codes[i] = text === undefined ? MISSING_CODE : index.get(text)!;
  });
  return codes;
}

function numbersOf(values: readonly (number | undefined)[], float: boolean): ColumnArray {
  const out = float ? sharedFloat64(values.length) : sharedInt32(values.length);
  for (const [i, value] of values.entries()) out[i] = value ?? (float ? Number.NaN : MISSING_INT32);
  return out;
}
