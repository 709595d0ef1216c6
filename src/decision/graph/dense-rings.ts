import type { Day } from '../../core/index.ts';
import { denseGroups } from '../../kernels/graph-rings.ts';
import { sliceOfDay } from '../../kernels/graph-slice.ts';
import type { RelationGraph } from './relation-graph.ts';
import { type RelationKind, relationKinds } from './relation-records.ts';

/** A clique-like group of firms by shared things and guarantees. */
export interface DenseRing {
  /** Identifiers, ascending. */
  readonly firms: readonly string[];
  /** Ties and triangles there are of those there could be, 0 .. 1. */
  readonly density: number;
  readonly triangleDensity: number;
  /** What ties them, in the order of `relationKinds`. */
  readonly kinds: readonly RelationKind[];
  /** The day on which the latest of their ties began. */
  readonly lastTieDay: Day;
}

export interface DenseRingOptions {
  /** Others of the ring that everyone is tied to, 1 or more. */
  readonly core?: number;
  readonly leastDensity?: number;
}

/** OWN: three firms that are all tied are the smallest ring; half of all ties is a clique with gaps. */
const CORE = 2;
const LEAST_DENSITY = 0.5;

/** The rings of a book as they stood on a day, by their first firm. */
export function denseRings(
  { firmIds, layers: { ties } }: RelationGraph,
  day: Day,
  { core = CORE, leastDensity = LEAST_DENSITY }: DenseRingOptions = {},
): DenseRing[] {
  return denseGroups(sliceOfDay(ties, day), core, leastDensity).map(({ nodes, ...densities }) => {
    const members = new Set(nodes);
    const kinds = new Set<number>();
    let lastTieDay = 0;
    for (const v of nodes) {
      for (let i = ties.offsets[v]!; i < ties.offsets[v + 1]!; i++) {
        if (ties.days[i]! > day || ties.untils[i]! <= day || !members.has(ties.targets[i]!)) continue;
        kinds.add(ties.kinds[i]!);
        lastTieDay = Math.max(lastTieDay, ties.days[i]!);
      }
    }
    return {
      firms: Array.from(nodes, (v) => firmIds[v]!),
      ...densities,
      kinds: relationKinds.filter((_, kind) => kinds.has(kind)),
      lastTieDay,
    };
  });
}
