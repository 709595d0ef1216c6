import { addMonths, type Day, parseDay } from '../../core/index.ts';
import type { Book } from '../../sources/index.ts';
import { day30Of, type LoanRow, loansOf, type Sign } from '../../world/check/index.ts';

/** A source of the failing firm and the day on which it turned red; undefined where it never did. */
export interface Lane {
  readonly sign: string;
  readonly red: Day | undefined;
}

/** How one borrower failed, as its records tell it. */
export interface FailingFirm {
  readonly firmId: string;
  /** First day of the story, half a year before the application. */
  readonly from: Day;
  readonly applied: Day;
  readonly overdue30: Day;
  /** 90 days past due: the last day of the story. */
  readonly overdue90: Day;
  /** Balance after the last transaction of each day that has one, yuan. */
  readonly balance: readonly { readonly day: Day; readonly yuan: number }[];
  /** Sources that could have warned, those that did first and in the order of their days. */
  readonly lanes: readonly Lane[];
}

/** Months of the story before the application. */
const MONTHS_BEFORE = 6;

/**
 * The borrower whose failure is told most fully by the sources of the book: a bad loan inside the book's days, with the
 * most sources that turned red before 90 days past due; the first in firm order among equals. Undefined where no bad loan
 * of a firm with an account matured inside the book.
 */
export function failingFirm(book: Book, signs: readonly Sign[]): FailingFirm | undefined {
  const end = parseDay(book.manifest.endDate)!;
  let best: { loan: LoanRow; badDay: Day; nRed: number } | undefined;
  for (const loan of loansOf(book)) {
    const { firm, badDay } = loan;
    const { offsets } = book.rows.bank;
    if (badDay === undefined || badDay > end || offsets[firm] === offsets[firm + 1]) continue;
    const nRed = lanesOf(signs, loan, badDay).filter(({ red }) => red !== undefined).length;
    if (nRed > (best?.nRed ?? -1)) best = { loan, badDay, nRed };
  }
  if (!best) return undefined;
  const { loan, badDay } = best;
  const from = addMonths(loan.appliedDay, -MONTHS_BEFORE);
  return {
    firmId: book.firmIds[loan.firm]!,
    from,
    applied: loan.appliedDay,
    overdue30: day30Of(badDay),
    overdue90: badDay,
    balance: balancePath(book, loan.firm, from, badDay),
    lanes: lanesOf(signs, loan, badDay),
  };
}

function lanesOf(signs: readonly Sign[], { firm, appliedDay }: LoanRow, badDay: Day): Lane[] {
  const last = Number.POSITIVE_INFINITY;
  return signs
    .filter(({ canShow }) => canShow(firm, appliedDay))
    .map(({ name, first }) => {
      const day = first(firm, appliedDay, badDay);
      return { sign: name, red: Number.isFinite(day) ? day : undefined };
    })
    .sort((a, b) => (a.red ?? last) - (b.red ?? last) || 0);
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
