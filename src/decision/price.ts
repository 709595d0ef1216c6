import { type Day, type Fen, yuanToFen } from '../core/index.ts';
import { balanceYears } from './annuity.ts';
import type { StepVerdict } from './outcome.ts';
import type { PriceParams } from './params.ts';

export interface PriceInput {
  /** Probability of bad within 12 months, 0-1. */
  readonly pd: number;
  /** > 0. */
  readonly limitFen: Fen;
  readonly termMonths: number;
  readonly capRate: number;
}

export interface PriceOutput extends StepVerdict {
  /** The full price, rounded up to the step, even where it is above the cap. */
  readonly annualRate: number;
  /** Unrounded parts of the price, each a nominal annual rate on the outstanding balance. */
  readonly parts: {
    readonly funding: number;
    readonly expectedLoss: number;
    readonly operating: number;
    readonly capital: number;
  };
  readonly expectedLossFen: Fen;
}

/** Multiple x the prime rate in force on `day`; before the first row of the list, its first rate. */
export function rateCap({ multiple, lpr }: PriceParams['cap'], day: Day): number {
  const row = lpr.findLast((candidate) => candidate.from <= day) ?? lpr[0];
  return multiple * (row?.annualRate ?? 0);
}

/**
 * The price that covers costs and risk: funding + pd x LGD + operating cost / balance-years + capital charge, rounded
 * up to the step. The 12-month PD is taken as the yearly rate of default on the outstanding balance, at any term.
 * A price above the cap is a decline, not a loss taken at the cap.
 */
export function setPrice(
  { pd, limitFen, termMonths, capRate }: PriceInput,
  params: PriceParams,
): PriceOutput {
  const { operatingCost, capital, fundingRate, lossGivenDefault, stepBp } = params;
  const years = balanceYears(limitFen, termMonths);
  const costFen = yuanToFen(operatingCost.perLoanYuan + (operatingCost.perYearYuan * termMonths) / 12);
  const parts = {
    funding: fundingRate,
    expectedLoss: pd * lossGivenDefault,
    operating: costFen / years,
    capital: capital.riskWeight * capital.ratio * Math.max(0, capital.targetReturn - fundingRate),
  };
  const full = parts.funding + parts.expectedLoss + parts.operating + parts.capital;
  const steps = Math.ceil(full * (10_000 / stepBp) - ROUNDING_SLACK);
  const annualRate = (steps * stepBp) / 10_000;
  const expectedLossFen = Math.round(parts.expectedLoss * years);
  if (annualRate <= capRate + ROUNDING_SLACK)
    return { outcome: 'approve', codes: [], annualRate, parts, expectedLossFen };
  const code = parts.expectedLoss >= parts.operating ? 'PRICE_ABOVE_CAP_RISK' : 'PRICE_ABOVE_CAP_COST';
  return { outcome: 'decline', codes: [code], annualRate, parts, expectedLossFen };
}

/** Keeps a price that is a whole number of steps but for binary rounding from climbing one step further. */
const ROUNDING_SLACK = 1e-9;
