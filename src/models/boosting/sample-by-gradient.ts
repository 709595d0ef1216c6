import { openStream } from '../../core/index.ts';
import {
  classOfRank,
  countSizes,
  countWithin,
  gradientBits,
  sizeFrom,
  sizeOf,
} from '../../kernels/largest-gradients.ts';
import type { Team } from '../../parallel/index.ts';
import type { BoostingMemory } from './memory.ts';
import { chooseRows, ownRows } from './sample-rows.ts';

/**
 * Gradient-based one-side sampling (Ke et al., "LightGBM", NIPS 2017, algorithm 2): the rows of the largest gradients are
 * all in; of the others some are drawn, whose gradients are made larger by as much as they are fewer, so that sums stay
 * unbiased. Rows that tie with the last of the largest are in too. As `sampleTreeRows`, for memory that has `sizeCounts`.
 * @param topShare share of the rows whose gradients count as large
 * @param otherShare share of the rows, on average, that is drawn from the rest
 */
export function sampleByGradient(
  team: Team,
  memory: BoostingMemory,
  topShare: number,
  otherShare: number,
  seed: number,
  round: number,
): number {
  const { gradients, hessians, trainRows } = memory;
  const bits = gradientBits(gradients);
  const n = trainRows.length;
  const { least, nTop } = largestGradients(team, memory, bits, Math.ceil(topShare * n));
  const chance = Math.min(1, (otherShare * n) / (n - nTop));
  const stream = openStream(seed, 'tree rows');
  return chooseRows(team, memory, (row) => {
    if (sizeOf(bits[row]!) >= least) return true;
    if (stream.uniform(row, round) >= chance) return false;
    gradients[row]! /= chance;
    hessians[row]! /= chance;
    return true;
  });
}

/** The size that the `rank` largest gradients have at least, and how many rows have it. */
function largestGradients(
  team: Team,
  memory: BoostingMemory,
  bits: Int32Array,
  rank: number,
): { readonly least: number; readonly nTop: number } {
  if (rank === 0) return { least: Number.POSITIVE_INFINITY, nTop: 0 };
  const { trainRows, sizeCounts } = memory;
  const { from, to } = ownRows(team, memory);
  const own = sizeCounts[team.member]!;
  own.fill(0);
  countSizes(trainRows, from, to, bits, own);
  team.barrier();
  const upper = classOfRank(sizeCounts, rank);
  team.barrier();
  own.fill(0);
  countWithin(trainRows, from, to, bits, upper.index, own);
  team.barrier();
  const lower = classOfRank(sizeCounts, rank - upper.above);
  return { least: sizeFrom(upper.index, lower.index), nTop: upper.above + lower.above + lower.own };
}
