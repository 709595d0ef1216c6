import { type Day, parseDay } from '../../core/index.ts';
import { type Book, codeOf, INDUSTRIES, REGIONS, sources } from '../../sources/index.ts';

/** One disbursed loan with what the book says of its borrower. */
export interface LoanRow extends Registered {
  readonly applicationId: string;
  /** Index of the firm in the book. */
  readonly firm: number;
  readonly appliedDay: Day;
  readonly amountFen: number;
  readonly termMonths: number;
  readonly purpose: string;
  readonly bad: boolean;
  /** Day 90 days past due was reached; undefined when good. */
  readonly badDay: Day | undefined;
  /** Worst within a year of disbursement. */
  readonly maxDaysPastDue: number;
}

/** Where the registry's last entry puts a firm; undefined without an entry. */
export interface Registered {
  readonly industry: string | undefined;
  readonly region: string | undefined;
}

/** Records of what happened this long before the book's end have all arrived. */
const ARRIVED_DAYS = 30;
/** From 30 to 90 days past due. */
const DAYS_FROM_30_TO_90 = 60;

const PURPOSES = sources.applications.record.shape.purpose.options;

/** The loans of a book: applications joined to outcomes by their identifier, in the order of outcomes. */
export function loansOf(book: Book): LoanRow[] {
  const { applications, outcomes } = book.rows;
  const rowOfId = new Map<string, number>();
  const idOf = ({ levels }: { readonly levels: Readonly<Record<string, readonly string[]>> }, code: number) =>
    levels.applicationId?.[code] ?? '';
  for (let row = 0; row < applications.nRows; row++)
    rowOfId.set(idOf(applications, applications.columns.applicationId[row]!), row);
  const loans: LoanRow[] = [];
  for (let firm = 0; firm < book.firmIds.length; firm++) {
    for (let row = outcomes.offsets[firm]!; row < outcomes.offsets[firm + 1]!; row++) {
      const applicationId = idOf(outcomes, outcomes.columns.applicationId[row]!);
      const at = rowOfId.get(applicationId);
      if (at === undefined) continue;
      const bad = outcomes.columns.bad[row] === 1;
      loans.push({
        applicationId,
        firm,
        appliedDay: applications.columns.eventDate[at]!,
        amountFen: applications.columns.amountFen[at]!,
        termMonths: applications.columns.termMonths[at]!,
        purpose: PURPOSES[applications.columns.purpose[at]!]!,
        bad,
        badDay: bad ? outcomes.columns.badDate[row] : undefined,
        maxDaysPastDue: outcomes.columns.maxDaysPastDue[row]!,
        ...registeredAt(book, firm),
      });
    }
  }
  return loans;
}

/** Industry and region of a firm by its last entry. */
export function registeredAt({ rows }: Book, firm: number): Registered {
  const { columns, offsets } = rows.registry;
  const entry = offsets[firm + 1]! - 1;
  if (entry < offsets[firm]!) return { industry: undefined, region: undefined };
  return { industry: INDUSTRIES[columns.industry[entry]!], region: REGIONS[columns.region[entry]!] };
}

/** Day 30 days past due were reached by a loan that reached 90 on `badDay`. */
export function day30Of(badDay: Day): Day {
  return badDay - DAYS_FROM_30_TO_90;
}

/** Records of what happened until this day have all arrived within the book. */
export function lastArrivedDay(book: Book): Day {
  return parseDay(book.manifest.endDate)! - ARRIVED_DAYS;
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
