import { fail, normalQuantile } from '../core/index.ts';
import { MAX_POINTS } from './curves.ts';
import { checkConfidence, DEFAULT_CONFIDENCE, type Interval } from './interval.ts';
import { type BadFlags, checkLabelled, type EvaluationPlace, UNNAMED_PLACE } from './labelled.ts';
import { type Ordered, orderRows } from './ranked.ts';

/** What a loan earns and loses, in one currency. A good loan earns margin * amount - costPerLoan, a bad one loses lgd * amount + costPerLoan. */
export interface LoanEconomics {
  /** One for all, or by row; default 1: profits are then shares of a loan. */
  readonly amount?: number | Float64Array | undefined;
  /** Loss given default, share of the amount in [0, 1]. */
  readonly lgd: number;
  /** What a good loan earns over its life after funding, share of the amount, > 0. */
  readonly margin: number;
  /** Spent on every loan made; default 0. */
  readonly costPerLoan?: number | undefined;
  /** Spent on every application, approved or not; default 0. */
  readonly costPerApplication?: number | undefined;
}

/** Approving every row whose PD is at most `pd`. A point with `share` 0 approves nobody. */
export interface ProfitPoint {
  readonly pd: number;
  /** Share of rows approved. */
  readonly share: number;
  /** Bad rate of the approved; 0 where there are none. */
  readonly badRate: number;
  /** What the outcomes made of it, over all rows. */
  readonly profit: number;
  /** What the PDs foresee: equal to `profit` on average for a calibrated model. */
  readonly expectedProfit: number;
}

export interface ProfitCurve {
  readonly rows: number;
  /** From approving nobody to approving all; at most MAX_POINTS, and `best`. */
  readonly points: readonly ProfitPoint[];
  /** The highest profit with hindsight: chosen on these outcomes, so other rows will give less. */
  readonly best: ProfitPoint;
  /** PD at which a loan of mean amount neither earns nor loses: margin / (margin + lgd) without costs per loan; 0 where no loan pays. */
  readonly breakEvenPd: number;
  /** The cut-off that does not look at outcomes, with the normal interval of its profit over samples of as many rows. */
  readonly atBreakEven: ProfitPoint & { readonly interval: Interval };
}

/**
 * Profit by cut-off. A small model on purpose: outcomes are bad or good, times and early repayment are not in it.
 * @throws PARUS_CONFIG_INVALID for economics out of range, and the errors of `evaluateScores`
 */
export function profitCurve(
  pd: Float64Array,
  bad: BadFlags,
  economics: LoanEconomics,
  confidence: number = DEFAULT_CONFIDENCE,
  place: EvaluationPlace = UNNAMED_PLACE,
): ProfitCurve {
  checkLabelled(pd, bad, place, true);
  checkConfidence(confidence, 'profit options');
  const terms = checkedTerms(economics, pd.length);
  const ordered = orderRows(pd, bad);
  const n = pd.length;
  const all = pointsOf(ordered, terms);
  const best = all.reduce((top, point) => (point.profit > top.profit ? point : top));
  const kept = new Set([best, all[0]!, all.at(-1)!]);
  let step = 0;
  for (const point of all) {
    if (point.share * (MAX_POINTS - 3) < step) continue;
    kept.add(point);
    step = Math.floor(point.share * (MAX_POINTS - 3)) + 1;
  }
  const breakEvenPd = breakEvenOf(terms);
  const atBreakEven = all.findLast((point) => point.share === 0 || point.pd <= breakEvenPd)!;
  const standardError = profitStandardError(ordered, terms, atBreakEven);
  const reach = normalQuantile((1 + confidence) / 2) * standardError;
  return {
    rows: n,
    points: all.filter((point) => kept.has(point)),
    best,
    breakEvenPd,
    atBreakEven: { ...atBreakEven, interval: [atBreakEven.profit - reach, atBreakEven.profit + reach] },
  };
}

interface Terms {
  readonly amountOf: (row: number) => number;
  readonly meanAmount: number;
  readonly lgd: number;
  readonly margin: number;
  readonly costPerLoan: number;
  readonly costPerApplication: number;
}

function checkedTerms(economics: LoanEconomics, rows: number): Terms {
  const { amount = 1, lgd, margin, costPerLoan = 0, costPerApplication = 0 } = economics;
  const refuse = (problem: string): Error =>
    fail('PARUS_CONFIG_INVALID', { path: 'loan economics', problem });
  if (!(lgd >= 0 && lgd <= 1)) throw refuse(`lgd is ${lgd}; expected within [0, 1]`);
  if (!(margin > 0 && margin < Infinity)) throw refuse(`margin is ${margin}; expected above 0`);
  for (const [name, cost] of Object.entries({ costPerLoan, costPerApplication })) {
    if (!(cost >= 0 && cost < Infinity)) throw refuse(`${name} is ${cost}; expected 0 or more`);
  }
  if (typeof amount !== 'number' && amount.length !== rows) {
    throw refuse(`${amount.length} amounts for ${rows} rows; expected as many`);
  }
  const amountOf = typeof amount === 'number' ? () => amount : (row: number) => amount[row]!;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const value = amountOf(row);
    if (!(value >= 0 && value < Infinity)) {
      throw refuse(`amount of row ${row + 1} is ${value}; expected 0 or more`);
    }
    total += value;
  }
  return { amountOf, meanAmount: total / rows, lgd, margin, costPerLoan, costPerApplication };
}

function breakEvenOf({ meanAmount, lgd, margin, costPerLoan }: Terms): number {
  const earned = margin * meanAmount - costPerLoan;
  return earned <= 0 ? 0 : earned / (meanAmount * (margin + lgd));
}

function profitOf(terms: Terms, row: number, bad: number): number {
  const amount = terms.amountOf(row);
  return (bad === 1 ? -terms.lgd : terms.margin) * amount - terms.costPerLoan;
}

/** One point per distinct PD from the safest up, after the point that approves nobody. */
function pointsOf({ rows, pd, bad }: Ordered, terms: Terms): ProfitPoint[] {
  const n = rows.length;
  let profit = 0 - terms.costPerApplication * n;
  let expectedProfit = profit;
  let bads = 0;
  const points: ProfitPoint[] = [{ pd: 0, share: 0, badRate: 0, profit, expectedProfit }];
  for (let p = n - 1; p >= 0; p--) {
    const row = rows[p]!;
    bads += bad[p]!;
    profit += profitOf(terms, row, bad[p]!);
    expectedProfit += pd[p]! * profitOf(terms, row, 1) + (1 - pd[p]!) * profitOf(terms, row, 0);
    if (p > 0 && pd[p - 1] === pd[p]) continue;
    points.push({ pd: pd[p]!, share: (n - p) / n, badRate: bads / (n - p), profit, expectedProfit });
  }
  return points;
}

/** Of the sum of independent rows, each earning 0 where it is not approved. */
function profitStandardError({ rows, pd, bad }: Ordered, terms: Terms, point: ProfitPoint): number {
  const n = rows.length;
  const mean = (point.profit + terms.costPerApplication * n) / n;
  let squares = 0;
  for (let p = 0; p < n; p++) {
    const approved = point.share > 0 && pd[p]! <= point.pd;
    squares += ((approved ? profitOf(terms, rows[p]!, bad[p]!) : 0) - mean) ** 2;
  }
  return Math.sqrt((squares * n) / (n - 1));
}
