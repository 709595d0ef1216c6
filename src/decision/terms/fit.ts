import { addMonths, civilOf, type Day, type Fen } from '../../core/index.ts';
import { type Instalment, monthlyInstalment } from './annuity.ts';
import { type Loan, planRepayment, type RepaymentShape, receiptsOf } from './repayment.ts';

/** What a loan is repaid from: the firm's receipts, or the thing that was financed (then only interest burdens receipts). */
export type RepaidFrom = 'receipts' | 'asset';

/** How a plan fits the receipts that are forecast. */
export interface PlanFit {
  /** No payment exceeds its share of its month's receipts. */
  readonly fits: boolean;
  /** Month of the plan, counted from 1, that is farthest above its share, or nearest to it. */
  readonly tightestMonth: number;
  /** What the tightest month lacks, >= 0. */
  readonly shortFen: Fen;
}

/** Measures a plan against `share` of each month's receipts. The plan has at least one row. */
export function fitOfPlan(
  plan: readonly Instalment[],
  receiptsFen: readonly Fen[],
  share: number,
  repaidFrom: RepaidFrom,
): PlanFit {
  let tightestMonth = plan[0]!.month;
  let most = Number.NEGATIVE_INFINITY;
  for (const { month, paymentFen, interestFen } of plan) {
    const burdenFen = repaidFrom === 'asset' ? interestFen : paymentFen;
    const overFen = burdenFen - Math.floor(share * receiptsOf(receiptsFen, month));
    if (overFen <= most) continue;
    most = overFen;
    tightestMonth = month;
  }
  return { fits: most <= 0, tightestMonth, shortFen: Math.max(0, most) };
}

/** What the search for a term needs to know besides the loan. */
export interface TermSearch {
  readonly shape: RepaymentShape;
  readonly share: number;
  readonly repaidFrom: RepaidFrom;
  readonly minMonths: number;
  readonly maxMonths: number;
}

/**
 * The least term whose every payment stays under its share of that month's receipts; null where no term does. Every term
 * is tried, because in a seasonal business a longer one need not fit better.
 */
export function leastFittingTerm(
  loan: Omit<Loan, 'termMonths' | 'receiptsFen'> & { readonly receiptsFen: readonly Fen[] },
  { shape, share, repaidFrom, minMonths, maxMonths }: TermSearch,
): number | null {
  const { principalFen, annualRate, receiptsFen } = loan;
  const regular =
    shape.kind === 'equal-instalments' && principalFen >= REGULAR_FEN && repaidFrom === 'receipts';
  let leastFen = Number.POSITIVE_INFINITY;
  for (let month = 1; month < minMonths; month++)
    leastFen = Math.min(leastFen, receiptsOf(receiptsFen, month));
  for (let termMonths = minMonths; termMonths <= maxMonths; termMonths++) {
    // The regular instalment must fit every month but the last; only then is the plan worth making.
    const hopeless =
      regular && monthlyInstalment(principalFen, annualRate, termMonths) > Math.floor(share * leastFen);
    leastFen = Math.min(leastFen, receiptsOf(receiptsFen, termMonths));
    if (hopeless) continue;
    const plan = planRepayment(shape, { ...loan, termMonths });
    if (fitOfPlan(plan, receiptsFen, share, repaidFrom).fits) return termMonths;
  }
  return null;
}

/** From here up every payment of an annuity but the last is the regular one (see `repaymentPlan`). */
const REGULAR_FEN = 500_000;

/** Part of a year's weight that must fall due within a seasonal loan, so that it is repaid out of a harvest. OWN. */
const HARVEST_SHARE = 0.8;

/**
 * The least term of a seasonal product that reaches its harvest: four fifths of a year's weight fall due within it. Null
 * where the shape is not seasonal or no term within the bounds reaches that far.
 */
export function termToHarvest(
  shape: RepaymentShape,
  startDay: Day,
  { min, max }: { readonly min: number; readonly max: number },
): number | null {
  if (shape.kind !== 'seasonal') return null;
  const first = civilOf(addMonths(startDay, 1)).month - 1;
  const year = shape.weights.reduce((sum, weight) => sum + weight, 0);
  let due = 0;
  for (let termMonths = 1; termMonths <= max; termMonths++) {
    due += shape.weights[(first + termMonths - 1) % 12]!;
    if (termMonths >= min && due >= HARVEST_SHARE * year) return termMonths;
  }
  return null;
}
