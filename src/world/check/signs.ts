import type { Day } from '../../core/index.ts';
import { type Book, codeOf, type SourceName } from '../../sources/index.ts';
import { firstLateSocial, firstLateTax, firstLateUtility, readPayroll } from './arrears.ts';
import { firstReviewDecline, readStars, reviewBase } from './review-decline.ts';
import { type FieldOf, type Rows, readRows } from './source-rows.ts';

/** Something that a source shows of a firm in trouble. */
export interface Sign {
  readonly name: string;
  readonly source: SourceName;
  /** What counts, in a sentence. */
  readonly meaning: string;
  /** Whether the source could have shown the sign of the firm after `from`. */
  readonly canShow: (firm: number, from: Day) => boolean;
  /** The first day of the sign in [from, until]; Infinity where there is none. */
  readonly first: (firm: number, from: Day, until: Day) => Day;
}

/** Invoicing is judged by these days against the days before the application. OWN. */
const TRADE_DAYS = 56;
const USUAL_TRADE_DAYS = 182;
/** Sales have fallen when so much less is invoiced a day. OWN. */
const FALLEN_TO = 0.5;
const DAYS_PER_WEEK = 7;

/** The signs, in the order of the sources. Opens what it reads: hold it no longer than needed. */
export async function openSigns(book: Book): Promise<readonly Sign[]> {
  const payroll = await readPayroll(book);
  const stars = await readStars(book);
  const judicial = await readRows(book, 'judicial', ['kind']);
  const issued = await issuedAmounts(book);
  const { utility, tax, bureau } = book.rows;
  const hasRows =
    ({ offsets }: { readonly offsets: Int32Array }) =>
    (firm: number): boolean =>
      offsets[firm + 1]! > offsets[firm]!;
  return [
    {
      name: 'late utility payment',
      source: 'utility',
      meaning: 'a bill is a week past its due day',
      canShow: hasRows(utility),
      first: (firm, from, until) => firstLateUtility(book, firm, from, until),
    },
    {
      name: 'late tax payment',
      source: 'tax',
      meaning: 'tax is a week past its due day',
      canShow: hasRows(tax),
      first: (firm, from, until) => firstLateTax(book, firm, from, until),
    },
    {
      name: 'late social insurance',
      source: 'payroll',
      meaning: 'contributions are a week past their due day',
      canShow: hasRows(payroll),
      first: (firm, from, until) => firstLateSocial(payroll, firm, from, until),
    },
    {
      name: 'reviews decline',
      source: 'reviews',
      meaning:
        'mean stars of 8 weeks fall more than half a star below those of the first half-year of reviews',
      canShow: (firm) => reviewBase(stars, firm) !== undefined,
      first: (firm, from, until) => firstReviewDecline(stars, firm, from, until),
    },
    {
      name: 'invoicing falls by half',
      source: 'invoices',
      meaning:
        'less than half as much is invoiced in 8 weeks as was usual in the half-year before the application',
      canShow: (firm, from) => issuedWithin(issued, firm, from - USUAL_TRADE_DAYS, from) > 0,
      first: (firm, from, until) => firstFallOfTrade(issued, firm, from, until),
    },
    {
      name: 'law suit',
      source: 'judicial',
      meaning: 'somebody sues the firm; courts are public, so every firm could be seen',
      canShow: () => judicial.nRows > 0,
      first: firstOf(judicial, codeOf('judicial', 'kind', 'defendant')),
    },
    {
      name: 'overdue at another lender',
      source: 'bureau',
      meaning: 'the bureau is told of a loan past due elsewhere',
      canShow: hasRows(bureau),
      first: firstOf(bureau, codeOf('bureau', 'kind', 'overdue')),
    },
  ];
}

/** The first record of a kind. */
export function firstOf({ columns, offsets }: Rows<'kind'>, kind: number): Sign['first'] {
  return (firm, from, until) => {
    for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
      const day = columns.eventDate[row]!;
      if (columns.kind[row] === kind && day >= from && day <= until) return day;
    }
    return Number.POSITIVE_INFINITY;
  };
}

type IssuedRows = Rows<FieldOf<'invoices'> & ('amountFen' | 'direction' | 'status')>;

function issuedAmounts(book: Book): Promise<IssuedRows> {
  return readRows(book, 'invoices', ['amountFen', 'direction', 'status']);
}

const ISSUED = codeOf('invoices', 'direction', 'issued');
const VALID = codeOf('invoices', 'status', 'valid');

/** Net amount invoiced to buyers on days in [from, until), fen. */
function issuedWithin({ columns, offsets }: IssuedRows, firm: number, from: Day, until: Day): number {
  let sum = 0;
  for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
    const day = columns.eventDate[row]!;
    if (day >= from && day < until && columns.direction[row] === ISSUED && columns.status[row] === VALID)
      sum += columns.amountFen[row]!;
  }
  return sum;
}

/** Looked at once a week, from the first window that lies wholly after the application. */
function firstFallOfTrade(issued: IssuedRows, firm: number, from: Day, until: Day): Day {
  const usual = issuedWithin(issued, firm, from - USUAL_TRADE_DAYS, from) / USUAL_TRADE_DAYS;
  for (let day = from + TRADE_DAYS; day <= until; day += DAYS_PER_WEEK)
    if (issuedWithin(issued, firm, day - TRADE_DAYS, day) < FALLEN_TO * usual * TRADE_DAYS) return day;
  return Number.POSITIVE_INFINITY;
}
