import type { Day, Fen } from '../core/index.ts';
import { monthlyInstalment, repaymentPlan } from './annuity.ts';
import type { DecisionParams } from './params.ts';

export interface OfferInput {
  readonly limitFen: Fen;
  readonly annualRate: number;
  readonly termMonths: number;
  readonly eventDate: Day;
}

export interface OfferOutput {
  readonly monthlyInstalmentFen: Fen;
  readonly totalInterestFen: Fen;
  /** Last day on which the offer can be taken. */
  readonly validUntil: Day;
}

/** The offer in the applicant's terms: equal monthly instalments, the interest in all, and how long it stands. */
export function makeOffer(
  { limitFen, annualRate, termMonths, eventDate }: OfferInput,
  { validDays }: DecisionParams['offer'],
): OfferOutput {
  let totalInterestFen = 0;
  for (const { interestFen } of repaymentPlan(limitFen, annualRate, termMonths))
    totalInterestFen += interestFen;
  return {
    monthlyInstalmentFen: monthlyInstalment(limitFen, annualRate, termMonths),
    totalInterestFen,
    validUntil: eventDate + validDays,
  };
}
