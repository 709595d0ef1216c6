import type { TreesBody } from './tree-body.ts';

/** PDs of forests stay this far from 0 and 1, so that log-odds are finite. OWN: below any grade's bound. */
export const LEAST_PD = 1e-6;

/** How the sum of a row's leaves becomes log-odds of bad. */
export function marginOfSum({ leaves, base, trees }: TreesBody): (sum: number) => number {
  if (leaves === 'logOdds') return (sum) => base + sum;
  return (sum) => {
    const pd = Math.min(1 - LEAST_PD, Math.max(LEAST_PD, sum / trees.length));
    return Math.log(pd / (1 - pd));
  };
}

/**
 * Stretches shares (INOUT) of what a forest's sum moved from `fromSum` to `toSum` into shares of log-odds by one factor: they
 * add up again and keep their order.
 */
export function stretchTo(
  shares: Float64Array,
  fromSum: number,
  toSum: number,
  marginOf: (sum: number) => number,
): void {
  const moved = toSum - fromSum;
  const factor = moved === 0 ? 0 : (marginOf(toSum) - marginOf(fromSum)) / moved;
  for (let i = 0; i < shares.length; i++) shares[i]! *= factor;
}
