import type { Fen } from '../../core/index.ts';

/** One row of a repayment plan; all amounts in fen. */
export interface Instalment {
  readonly month: number;
  readonly paymentFen: Fen;
  readonly interestFen: Fen;
  readonly principalFen: Fen;
  /** Outstanding after the payment. */
  readonly balanceFen: Fen;
}

/**
 * The equal monthly payment P i / (1 - (1 + i)^-n), i = annualRate / 12, rounded to the fen. At rate 0 it is P / n.
 * `principalFen` integer >= 0, `annualRate` >= 0, `termMonths` integer >= 1.
 */
export function monthlyInstalment(principalFen: Fen, annualRate: number, termMonths: number): Fen {
  return Math.round(principalFen / annuityFactor(annualRate, termMonths));
}

/** What a payment of 1 a month is worth today: (1 - (1 + i)^-n) / i; n at rate 0. */
export function annuityFactor(annualRate: number, termMonths: number): number {
  const i = annualRate / 12;
  // expm1 and log1p keep the digits that 1 - (1 + i)^-n loses at small rates.
  return i === 0 ? termMonths : -Math.expm1(-termMonths * Math.log1p(i)) / i;
}

/**
 * The repayment plan in whole fen: interest is rounded each month, the last payment takes what rounding left, so
 * that principal parts add up to the principal exactly. At a few hundred yuan over years the rounded payment may repay
 * the loan some months early; from 5,000 yuan up every payment but the last is the regular one.
 */
export function repaymentPlan(principalFen: Fen, annualRate: number, termMonths: number): Instalment[] {
  const regular = monthlyInstalment(principalFen, annualRate, termMonths);
  const plan: Instalment[] = [];
  let balanceFen = principalFen;
  for (let month = 1; month <= termMonths; month++) {
    const interestFen = Math.round((balanceFen * annualRate) / 12);
    const principalPart = month === termMonths ? balanceFen : Math.min(balanceFen, regular - interestFen);
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

/**
 * Money outstanding times years, for a loan repaid in equal parts of principal: P (n + 1) / 24. Costs and losses per
 * yuan-year are spread over it. An annuity repays slightly later, so this errs towards a higher price.
 */
export function balanceYears(principalFen: Fen, termMonths: number): number {
  return (principalFen * (termMonths + 1)) / 24;
}
