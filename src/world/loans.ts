import { addMonths, type Day, type Fen } from '../core/index.ts';

/** Whose loan it is: ours (the lender whose book is written), a bank's, a platform's, or the traditional lender's. */
export type Lender = 'own' | 'bank' | 'platform' | 'traditional';

/** A loan repaid in equal monthly instalments, and what was paid of it. */
export interface Loan {
  readonly lender: Lender;
  /** Pseudonym of the lender. */
  readonly lenderName: string;
  readonly openedDay: Day;
  readonly principalFen: Fen;
  readonly instalmentFen: Fen;
  readonly termMonths: number;
  /** Day on which each instalment was paid, in order; shorter than the term while it runs. */
  readonly paidDays: Day[];
  /** The owner has stopped paying although there may be cash. */
  abandoned: boolean;
}

/** Instalment of an annuity, rounded up to the fen; `annualRate` 0 gives equal parts. */
export function instalmentOf(principalFen: Fen, annualRate: number, termMonths: number): Fen {
  const rate = annualRate / 12;
  const exact =
    rate === 0 ? principalFen / termMonths : (principalFen * rate) / (1 - (1 + rate) ** -termMonths);
  return Math.ceil(exact);
}

/** Due day of instalment k = 0 .. term - 1: k + 1 months after opening. */
export function dueDay(loan: Loan, k: number): Day {
  return addMonths(loan.openedDay, k + 1);
}

export function isRepaid(loan: Loan): boolean {
  return loan.paidDays.length >= loan.termMonths;
}

/** What is still to be paid, instalments times their number. */
export function remainingFen(loan: Loan): Fen {
  return (loan.termMonths - loan.paidDays.length) * loan.instalmentFen;
}

/** Days past due on `day`: the age of the oldest instalment that is due and unpaid; 0 when none is. */
export function daysPastDue(loan: Loan, day: Day): number {
  const oldest = loan.paidDays.length;
  return oldest >= loan.termMonths ? 0 : Math.max(0, day - dueDay(loan, oldest));
}

/** Days past due at which a loan is bad, and months after opening within which that counts. */
export const BAD_DAYS = 90;
export const OUTCOME_MONTHS = 12;

export interface LoanOutcome {
  /** The day 90 days past due was reached within the window; undefined when good. */
  readonly badDay: Day | undefined;
  /** Worst days past due within the window. */
  readonly maxDaysPastDue: number;
  /** The day the outcome was known: the bad day, or the end of the window. */
  readonly knownDay: Day;
}

/** What became of a loan in the twelve months after it was opened; the loan must have been followed to their end. */
export function outcomeOf(loan: Loan): LoanOutcome {
  const windowEnd = addMonths(loan.openedDay, OUTCOME_MONTHS);
  let badDay: Day | undefined;
  let worst = 0;
  for (let k = 0; k < loan.termMonths; k++) {
    const due = dueDay(loan, k);
    if (due > windowEnd) break;
    const late = Math.min(loan.paidDays[k] ?? windowEnd, windowEnd) - due;
    worst = Math.max(worst, late);
    // Reaching day 90 and paying on it is still reaching it.
    if (late >= BAD_DAYS) badDay ??= due + BAD_DAYS;
  }
  return { badDay, maxDaysPastDue: worst, knownDay: badDay ?? windowEnd };
}
