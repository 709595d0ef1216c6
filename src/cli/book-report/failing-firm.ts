import { addMonths, type Day, parseDay } from '../../core/index.ts';
import type { Book } from '../../sources/index.ts';
import { type LoanFact, loanFacts } from './facts.ts';
import { firstBureauRecord, firstLatePayment } from './signs.ts';

/** One thing that went wrong, on a day. */
export interface Mark {
  readonly day: Day;
  readonly label: string;
}

/** How one borrower failed, as its records tell it. */
export interface FailingFirm {
  readonly firmId: string;
  /** Balance after the last transaction of each day that has one, yuan. */
  readonly balance: readonly { readonly day: Day; readonly yuan: number }[];
  /** In order of time. */
  readonly marks: readonly Mark[];
}

/** Months of the story before the application. */
const MONTHS_BEFORE = 6;

/**
 * The borrower whose failure is told most fully by the sources of the book: a bad loan inside the book's days, with the
 * most kinds of marks; the first in firm order among equals. Undefined where no bad loan matured inside the book.
 */
export function failingFirm(book: Book): FailingFirm | undefined {
  const end = parseDay(book.manifest.endDate)!;
  let best: FailingFirm | undefined;
  for (const loan of loanFacts(book)) {
    if (loan.badDate === undefined || loan.badDate > end) continue;
    const story = storyOf(book, loan, loan.badDate);
    if (story.balance.length > 0 && story.marks.length > (best?.marks.length ?? 0)) best = story;
  }
  return best;
}

function storyOf(book: Book, { firm, applied }: LoanFact, badDate: Day): FailingFirm {
  const from = addMonths(applied, -MONTHS_BEFORE);
  const first = (label: string, day: Day | undefined): Mark[] => (day === undefined ? [] : [{ day, label }]);
  const marks = [
    ...first('applies', applied),
    ...first('utility late', firstLatePayment(book, 'utility', firm, applied)),
    ...first('tax late', firstLatePayment(book, 'tax', firm, applied)),
    // The application itself makes an enquiry on its own day.
    ...first('asks other lenders', firstBureauRecord(book, 'enquiry', firm, applied + 1)),
    ...first('overdue elsewhere', firstBureauRecord(book, 'overdue', firm, applied)),
    ...first('90 days past due', badDate),
  ].filter(({ day }) => day <= badDate);
  return {
    firmId: book.firmIds[firm]!,
    balance: balancePath(book, firm, from, badDate),
    marks: marks.toSorted((a, b) => a.day - b.day),
  };
}

function balancePath({ rows }: Book, firm: number, from: Day, to: Day): { day: Day; yuan: number }[] {
  const { columns, offsets } = rows.bank;
  const path: { day: Day; yuan: number }[] = [];
  for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
    const day = columns.eventDate[row]!;
    if (day < from || day > to) continue;
    const yuan = columns.balanceFen[row]! / 100;
    if (path.at(-1)?.day === day) path[path.length - 1] = { day, yuan };
    else path.push({ day, yuan });
  }
  return path;
}
