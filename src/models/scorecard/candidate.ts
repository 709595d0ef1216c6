import type { Binning } from '../../binning/index.ts';
import type { ScorecardConfig } from './config.ts';

/** A binned input that may become a characteristic. */
export interface Candidate {
  /** Place among the inputs of the training set. */
  readonly input: number;
  readonly name: string;
  readonly binning: Binning;
}

/** A candidate as a column of the regression. */
export interface RiskColumn extends Candidate {
  /** Minus WOE of every training row, on shared memory, so that more is riskier. */
  readonly risk: Float64Array;
}

/** Hears which candidate is left out, and why. */
export type Drop = (candidate: Candidate, reason: string) => void;

/** Information value from which a predictor is "too good to be true" (Siddiqi, Credit Risk Scorecards, ch. 6). */
export const SUSPICIOUS_IV = 0.5;

/** The candidates whose information value lies within bounds, in the order given. */
export function informative(
  binned: readonly Candidate[],
  { minIv, maxIv = Number.POSITIVE_INFINITY }: ScorecardConfig,
  drop: Drop,
): Candidate[] {
  return binned.filter((candidate) => {
    const value = candidate.binning.iv;
    const iv = `information value ${value.toFixed(4)}`;
    if (value < minIv) drop(candidate, `${iv} below ${minIv}`);
    else if (value > maxIv) drop(candidate, `${iv} above ${maxIv}: it may know the outcome`);
    else return true;
    return false;
  });
}

/** The candidates of the `most` highest information values, in the order given. */
export function strongest(candidates: readonly Candidate[], most: number, drop: Drop): Candidate[] {
  const kept = new Set(byInformation(candidates).slice(0, most));
  return candidates.filter((candidate) => {
    if (kept.has(candidate)) return true;
    drop(candidate, `information value ${candidate.binning.iv.toFixed(4)} is not among the ${most} highest`);
    return false;
  });
}

/** Strongest first; of equals the one that comes first among the inputs. */
export function byInformation<C extends Candidate>(candidates: readonly C[]): C[] {
  return [...candidates].sort((a, b) => b.binning.iv - a.binning.iv || a.input - b.input);
}
