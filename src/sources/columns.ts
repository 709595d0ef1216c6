import type { z } from 'zod';
import type { SourceName, sources } from './catalogue.ts';

/** One record of a source, as its contract gives it: days as numbers, money in fen. */
export type SourceRecord<S extends SourceName> = z.infer<(typeof sources)[S]['record']>;

/** Float64 (missing is NaN) or Int32: numbers and days (missing is MISSING_INT32), texts as codes (MISSING_CODE). */
export type ColumnArray = Float64Array | Int32Array;

/** The column that a dossier's links have beside those of the contract. */
interface Neighbour {
  /** MISSING_CODE on the firm's own records, else a code of the other firm that showed the same thing. */
  readonly other: ColumnArray;
}

/**
 * The columns of a source but for `firmId`. Enumerated texts are coded in the order of the contract; the codes of other
 * texts (counterparty, lender, applicationId) only say whether two records of one book or dossier agree.
 */
export type SourceColumns<S extends SourceName> = {
  readonly [K in Exclude<keyof SourceRecord<S>, 'firmId'> & string]: ColumnArray;
} & (S extends 'links' ? Neighbour : unknown);
