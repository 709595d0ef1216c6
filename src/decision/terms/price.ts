import { type Day, type Fen, yuanToFen } from '../../core/index.ts';
import type { StepVerdict } from '../outcome.ts';
import { balanceYears } from './annuity.ts';
import { churnAt, churnBySteps } from './churn.ts';
import type { CarbonParams, PriceParams } from './price-params.ts';

export interface PriceInput {
  /** Probability of bad within 12 months, 0-1. */
  readonly pd: number;
  /** > 0. */
  readonly limitFen: Fen;
  readonly termMonths: number;
  readonly capRate: number;
  /** Grade of the firm: whose churn curve it follows; default: none, so the floor is the price. */
  readonly grade?: string;
  /** Electricity per sales, as the carbon account's feature measures it; default and null: not known, no discount. */
  readonly energyIntensity?: number | null;
  readonly industry?: string | null;
  /** The product's own bounds of the rate; default: none beside floor and cap. */
  readonly productRate?: { readonly min: number; readonly max: number };
  /** Fen outstanding times years under the product's repayment shape; default: that of equal parts of principal. */
  readonly fenYears?: number;
}

export interface PriceOutput extends StepVerdict {
  /** The price, a whole number of steps; where floor > cap the floor, rounded up, which is why it is a decline. */
  readonly annualRate: number;
  /** The least rate that covers everything, rounded up to the step. */
  readonly floorRate: number;
  /** Unrounded parts of the floor, each a nominal annual rate on the outstanding balance; the discount is <= 0. */
  readonly parts: {
    readonly funding: number;
    readonly expectedLoss: number;
    readonly operating: number;
    readonly capital: number;
    readonly carbonDiscount: number;
  };
  readonly expectedLossFen: Fen;
  /** How the price was learnt; null where it is the floor. */
  readonly learnt: {
    readonly curve: string;
    /** Share of the grade's customers expected to leave at this rate. */
    readonly churn: number;
    /** (1 - churn) x what the loan leaves after all costs. */
    readonly expectedProfitFen: Fen;
  } | null;
}

/** Multiple x the prime rate in force on `day`; before the first row of the list, its first rate. */
export function rateCap({ multiple, lpr }: PriceParams['cap'], day: Day): number {
  const row = lpr.findLast((candidate) => candidate.from <= day) ?? lpr[0];
  return multiple * (row?.annualRate ?? 0);
}

/**
 * The price. Floor = funding + pd x LGD + operating cost / balance-years + capital charge - carbon discount, rounded up
 * to the step and never below the product's least rate. The 12-month PD is taken as the yearly rate of default on the
 * outstanding balance, at any term. With `learnt` on, the price is the rate from floor to cap that leaves the highest
 * expected profit (1 - churn(rate)) x (rate - costs). A floor above the cap is a decline, not a loss taken at the cap.
 */
export function setPrice(input: PriceInput, params: PriceParams): PriceOutput {
  const { pd, limitFen, termMonths, capRate, productRate } = input;
  const { operatingCost, capital, fundingRate, lossGivenDefault, stepBp } = params;
  const fenYears = input.fenYears ?? balanceYears(limitFen, termMonths);
  const costFen = yuanToFen(operatingCost.perLoanYuan + (operatingCost.perYearYuan * termMonths) / 12);
  const parts = {
    funding: fundingRate,
    expectedLoss: pd * lossGivenDefault,
    operating: costFen / fenYears,
    capital: capital.riskWeight * capital.ratio * Math.max(0, capital.targetReturn - fundingRate),
    // 0 - x: a discount of nothing is 0, not -0, which JSON would not give back.
    carbonDiscount: 0 - carbonDiscount(input, params.carbon),
  };
  const full = parts.funding + parts.expectedLoss + parts.operating + parts.capital + parts.carbonDiscount;
  const stepsPerUnit = 10_000 / stepBp;
  const floorStep = Math.ceil(Math.max(full, productRate?.min ?? 0) * stepsPerUnit - ROUNDING_SLACK);
  const floorRate = (floorStep * stepBp) / 10_000;
  const expectedLossFen = Math.round(parts.expectedLoss * fenYears);
  const highest = Math.min(capRate, productRate?.max ?? capRate);
  if (floorRate > highest + ROUNDING_SLACK) {
    const riskDriven = parts.expectedLoss >= parts.operating;
    const code =
      floorRate <= capRate + ROUNDING_SLACK
        ? 'PRICE_ABOVE_PRODUCT'
        : riskDriven
          ? 'PRICE_ABOVE_CAP_RISK'
          : 'PRICE_ABOVE_CAP_COST';
    return {
      outcome: 'decline',
      codes: [code],
      annualRate: floorRate,
      floorRate,
      parts,
      expectedLossFen,
      learnt: null,
    };
  }
  const best = mostProfitable(input, params, { full, floorStep, floorRate, highest, stepBp });
  const learnt = best && {
    curve: best.curve,
    churn: best.churn,
    expectedProfitFen: Math.round(best.profit * fenYears),
  };
  const annualRate = best?.annualRate ?? floorRate;
  return { outcome: 'approve', codes: [], annualRate, floorRate, parts, expectedLossFen, learnt };
}

