import { join } from 'node:path';
import type { Day } from '../../core/index.ts';
import { type Book, codeOf, INDUSTRIES, REGIONS, sources } from '../../sources/index.ts';
import { asFloat64, columnOf, readTable, textAt } from '../../table/index.ts';

/** One disbursed loan with what the book says of its borrower. */
export interface LoanRow {
  /** Index of the firm in the book. */
  readonly firm: number;
  readonly appliedDay: Day;
  readonly amountFen: number;
  readonly termMonths: number;
  readonly purpose: string;
  readonly bad: boolean;
  /** Day 90 days past due was reached; undefined when good. */
  readonly badDay: Day | undefined;
  readonly industry: string | undefined;
  readonly region: string | undefined;
}

/** What the truth says of a firm that measures need; by index of the firm in the book. */
export interface FirmTruth {
  /** Normal weekly sales, fen; NaN where the truth has no such firm. */
  readonly weeklySalesFen: Float64Array;
  /** 1 where the owner stopped paying although there may have been cash. */
  readonly walkedAway: Uint8Array;
}

const PURPOSES = sources.applications.record.shape.purpose.options;

/** The loans of a book: applications joined to outcomes by their identifier, in the order of outcomes. */
export function loansOf(book: Book): LoanRow[] {
  const { applications, outcomes, registry } = book.rows;
  const rowOfId = new Map<string, number>();
  const idOf = ({ levels }: { readonly levels: Readonly<Record<string, readonly string[]>> }, code: number) =>
    levels.applicationId?.[code] ?? '';
  for (let row = 0; row < applications.nRows; row++)
    rowOfId.set(idOf(applications, applications.columns.applicationId[row]!), row);
  const loans: LoanRow[] = [];
  for (let firm = 0; firm < book.firmIds.length; firm++) {
    const entry = registry.offsets[firm + 1]! - 1;
    const registered = entry >= registry.offsets[firm]!;
    for (let row = outcomes.offsets[firm]!; row < outcomes.offsets[firm + 1]!; row++) {
      const at = rowOfId.get(idOf(outcomes, outcomes.columns.applicationId[row]!));
      if (at === undefined) continue;
      const bad = outcomes.columns.bad[row] === 1;
      loans.push({
        firm,
        appliedDay: applications.columns.eventDate[at]!,
        amountFen: applications.columns.amountFen[at]!,
        termMonths: applications.columns.termMonths[at]!,
        purpose: PURPOSES[applications.columns.purpose[at]!]!,
        bad,
        badDay: bad ? outcomes.columns.badDate[row] : undefined,
        industry: registered ? INDUSTRIES[registry.columns.industry[entry]!] : undefined,
        region: registered ? REGIONS[registry.columns.region[entry]!] : undefined,
      });
    }
  }
  return loans;
}

/** Share of registered firms in the region `region`; NaN without a registered firm. */
export function regionShare(book: Book, region: (typeof REGIONS)[number]): number {
  const { columns, offsets } = book.rows.registry;
  const code = codeOf('registry', 'region', region);
  let firms = 0;
  let there = 0;
  for (let firm = 0; firm < book.firmIds.length; firm++) {
    const last = offsets[firm + 1]! - 1;
    if (last < offsets[firm]!) continue;
    firms += 1;
    if (columns.region[last] === code) there += 1;
  }
  return there / firms;
}

/** truth/firms of the book, or undefined where the book (any that was not simulated) has none. */
export async function readTruth(book: Book): Promise<FirmTruth | undefined> {
  if (!book.manifest.files['truth/firms']) return undefined;
  const path = join(book.dir, 'truth', 'firms.parquet');
  const table = await readTable(path, {
    columns: ['firmId', 'weeklySalesFen', 'walkedAway'],
    kinds: { firmId: 'category', weeklySalesFen: 'numeric', walkedAway: 'numeric' },
  });
  const ids = columnOf(table, 'firmId');
  const sales = columnOf(table, 'weeklySalesFen');
  const walked = columnOf(table, 'walkedAway');
  if (ids.kind !== 'category' || sales.kind === 'category' || walked.kind === 'category')
    throw new TypeError(`${path} was read with other kinds than asked for`);
  const weeklySalesFen = new Float64Array(book.firmIds.length).fill(Number.NaN);
  const walkedAway = new Uint8Array(book.firmIds.length);
  const salesFen = asFloat64(sales);
  for (let row = 0; row < table.nRows; row++) {
    const firm = book.firmIndex.get(textAt(ids, row) ?? '');
    if (firm === undefined) continue;
    weeklySalesFen[firm] = salesFen[row]!;
    walkedAway[firm] = walked.values[row]! === 1 ? 1 : 0;
  }
  return { weeklySalesFen, walkedAway };
}
