import type { Fen } from '../../core/index.ts';
import { type CoLending, type PartnerPart, type PoolParams, splitByShares } from './co-lending.ts';

/** What the pool is to hold and what that asks for today. */
export interface PoolReview {
  /** Target as a share of the amount outstanding. */
  readonly targetRate: number;
  readonly targetFen: Fen;
  /** To be paid in, >= 0. */
  readonly topUpFen: Fen;
  /** May be given back, >= 0. */
  readonly releaseFen: Fen;
}

/**
 * Sets the pool by the losses seen: target = coverage x the yearly loss rate, within its bounds, on the amount outstanding.
 * A pool below it is topped up; money above `releaseAbove` x target is given back down to the target. At most one of
 * the two. `observedLossRate` is yearly losses / mean outstanding, >= 0; amounts are fen >= 0.
 */
export function reviewPool(
  balanceFen: Fen,
  outstandingFen: Fen,
  observedLossRate: number,
  { minRate, maxRate, coverage, releaseAbove }: PoolParams,
): PoolReview {
  const targetRate = Math.min(maxRate, Math.max(minRate, coverage * observedLossRate));
  const targetFen = Math.ceil(outstandingFen * targetRate);
  const topUpFen = Math.max(0, targetFen - balanceFen);
  const releaseFen = balanceFen > targetFen * releaseAbove ? balanceFen - targetFen : 0;
  return { targetRate, targetFen, topUpFen, releaseFen };
}

/** Who bore a loss, and what is left in the pool. */
export interface LossAllocation {
  /** Borne by the pool. */
  readonly poolFen: Fen;
  /** Borne by the lenders. */
  readonly partners: readonly PartnerPart[];
  readonly poolLeftFen: Fen;
}

/**
 * Allocates a loss: the pool first, up to its share of the loss and the money it holds; the lenders bear the rest by their
 * shares, to the fen (`splitByShares`). Loss and balance are whole fen >= 0; what is borne adds up to the loss.
 */
export function allocateLoss(
  lossFen: Fen,
  { partners, pool }: Pick<CoLending, 'partners' | 'pool'>,
  balanceFen: Fen,
): LossAllocation {
  const poolFen = Math.min(balanceFen, Math.floor(lossFen * pool.firstLossShare));
  return {
    poolFen,
    partners: splitByShares(lossFen - poolFen, partners),
    poolLeftFen: balanceFen - poolFen,
  };
}
