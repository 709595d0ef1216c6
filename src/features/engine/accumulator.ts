import type { Day } from '../../core/index.ts';
import type { DossierSource, SourceColumns } from '../../sources/index.ts';

/** A number read from a text of a record (the mood of a review, the greenness of a tile); the text itself is not kept. */
export interface Reading {
  /** The text field. */
  readonly field: string;
  /** A whole number within 32 bits. */
  readonly of: (text: string) => number;
}

/** The columns of a source and, under their names, its readings. */
export type ReadColumns<S extends DossierSource, R extends string = never> = SourceColumns<S> & {
  readonly [K in R]: Int32Array | Float64Array;
};

/** The records of one source that are known at asOf: rows[0 .. n) of the columns, oldest first. */
export interface Known<Columns> {
  readonly columns: Columns;
  readonly rows: Int32Array;
  readonly n: number;
  readonly asOf: Day;
}

/**
 * How one source is summed up. Two kinds of facts:
 *
 * - measures and parties, which `tally` adds record by record. They are sums of whole numbers (fen, counts, thousandths),
 *   hence exact, hence the same in any order: that is what makes a stream of records bit-equal to a batch;
 * - the trail, for facts that depend on the order of records, or on the greatest of them: read anew from all known records
 *   whenever one of them came or went.
 */
export interface Accumulator<S extends DossierSource, Trail extends object, R extends string = never> {
  readonly source: S;
  /** 'horizon': only the last 455 days are read. 'everything': for sources whose old records still count. */
  readonly keeps: 'horizon' | 'everything';
  /** Names of measures; measure 0 counts records and is there anyway. */
  readonly measures: readonly string[];
  /** Names of groups of counterparties. */
  readonly groups: readonly string[];
  readonly readings?: Readonly<Record<R, Reading>>;
  /** Text fields that nothing here reads, such as numbers of documents; batches leave them in the file. */
  readonly unread?: readonly (keyof SourceColumns<S> & string)[];
  /** Adds record `row` to the measures and parties of `to`. Must depend on that record alone, not on asOf. */
  tally(columns: ReadColumns<S, R>, row: number, to: Tally): void;
  newTrail(): Trail;
  /** Reads the order-dependent facts into `trail` (OUT, every field). */
  readTrail(known: Known<ReadColumns<S, R>>, trail: Trail): void;
}

/** What `tally` writes to. */
export interface Tally {
  /** Adds `value`, a whole number, to a measure. */
  add(measure: number, value: number): void;
  /** Notes `amount`, a whole number, as passed with the party of `code`; a code below 0 is no party. */
  meet(group: number, code: number, amount: number): void;
}

/** What every source's columns have. */
export interface DatedColumns {
  readonly eventDate: Int32Array | Float64Array;
  readonly arrivalDate: Int32Array | Float64Array;
}

/** An accumulator of whatever source: who holds one hands it the columns of its own source. */
export interface AnyAccumulator
  extends Pick<Accumulator<DossierSource, object>, 'source' | 'keeps' | 'measures' | 'groups' | 'newTrail'> {
  readonly readings?: Readonly<Record<string, Reading>>;
  readonly unread?: readonly string[];
  tally(columns: DatedColumns, row: number, to: Tally): void;
  readTrail(known: Known<DatedColumns>, trail: object): void;
}

/** Measure 0 of every source. */
export const RECORDS = 0;

/** Numbers of named measures, from 1 on. */
export function measuresOf<const T extends readonly string[]>(
  ...names: T
): { readonly [K in T[number]]: number } {
  return Object.fromEntries(names.map((name, i) => [name, i + 1])) as { [K in T[number]]: number };
}

/** Numbers of named groups of parties, from 0 on. */
export function groupsOf<const T extends readonly string[]>(
  ...names: T
): { readonly [K in T[number]]: number } {
  return Object.fromEntries(names.map((name, i) => [name, i])) as { [K in T[number]]: number };
}

/** For a source without order-dependent facts. */
export const NO_TRAIL = { newTrail: () => ({}), readTrail: () => undefined } as const;
