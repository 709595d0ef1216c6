import type { Day, Fen } from '../../core/index.ts';
import type { StepVerdict } from '../outcome.ts';
import { monthlyInstalment } from './annuity.ts';
import { fitOfPlan, type PlanFit, type RepaidFrom } from './fit.ts';
import type { OfferParams } from './offer-params.ts';
import { equalInstalments, type Loan, planRepayment, type RepaymentShape } from './repayment.ts';

export interface OfferInput {
  readonly limitFen: Fen;
  readonly annualRate: number;
  readonly termMonths: number;
  readonly eventDate: Day;
  /** Default: equal instalments, repaid from receipts. */
  readonly shape?: RepaymentShape;
  readonly repaidFrom?: RepaidFrom;
  /** Forecast of the twelve months after `eventDate`; default and null: none. */
  readonly receiptsFen?: readonly Fen[] | null;
}

export interface OfferOutput extends StepVerdict {
  /** The regular instalment; of another shape the largest payment. */
  readonly monthlyInstalmentFen: Fen;
  readonly totalInterestFen: Fen;
  /** Last day on which the offer can be taken. */
  readonly validUntil: Day;
  /** How the plan fits the forecast; null where there is no forecast or the parameters do not ask. */
  readonly fit: PlanFit | null;
}

/**
 * The offer in the applicant's terms: payments, the interest in all, how long it stands, and whether every payment stays
 * under its share of that month's forecast receipts. A misfit is a review where the parameters say so; otherwise its
 * code alone tells of it.
 */
export function makeOffer(input: OfferInput, params: OfferParams): OfferOutput {
  const { limitFen, annualRate, termMonths, eventDate, shape = equalInstalments } = input;
  const plan = planRepayment(shape, loanOf(input));
  let totalInterestFen = 0;
  let largestFen = 0;
  for (const { interestFen, paymentFen } of plan) {
    totalInterestFen += interestFen;
    largestFen = Math.max(largestFen, paymentFen);
  }
  const { receiptsFen = null, repaidFrom = 'receipts' } = input;
  const fit =
    receiptsFen && params.paymentShare !== null
      ? fitOfPlan(plan, receiptsFen, params.paymentShare, repaidFrom)
      : null;
  const misfit = fit !== null && !fit.fits;
  return {
    outcome: misfit && params.misfit === 'review' ? 'review' : 'approve',
    codes: misfit ? ['PAYMENT_ABOVE_RECEIPTS'] : [],
    monthlyInstalmentFen:
      shape.kind === 'equal-instalments' ? monthlyInstalment(limitFen, annualRate, termMonths) : largestFen,
    totalInterestFen,
    validUntil: eventDate + params.validDays,
    fit,
  };
}

/** The loan of an offer, as `planRepayment` takes it: every payment of the offer follows from it. */
export function loanOf({ limitFen, annualRate, termMonths, eventDate, receiptsFen }: OfferInput): Loan {
  return {
    principalFen: limitFen,
    annualRate,
    termMonths,
    startDay: eventDate,
    receiptsFen: receiptsFen ?? null,
  };
}
