import { openStream } from '../../core/index.ts';
import type { BoostingConfig } from './config.ts';

/**
 * Numbers of the earlier trees, ascending, that the tree of this round is trained without (Vinayak and Gilad-Bachrach,
 * "DART", AISTATS 2015, algorithm 1): each with probability `dropRate`, and one where none is drawn; none in a round that
 * skips dropping. Where more than `maxDropped` are drawn, those of the lowest draws are.
 */
export function dropTrees(
  nTrees: number,
  { dropRate, skipDrop, maxDropped }: Pick<BoostingConfig, 'dropRate' | 'skipDrop' | 'maxDropped'>,
  seed: number,
  round: number,
): number[] {
  if (dropRate === 0 || nTrees === 0) return [];
  if (openStream(seed, 'rounds without drops').uniform(round) < skipDrop) return [];
  const stream = openStream(seed, 'dropped trees');
  const draws = Array.from({ length: nTrees }, (_, tree) => ({ tree, draw: stream.uniform(round, tree) }));
  draws.sort((a, b) => a.draw - b.draw || a.tree - b.tree);
  const drawn = draws.filter(({ draw }, i) => i === 0 || draw < dropRate).slice(0, maxDropped);
  return drawn.map(({ tree }) => tree).sort((a, b) => a - b);
}
