import { join } from 'node:path';
import type { Book } from '../../sources/index.ts';
import {
  asFloat64,
  type CategoryColumn,
  columnOf,
  readTable,
  type Table,
  textAt,
} from '../../table/index.ts';

/** What the truth says of firms; by index of the firm in the book. */
export interface FirmTruth {
  /** Normal weekly sales, fen; NaN where the truth has no such firm. */
  readonly weeklySalesFen: Float64Array;
  /** 1 where the owner stopped paying although there may have been cash. */
  readonly walkedAway: Uint8Array;
  /** Kind of fraud the firm commits; undefined for the honest. */
  readonly fraud: readonly (string | undefined)[];
}

/** An application to any lender, and what became of it or would have. */
export interface ApplicationTruth {
  /** Index of the firm in the book. */
  readonly firm: number;
  /** Undefined where the firm applied to the traditional lender alone. */
  readonly applicationId: string | undefined;
  readonly traditionalApproves: boolean;
  /** Whether the loan is bad if granted; undefined where nothing was asked of us. */
  readonly bad: boolean | undefined;
}

/** A supply link: names of the two firms. */
export interface SupplyLink {
  readonly seller: string;
  readonly buyer: string;
}

/** What truth/ holds of a book; each part undefined where the book (any that was not simulated) lacks it. */
export interface Truth {
  readonly firms: FirmTruth | undefined;
  readonly applications: readonly ApplicationTruth[] | undefined;
  readonly supply: readonly SupplyLink[] | undefined;
  /** True PD by application: written by a simulation with `--oracle` only. */
  readonly oracle: ReadonlyMap<string, number> | undefined;
}

/** Reads truth/ of the book. @throws PARUS_TABLE_* where a table lacks a column. */
export async function readTruth(book: Book): Promise<Truth> {
  return {
    firms: await readFirms(book),
    applications: await readApplications(book),
    supply: await readSupply(book),
    oracle: await readOracle(book),
  };
}

async function readFirms(book: Book): Promise<FirmTruth | undefined> {
  const table = await readPart(book, 'firms', ['firmId', 'fraud'], ['weeklySalesFen', 'walkedAway']);
  if (!table) return undefined;
  const ids = textsOf(table, 'firmId');
  const fraud = textsOf(table, 'fraud');
  const sales = numbersOf(table, 'weeklySalesFen');
  const walked = numbersOf(table, 'walkedAway');
  const weeklySalesFen = new Float64Array(book.firmIds.length).fill(Number.NaN);
  const walkedAway = new Uint8Array(book.firmIds.length);
  const kinds = new Array<string | undefined>(book.firmIds.length).fill(undefined);
  for (let row = 0; row < table.nRows; row++) {
    const firm = book.firmIndex.get(textAt(ids, row) ?? '');
    if (firm === undefined) continue;
    weeklySalesFen[firm] = sales[row]!;
    walkedAway[firm] = walked[row] === 1 ? 1 : 0;
    kinds[firm] = textAt(fraud, row);
  }
  return { weeklySalesFen, walkedAway, fraud: kinds };
}

async function readApplications(book: Book): Promise<ApplicationTruth[] | undefined> {
  const numbers = ['traditionalApproves', 'badIfGranted'];
  const table = await readPart(book, 'applications', ['firmId', 'applicationId'], numbers);
  if (!table) return undefined;
  const ids = textsOf(table, 'firmId');
  const applications = textsOf(table, 'applicationId');
  const approves = numbersOf(table, 'traditionalApproves');
  const bad = numbersOf(table, 'badIfGranted');
  const rows: ApplicationTruth[] = [];
  for (let row = 0; row < table.nRows; row++) {
    const firm = book.firmIndex.get(textAt(ids, row) ?? '');
    if (firm === undefined) continue;
    rows.push({
      firm,
      applicationId: textAt(applications, row),
      traditionalApproves: approves[row] === 1,
      bad: Number.isNaN(bad[row]!) ? undefined : bad[row] === 1,
    });
  }
  return rows;
}

async function readSupply(book: Book): Promise<SupplyLink[] | undefined> {
  const table = await readPart(book, 'supply', ['seller', 'buyer'], []);
  if (!table) return undefined;
  const seller = textsOf(table, 'seller');
  const buyer = textsOf(table, 'buyer');
  return Array.from({ length: table.nRows }, (_, row) => ({
    seller: textAt(seller, row) ?? '',
    buyer: textAt(buyer, row) ?? '',
  }));
}

async function readOracle(book: Book): Promise<ReadonlyMap<string, number> | undefined> {
  const table = await readPart(book, 'oracle', ['applicationId'], ['pd']);
  if (!table) return undefined;
  const ids = textsOf(table, 'applicationId');
  const pd = numbersOf(table, 'pd');
  return new Map(Array.from({ length: table.nRows }, (_, row) => [textAt(ids, row) ?? '', pd[row]!]));
}

/** The columns of truth/`name`; undefined where it is absent or empty. */
async function readPart(
  book: Book,
  name: string,
  texts: readonly string[],
  numbers: readonly string[],
): Promise<Table | undefined> {
  if ((book.manifest.files[`truth/${name}`]?.rows ?? 0) === 0) return undefined;
  return readTable(join(book.dir, 'truth', `${name}.parquet`), {
    columns: [...texts, ...numbers],
    kinds: Object.fromEntries([
      ...texts.map((column) => [column, 'category']),
      ...numbers.map((column) => [column, 'numeric']),
    ]),
  });
}

function textsOf(table: Table, name: string): CategoryColumn {
  const column = columnOf(table, name);
  if (column.kind !== 'category') throw new TypeError(`${table.origin}: ${name} is no text`);
  return column;
}

function numbersOf(table: Table, name: string): Float64Array {
  const column = columnOf(table, name);
  if (column.kind !== 'numeric') throw new TypeError(`${table.origin}: ${name} is no number`);
  return asFloat64(column);
}
