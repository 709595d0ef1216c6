import { normalQuantile } from '../core/index.ts';
import { chiSquareTail, twoSidedNormalP } from '../kernels/incomplete-gamma.ts';
import { accumulateNewton, newtonLength } from '../kernels/newton.ts';
import { checkConfidence, DEFAULT_CONFIDENCE, type Interval } from './interval.ts';
import { type BadFlags, checkLabelled, type EvaluationPlace, UNNAMED_PLACE } from './labelled.ts';
import { LOG_LOSS_CLIP } from './ranked.ts';

/** A coefficient by maximum likelihood with its normal interval. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
  readonly interval: Interval;
  /** Two-sided, of the value that a calibrated model has. */
  readonly pValue: number;
}

/** How outcomes follow the log-odds of the PDs. */
export interface Recalibration {
  readonly meanPd: number;
  readonly badRate: number;
  /** Bads over the sum of PDs: above 1, more bads came than foreseen. */
  readonly observedToExpected: number;
  /** Calibration-in-the-large: what must be added to every log-odds for the totals to agree; 0 is calibrated. */
  readonly inTheLarge: Estimate;
  /** Absent where no finite slope fits: one PD for all, or PDs that part goods from bads. */
  readonly cox?: CoxRecalibration;
}

/** log-odds of bad = intercept + slope log-odds of the PD. */
export interface CoxRecalibration {
  /** 1 is calibrated; below 1 the PDs are too extreme, above 1 too timid. */
  readonly slope: Estimate;
  /** 0 is calibrated. */
  readonly intercept: Estimate;
  /** Likelihood ratio of (0, 1) against the fit, chi-square with two degrees of freedom. */
  readonly pValue: number;
}

/**
 * Logistic recalibration of PDs: D. Cox, "Two further applications of a model for binary regression", Biometrika 45 (1958),
 * pp. 562-565. PDs of 0 and 1 are clipped at LOG_LOSS_CLIP, as for the log-loss.
 * @throws PARUS_CONFIG_INVALID (confidence) and the errors of `evaluateScores`
 */
export function recalibrate(
  pd: Float64Array,
  bad: BadFlags,
  confidence: number = DEFAULT_CONFIDENCE,
  place: EvaluationPlace = UNNAMED_PLACE,
): Recalibration {
  checkConfidence(confidence, 'recalibration options');
  checkLabelled(pd, bad, place, true);
  const flags = Uint8Array.from(bad);
  const logOdds = pd.map((x) => {
    const clipped = Math.min(1 - LOG_LOSS_CLIP, Math.max(LOG_LOSS_CLIP, x));
    return Math.log(clipped / (1 - clipped));
  });
  const n = pd.length;
  const expected = pd.reduce((sum, x) => sum + x, 0);
  const bads = flags.reduce((sum, y) => sum + y, 0);
  const shift = fitShift(logOdds, flags);
  const cox = overlaps(logOdds, flags) ? fitCox(logOdds, flags, shift.value, confidence) : undefined;
  return {
    meanPd: expected / n,
    badRate: bads / n,
    observedToExpected: bads / expected,
    inTheLarge: estimate(shift.value, shift.variance, 0, confidence),
    ...(cox && { cox }),
  };
}

/** Longest Newton step in log-odds: further away the weights vanish and the full step would overshoot. */
const LONGEST_STEP = 2;
/** A step this small ends the iteration; it converges quadratically, so the rest is far below rounding. */
const LAST_STEP = 1e-10;
const MOST_STEPS = 200;

/** Sums of one Newton step at (intercept, slope), laid out as `accumulateNewton` says. */
function sumsAt(logOdds: Float64Array, flags: Uint8Array, intercept: number, slope: number): Float64Array {
  const out = new Float64Array(newtonLength(1));
  accumulateNewton([logOdds], flags, Float64Array.of(intercept, slope), 0, flags.length, out);
  return out;
}

function fitShift(logOdds: Float64Array, flags: Uint8Array): { value: number; variance: number } {
  let value = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const [weight = 0, , , gradient = 0] = sumsAt(logOdds, flags, value, 1);
    const move = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, gradient / weight));
    value += move;
    if (Math.abs(move) < LAST_STEP) break;
  }
  return { value, variance: 1 / sumsAt(logOdds, flags, value, 1)[0]! };
}

/** A finite slope exists where the classes' log-odds overlap and are not all the same. */
function overlaps(logOdds: Float64Array, flags: Uint8Array): boolean {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < flags.length; i++) {
    const y = flags[i]!;
    low[y] = Math.min(low[y]!, logOdds[i]!);
    high[y] = Math.max(high[y]!, logOdds[i]!);
  }
  return high[0]! > low[1]! && high[1]! > low[0]!;
}

function fitCox(
  logOdds: Float64Array,
  flags: Uint8Array,
  start: number,
  confidence: number,
): CoxRecalibration {
  let intercept = start;
  let slope = 1;
  let sums = sumsAt(logOdds, flags, intercept, slope);
  for (let step = 0; step < MOST_STEPS; step++) {
    const [w = 0, wx = 0, wxx = 0, g = 0, gx = 0, deviance = 0] = sums;
    const determinant = w * wxx - wx * wx;
    let moveIntercept = (wxx * g - wx * gx) / determinant;
    let moveSlope = (w * gx - wx * g) / determinant;
    for (let halving = 0; ; halving++) {
      const next = sumsAt(logOdds, flags, intercept + moveIntercept, slope + moveSlope);
      // Near the end the deviance cannot fall any more in double precision: a step that only rounds is taken.
      if (next[5]! <= deviance * (1 + 1e-12) || halving === 50) {
        sums = next;
        break;
      }
      moveIntercept /= 2;
      moveSlope /= 2;
    }
    intercept += moveIntercept;
    slope += moveSlope;
    if (Math.abs(moveIntercept) + Math.abs(moveSlope) < LAST_STEP) break;
  }
  const [w = 0, wx = 0, wxx = 0, , , deviance = 0] = sums;
  const determinant = w * wxx - wx * wx;
  const gain = Math.max(0, sumsAt(logOdds, flags, 0, 1)[5]! - deviance);
  return {
    slope: estimate(slope, w / determinant, 1, confidence),
    intercept: estimate(intercept, wxx / determinant, 0, confidence),
    pValue: chiSquareTail(gain, 2),
  };
}

function estimate(value: number, variance: number, calibrated: number, confidence: number): Estimate {
  const standardError = Math.sqrt(variance);
  const reach = normalQuantile((1 + confidence) / 2) * standardError;
  return {
    value,
    standardError,
    interval: [value - reach, value + reach],
    pValue: twoSidedNormalP((value - calibrated) / standardError),
  };
}
