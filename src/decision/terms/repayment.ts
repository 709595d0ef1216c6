import { z } from 'zod';
import { addMonths, civilOf, type Day, type Fen } from '../../core/index.ts';
import { balanceYears, type Instalment, repaymentPlan } from './annuity.ts';

/**
 * How a loan is repaid.
 * equal-instalments: the annuity. bullet: interest as it falls due, the principal at the end. seasonal: principal by the
 * weight of each calendar month, interest monthly or with the principal (simple, not compounded). share-of-receipts: a
 * share of each month's forecast receipts, the rest at the end. daily-interest: repaid on one day, interest for the days
 * of use, 365 to the year.
 */
export const shapeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('equal-instalments') }),
  z.strictObject({ kind: z.literal('bullet') }),
  z.strictObject({
    kind: z.literal('seasonal'),
    /** January to December; only their proportions matter. */
    weights: z
      .array(z.number().min(0))
      .length(12)
      .refine((weights) => weights.some((weight) => weight > 0), 'expected a month with weight'),
    interest: z.enum(['monthly', 'with-principal']),
  }),
  z.strictObject({ kind: z.literal('share-of-receipts'), share: z.number().positive().max(1) }),
  z.strictObject({ kind: z.literal('daily-interest') }),
]);
export type RepaymentShape = z.infer<typeof shapeSchema>;

export const equalInstalments: RepaymentShape = { kind: 'equal-instalments' };

/** A loan to be planned. */
export interface Loan {
  /** Integer >= 0. */
  readonly principalFen: Fen;
  /** Nominal, >= 0. */
  readonly annualRate: number;
  /** Integer >= 1. */
  readonly termMonths: number;
  /** Day of payment; instalments fall due on the same day of the months after it. */
  readonly startDay: Day;
  /** Forecast of the twelve months after `startDay`, repeated beyond; null where there is none. */
  readonly receiptsFen: readonly Fen[] | null;
}

/**
 * The repayment plan in whole fen: a row a month, but one row in all for daily interest. Principal parts are >= 0 and add
 * up to the principal exactly; interest is rounded once a month. A share of receipts without a forecast is repaid in equal
 * instalments.
 */
export function planRepayment(shape: RepaymentShape, loan: Loan): Instalment[] {
  switch (shape.kind) {
    case 'equal-instalments':
      return repaymentPlan(loan.principalFen, loan.annualRate, loan.termMonths);
    case 'bullet':
      return scheduled(loan, (month) => (month === loan.termMonths ? loan.principalFen : 0), true);
    case 'seasonal':
      return scheduled(loan, seasonalPrincipal(shape.weights, loan), shape.interest === 'monthly');
    case 'share-of-receipts':
      return loan.receiptsFen
        ? fromReceipts(loan, loan.receiptsFen, shape.share)
        : repaymentPlan(loan.principalFen, loan.annualRate, loan.termMonths);
    case 'daily-interest':
      return [onOneDay(loan)];
  }
}

/** Interest for days of use at 365 days to the year, rounded to the fen. */
export function interestForDays(principalFen: Fen, annualRate: number, days: number): Fen {
  return Math.round((principalFen * annualRate * days) / 365);
}

/**
 * Fen outstanding times years under a shape, for spreading costs over: never above the true figure by more than rounding,
 * so that a price errs upwards.
 */
export function fenYearsOf(shape: RepaymentShape, loan: Loan): number {
  const { principalFen, termMonths } = loan;
  if (shape.kind === 'equal-instalments') return balanceYears(principalFen, termMonths);
  if (shape.kind === 'bullet') return (principalFen * termMonths) / 12;
  if (shape.kind === 'daily-interest') return (principalFen * daysOf(loan)) / 365;
  // Without interest the principal is repaid soonest.
  let outstandingFen = principalFen;
  let fenMonths = 0;
  for (const { balanceFen } of planRepayment(shape, { ...loan, annualRate: 0 })) {
    fenMonths += outstandingFen;
    outstandingFen = balanceFen;
  }
  return fenMonths / 12;
}

function onOneDay(loan: Loan): Instalment {
  const { principalFen, annualRate, termMonths } = loan;
  const interestFen = interestForDays(principalFen, annualRate, daysOf(loan));
  return {
    month: termMonths,
    paymentFen: principalFen + interestFen,
    interestFen,
    principalFen,
    balanceFen: 0,
  };
}

function daysOf({ startDay, termMonths }: Loan): number {
  return addMonths(startDay, termMonths) - startDay;
}

/** A plan whose principal is set month by month; interest that is not paid monthly waits for the next principal. */
function scheduled(
  { principalFen, annualRate, termMonths }: Loan,
  principalOf: (month: number) => Fen,
  interestMonthly: boolean,
): Instalment[] {
  const plan: Instalment[] = [];
  let balanceFen = principalFen;
  let owedFen = 0;
  for (let month = 1; month <= termMonths; month++) {
    owedFen += Math.round((balanceFen * annualRate) / 12);
    const principalPart = principalOf(month);
    balanceFen -= principalPart;
    const interestFen = interestMonthly || principalPart > 0 || month === termMonths ? owedFen : 0;
    owedFen -= interestFen;
    plan.push({
      month,
      paymentFen: interestFen + principalPart,
      interestFen,
      principalFen: principalPart,
      balanceFen,
    });
  }
  return plan;
}

/** Principal by the weights of the months that instalments fall due in; at the end where none of them has weight. */
function seasonalPrincipal(
  weights: readonly number[],
  { principalFen, termMonths, startDay }: Loan,
): (month: number) => Fen {
  const first = civilOf(addMonths(startDay, 1)).month - 1;
  const dueAfter = [0];
  for (let month = 1; month <= termMonths; month++)
    dueAfter.push(dueAfter[month - 1]! + weights[(first + month - 1) % 12]!);
  const total = dueAfter[termMonths]!;
  if (total === 0) return (month) => (month === termMonths ? principalFen : 0);
  // Rounding what is due in all so far, not each part, makes the parts add up.
  const paidAfter = (month: number): Fen => Math.round(principalFen * (dueAfter[month]! / total));
  return (month) => paidAfter(month) - paidAfter(month - 1);
}

function fromReceipts(
  { principalFen, annualRate, termMonths }: Loan,
  receiptsFen: readonly Fen[],
  share: number,
): Instalment[] {
  const plan: Instalment[] = [];
  let balanceFen = principalFen;
  for (let month = 1; month <= termMonths; month++) {
    const interestFen = Math.round((balanceFen * annualRate) / 12);
    const takenFen = Math.floor(share * receiptsOf(receiptsFen, month));
    const principalPart =
      month === termMonths ? balanceFen : Math.min(balanceFen, Math.max(0, takenFen - interestFen));
    balanceFen -= principalPart;
    plan.push({
      month,
      paymentFen: interestFen + principalPart,
      interestFen,
      principalFen: principalPart,
      balanceFen,
    });
  }
  return plan;
}

/** Forecast receipts of the `month`-th month after the start, counted from 1; the year repeats. */
export function receiptsOf(receiptsFen: readonly Fen[], month: number): Fen {
  return receiptsFen[(month - 1) % receiptsFen.length] ?? 0;
}
