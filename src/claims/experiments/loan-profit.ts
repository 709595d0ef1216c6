import { balanceYears } from '../../decision/index.ts';
import { baselineScenario } from '../../world/index.ts';
import type { DecidedBook } from './decided-book.ts';

/**
 * What a loan earns. The world keeps no recoveries, so a loss is a stated share of the mean balance, as the price of the standard policy reckons it.
 */
export const PROFIT = {
  /** The rate that outcomes were lived under: another price would have other outcomes. */
  annualRate: baselineScenario.credit.annualRate,
  /** CLAIM: funding costs 6 to 8 %. */
  fundingRate: 0.065,
  /** OWN, that of policies/sme-standard.params.json: share of the mean balance lost in default; a bad loan earns nothing. */
  lossGivenDefault: 0.6,
  text: 'a good loan earns rate less funding (6.5 %) on its balance, a bad one loses 60 % of its mean balance and its funding',
} as const;

export interface BookProfit {
  readonly perLoanYuan: number;
  readonly perApplicationYuan: number;
}

/** Profit of the approved; a loan that was cut keeps the outcome of the amount asked for, which is the harder one. */
export function profitOf(
  { bad, termMonths }: Pick<DecidedBook, 'bad' | 'termMonths'>,
  approved: readonly boolean[],
  amountFen: readonly number[],
): BookProfit {
  const { annualRate, fundingRate, lossGivenDefault } = PROFIT;
  let profitFen = 0;
  let loans = 0;
  for (let i = 0; i < bad.length; i++) {
    if (!approved[i]) continue;
    loans += 1;
    const years = balanceYears(amountFen[i]!, termMonths[i]!);
    const meanBalanceFen = (years * 12) / termMonths[i]!;
    profitFen +=
      bad[i] === 1
        ? -lossGivenDefault * meanBalanceFen - fundingRate * years
        : (annualRate - fundingRate) * years;
  }
  return { perLoanYuan: profitFen / 100 / loans, perApplicationYuan: profitFen / 100 / bad.length };
}
