import type { TreeNodes } from '../tree-body.ts';

/** A split that stands against a trend: some leaf on its lower side may lie beyond one on its upper side. */
export interface TrendDoubt {
  readonly tree: number;
  readonly split: number;
}

/**
 * Proves from the trees alone that their sum does not fall (trend 1) or rise (trend -1) with a numeric input, whatever the
 * other inputs are: at every split on it, every leaf below is at most (at least) every leaf above. Gives the splits where
 * this does not hold; none is a proof, some are only a doubt, since other inputs may keep the two leaves apart. Missing
 * values have no place on the scale, so a split that only parts them from numbers does not count.
 */
export function trendDoubts(trees: readonly TreeNodes[], input: number, trend: 1 | -1): TrendDoubt[] {
  return trees.flatMap((nodes, tree) => {
    const extremes = leafExtremes(nodes);
    return nodes.input.flatMap((tested, split) => {
      if (tested !== input || nodes.threshold[split] === null) return [];
      const [low, high] = [extremes(nodes.left[split]!), extremes(nodes.right[split]!)];
      const holds = trend === 1 ? low.most <= high.least : low.least >= high.most;
      return holds ? [] : [{ tree, split }];
    });
  });
}

interface Extremes {
  readonly least: number;
  readonly most: number;
}

/** Least and greatest leaf below each child of a tree. */
function leafExtremes({ input, left, right, value }: TreeNodes): (child: number) => Extremes {
  const bySplit = new Array<Extremes>(input.length);
  const of = (child: number): Extremes => {
    const leaf = value[-1 - child];
    return child < 0 ? { least: leaf!, most: leaf! } : bySplit[child]!;
  };
  // A child always comes after its parent, so that going backwards meets children first.
  for (let split = input.length - 1; split >= 0; split--) {
    const [a, b] = [of(left[split]!), of(right[split]!)];
    bySplit[split] = { least: Math.min(a.least, b.least), most: Math.max(a.most, b.most) };
  }
  return of;
}
