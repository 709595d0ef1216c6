import type { Day } from '../../core/index.ts';
import { connectedComponents } from '../../kernels/graph-components.ts';
import { coreNumbers, triangleCounts } from '../../kernels/graph-cores.ts';
import { sliceOfDay } from '../../kernels/graph-slice.ts';
import { powerPageRank, propagateLabels } from '../../kernels/graph-walks.ts';
import { type KnownBad, knownDaysOf } from './known-bads.ts';
import type { RelationGraph } from './relation-graph.ts';
import { DAMPING } from './web-features.ts';

/** All firms of a book on one day; entry i is firm i. */
export interface BookSnapshot {
  /** Number of the firm's group of ties, by the least firm of each; its firms, and ties there are of those there could be. */
  readonly group: Int32Array;
  readonly groupSize: Int32Array;
  readonly groupDensity: Float64Array;
  readonly coreNumber: Int32Array;
  readonly triangles: Int32Array;
  /** As the features of these names, but exact, and a known bad's own share is in its score. */
  readonly badPageRank: Float64Array;
  readonly badLabelScore: Float64Array;
}

/** Iterations end when scores of the whole book move less than this in a round. OWN. */
const TOLERANCE = 1e-10;
const MOST_ROUNDS = 500;

/**
 * Groups and scores of every firm on a day by iterations over the whole book: for watching a portfolio, where the features of
 * all its firms one by one would cost more. Only relations known on the day and bads known before it count.
 */
export function bookSnapshot(graph: RelationGraph, day: Day, knownBads: readonly KnownBad[]): BookSnapshot {
  const { nFirms, layers } = graph;
  const plain = sliceOfDay(layers.ties, day);
  const { of: group, nodes, edges } = connectedComponents(plain);
  const groupSize = group.map((g) => nodes[g]!);
  const groupDensity = Float64Array.from(group, (g) =>
    nodes[g]! > 1 ? (2 * edges[g]!) / (nodes[g]! * (nodes[g]! - 1)) : 0,
  );
  const labels = Float64Array.from(knownDaysOf(nFirms, knownBads), (known) => (known < day ? 1 : 0));
  const nBads = labels.reduce((sum, label) => sum + label, 0);
  const options = { damping: DAMPING, tolerance: TOLERANCE, mostRounds: MOST_ROUNDS };
  const shares = labels.map((label) => (nBads > 0 ? label / nBads : 0));
  return {
    group,
    groupSize,
    groupDensity,
    coreNumber: coreNumbers(plain),
    triangles: triangleCounts(plain),
    badPageRank:
      nBads > 0 ? powerPageRank(layers.web, day, shares, options).map((rank) => nBads * rank) : shares,
    badLabelScore: propagateLabels(layers.web, day, labels, options),
  };
}
