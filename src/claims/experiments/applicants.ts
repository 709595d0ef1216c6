import { join } from 'node:path';
import { computeFeatureTable } from '../../features/index.ts';
import { targetOf } from '../../models/index.ts';
import { sharedUint8, type WorkerPool } from '../../parallel/index.ts';
import { openBookReader, readManifest } from '../../sources/index.ts';
import {
  asFloat64,
  type CategoryColumn,
  columnOf,
  type DateColumn,
  type NumericColumn,
  readTable,
  type Table,
  takeRows,
  textAt,
} from '../../table/index.ts';

/** Loans to learn from: features at application and what became of them, as a lender knows it. */
export interface TrainingRows {
  readonly table: Table;
  /** On shared memory, 1 = bad. */
  readonly bad: Uint8Array;
}

export async function trainingRows(book: string, pool: WorkerPool): Promise<TrainingRows> {
  const table = await computeFeatureTable(await openBookReader(book), { pool, withOutcomes: true });
  return { table, bad: targetOf(table, { column: 'bad' }) };
}

/** What became of the applicants of a book, and what the branch said: those whose outcome had they been granted is known. */
export interface Fates {
  readonly applicationId: readonly string[];
  readonly region: readonly string[];
  /** On shared memory, 1 when the loan asked for goes bad if granted. */
  readonly bad: Uint8Array;
  /** PD over the futures of the book, and over either half of them; null for a book without futures. */
  readonly truePd: Float64Array | null;
  readonly truePdHalves: readonly [Float64Array, Float64Array] | null;
  readonly amountFen: Float64Array;
  readonly termMonths: Float64Array;
  readonly branchApproves: readonly boolean[];
  readonly branchDays: Float64Array;
  readonly branchCostFen: Float64Array;
  /** Kind of fraud; undefined for the honest. */
  readonly fraud: readonly (string | undefined)[];
}

/**
 * Reads the fates of a simulated book, in the order of `applicationIds` (default: that of its applications). Firms that
 * closed before the money could come have none and are left out.
 */
export async function readFates(book: string, applicationIds?: readonly string[]): Promise<Fates> {
  const asked = await keyedTable(join(book, 'applications.parquet'));
  const truth = await keyedTable(join(book, 'truth', 'applications.parquet'));
  const firms = await keyedTable(join(book, 'truth', 'firms.parquet'));
  const { files } = await readManifest(book);
  const oracle = files['truth/oracle'] ? await keyedTable(join(book, 'truth', 'oracle.parquet')) : undefined;
  const ids = (applicationIds ?? asked.applicationIds).filter(
    (id) => !Number.isNaN(truth.number('badIfGranted', id)) && !Number.isNaN(oracle?.number('pd', id) ?? 0),
  );
  const pick = (table: KeyedTable, name: string): Float64Array =>
    Float64Array.from(ids, (id) => table.number(name, id));
  const bad = sharedUint8(ids.length);
  bad.set(Uint8Array.from(ids, (id) => truth.number('badIfGranted', id)));
  return {
    applicationId: ids,
    region: ids.map((id) => firms.text('region', id) ?? ''),
    bad,
    truePd: oracle ? pick(oracle, 'pd') : null,
    truePdHalves: oracle ? [pick(oracle, 'pdFirstHalf'), pick(oracle, 'pdSecondHalf')] : null,
    amountFen: pick(asked, 'amountFen'),
    termMonths: pick(asked, 'termMonths'),
    branchApproves: ids.map((id) => truth.number('traditionalApproves', id) === 1),
    branchDays: pick(truth, 'traditionalDays'),
    branchCostFen: pick(truth, 'traditionalCostFen'),
    fraud: ids.map((id) => firms.text('fraud', id)),
  };
}

/** Fates with the features that a lender sees at application, by row. */
export interface Applicants extends Fates {
  readonly features: Table;
  /** No bureau record known at application: nobody can tell a history. */
  readonly withoutHistory: readonly boolean[];
}

/** Missing in every applicant without a bureau record. */
const HISTORY_FEATURE = 'bureau_open_loans';

/** Reads the applicants of a simulated book, in the order of the feature table, with the truth about them. */
export async function readApplicants(book: string, pool: WorkerPool): Promise<Applicants> {
  const all = await computeFeatureTable(await openBookReader(book), { pool });
  const ids = textsOf(all, 'applicationId');
  const fates = await readFates(book, ids);
  const known = new Set(fates.applicationId);
  const rows = ids.flatMap((id, row) => (known.has(id) ? [row] : []));
  const features = rows.length === all.nRows ? all : takeRows(all, rows);
  const withoutHistory = Array.from(numbersOf(features, HISTORY_FEATURE), Number.isNaN);
  return { ...fates, features, withoutHistory };
}

/** The texts of a column, '' for missing. */
export function textsOf(table: Table, name: string): string[] {
  const column = columnOf(table, name) as CategoryColumn;
  return Array.from({ length: table.nRows }, (_, row) => textAt(column, row) ?? '');
}

export function numbersOf(table: Table, name: string): Float64Array {
  return asFloat64(columnOf(table, name) as NumericColumn | DateColumn);
}

/** A table that is looked up by the application of a row. */
export interface KeyedTable {
  /** In the order of the table. */
  readonly applicationIds: readonly string[];
  /** NaN where there is no such application or value. */
  number(column: string, applicationId: string): number;
  text(column: string, applicationId: string): string | undefined;
}

/** Reads a table with one row an application; rows without one are passed over. */
export async function keyedTable(path: string): Promise<KeyedTable> {
  // Texts that are missing throughout would else be read as numbers.
  const table = await readTable(path, { kinds: { applicationId: 'category' } });
  const rowOf = new Map<string, number>();
  for (const [row, id] of textsOf(table, 'applicationId').entries()) if (id !== '') rowOf.set(id, row);
  const numbers = new Map<string, Float64Array>();
  return {
    applicationIds: [...rowOf.keys()],
    number(column, id) {
      let values = numbers.get(column);
      if (!values) {
        values = numbersOf(table, column);
        numbers.set(column, values);
      }
      return values[rowOf.get(id) ?? -1] ?? Number.NaN;
    },
    text(column, id) {
      const row = rowOf.get(id);
      const found = columnOf(table, column);
      return row === undefined || found.kind !== 'category' ? undefined : textAt(found, row);
    },
  };
}