interface Range {
  /** Unrounded costs: what a rate must exceed to leave a profit. */
  readonly full: number;
  readonly floorStep: number;
  readonly floorRate: number;
  readonly highest: number;
  readonly stepBp: number;
}

/**
 * The rate of highest expected profit per yuan-year, by trying every step. Because log(rate - costs) has increasing
 * differences in rate and costs, higher costs never lower the price on one curve (Topkis, Operations Research 26, 1978).
 * Between curves they might, where riskier customers leave sooner; so a grade pays no less than a safer grade's curve
 * would have it pay at the same costs: nobody gains by being riskier.
 */
function mostProfitable(
  { grade }: PriceInput,
  { learnt }: PriceParams,
  range: Range,
): {
  readonly annualRate: number;
  readonly churn: number;
  readonly profit: number;
  readonly curve: string;
} | null {
  if (learnt?.mode !== 'on' || grade === undefined) return null;
  const own = learnt.grades.findIndex((row) => row.grade === grade);
  if (own < 0) return null;
  const top = Math.min(range.highest, range.floorRate + (learnt.maxMargin ?? 1));
  const topStep = Math.floor((top * 10_000) / range.stepBp + ROUNDING_SLACK);
  let bestStep = range.floorStep;
  let tried = '';
  for (let k = 0; k <= own; k++) {
    const { curve } = learnt.grades[k]!;
    if (curve === tried) continue;
    tried = curve;
    const churn = churnBySteps(learnt.curves[curve]!, range.stepBp);
    bestStep = Math.max(bestStep, bestStepOf(churn, range, Math.min(topStep, churn.length - 1)));
  }
  const { curve } = learnt.grades[own]!;
  const annualRate = (bestStep * range.stepBp) / 10_000;
  const churn = churnAt(learnt.curves[curve]!, annualRate);
  return { annualRate, churn, profit: (1 - churn) * (annualRate - range.full), curve };
}

/** The step of highest profit on one curve; of equal ones the lowest. */
function bestStepOf(churn: Float64Array, { full, floorStep, stepBp }: Range, topStep: number): number {
  let bestStep = floorStep;
  let most = Number.NEGATIVE_INFINITY;
  for (let step = floorStep; step <= topStep; step++) {
    const profit = (1 - churn[step]!) * ((step * stepBp) / 10_000 - full);
    if (profit <= most) continue;
    most = profit;
    bestStep = step;
  }
  return bestStep;
}

/** Discount by energy use per sales against what is usual in the industry; 0 where either is not known. */
function carbonDiscount({ energyIntensity, industry }: PriceInput, carbon: CarbonParams | null): number {
  if (!carbon || energyIntensity == null || industry == null) return 0;
  if (!Object.hasOwn(carbon.usualByIndustry, industry)) return 0;
  const share = energyIntensity / carbon.usualByIndustry[industry]!;
  // Sales on next to no power are paper rather than green.
  if (!(share >= carbon.implausibleBelowShare)) return 0;
  return carbon.steps.find(({ upToShare }) => share <= upToShare)?.discount ?? 0;
}

/** Keeps a price that is a whole number of steps but for binary rounding from climbing one step further. */
const ROUNDING_SLACK = 1e-9;
