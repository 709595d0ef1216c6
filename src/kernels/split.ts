/** What a split is worth: the second-order gain of Chen and Guestrin, "XGBoost", KDD 2016, equations 6 and 7. */

/** How gains are reckoned, in units of the packed gradients' scales. */
export interface SplitRules {
  /** Gradient and Hessian of one packed unit. */
  readonly gradientUnit: number;
  readonly hessianUnit: number;
  /** L2 and L1 penalty on leaf values. */
  readonly lambda: number;
  readonly alpha: number;
  /** Packed units of Hessian that one of gradient adds: 0 but in trees of shares whose bads weigh more than goods. */
  readonly hessianOfGradient: number;
  /** Least Hessian of a child, without what gradients add. */
  readonly minChildWeight: number;
  /** Added to lambda for splits on categories, whose order was chosen by the same gradients. */
  readonly categoryLambda: number;
  /** Hessian that pulls a category's average gradient towards zero before categories are ordered. */
  readonly categorySmoothing: number;
  /** Rows below which a category is not ordered but stays with the other rare ones. */
  readonly categorySupport: number;
}

/** The values a leaf may take: monotone constraints of the splits above it. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** The best split found so far; made once and overwritten. Sums are packed gradients of the left child. */
export interface SplitCandidate {
  /** Above the parent's own score; 0 where nothing was found. */
  gain: number;
  feature: number;
  /** Numeric: the last bin that goes left. Categories: how many of `order` go left. */
  bin: number;
  missingLeft: boolean;
  left: number;
  /** Values of the children before shrinkage, for the ranges that monotone constraints hand down. */
  leftValue: number;
  rightValue: number;
  /** Categories only: the `nPresent` bins with rows in the order of their gradients; the first `bin` of them go left. */
  nPresent: number;
  readonly order: Uint8Array;
}

export function emptyCandidate(): SplitCandidate {
  return {
    gain: 0,
    feature: -1,
    bin: 0,
    missingLeft: false,
    left: 0,
    leftValue: 0,
    rightValue: 0,
    nPresent: 0,
    order: new Uint8Array(256),
  };
}

/** Shrinks a gradient sum towards zero by the L1 penalty. */
export function softThreshold(gradient: number, alpha: number): number {
  if (gradient > alpha) return gradient - alpha;
  if (gradient < -alpha) return gradient + alpha;
  return 0;
}

/** Best value of a leaf with these sums. */
export function leafValue(gradient: number, hessian: number, lambda: number, alpha: number): number {
  return hessian + lambda > 0 ? -softThreshold(gradient, alpha) / (hessian + lambda) : 0;
}

/** Twice the loss that the best value of a leaf saves. */
export function leafScore(gradient: number, hessian: number, lambda: number, alpha: number): number {
  const g = softThreshold(gradient, alpha);
  return hessian + lambda > 0 ? (g * g) / (hessian + lambda) : 0;
}

/** Twice the loss that a leaf of value `value` saves; `leafScore` where the value is the best. */
export function scoreOfValue(
  value: number,
  gradient: number,
  hessian: number,
  lambda: number,
  alpha: number,
): number {
  return -(2 * gradient * value + (hessian + lambda) * value * value + 2 * alpha * Math.abs(value));
}

export function clampTo({ low, high }: ValueRange, value: number): number {
  return Math.min(high, Math.max(low, value));
}
