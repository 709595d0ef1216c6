import { type Adjacency, degreeOfDay, endOfDay } from './graph-adjacency.ts';

/** Memory of local walks on a graph of so many nodes; clean between calls. */
export interface PushMemory {
  /** Share of the walk's time at each node; the rest still to be walked there; both 0 where it never was. */
  readonly mass: Float64Array;
  readonly rest: Float64Array;
  /** Weight of the edges of the nodes that were met, -1 where not known yet. */
  readonly degrees: Float64Array;
  readonly isQueued: Uint8Array;
  /** The nodes that were met, in the order of their meeting. */
  readonly met: number[];
}

export function openPushMemory(nNodes: number): PushMemory {
  return {
    mass: new Float64Array(nNodes),
    rest: new Float64Array(nNodes),
    degrees: new Float64Array(nNodes).fill(-1),
    isQueued: new Uint8Array(nNodes),
    met: [],
  };
}

/**
 * Personalised PageRank of the walks from one node, by pushing what is still to be walked along edges, first come first served,
 * until no node holds more than `tolerance` times its degree (Andersen, Chung, Lang, FOCS 2006, section 3, without laziness).
 * Touches only what is near: `mass` falls short of the true share at v by at most `tolerance` times the degree of v where edges
 * have no direction. A walk at a node without edges stays there.
 * @param memory INOUT `mass`, `degrees` and `met` hold the answer until `clearPush`
 */
export function pushPageRank(
  adjacency: Adjacency,
  day: number,
  start: number,
  damping: number,
  tolerance: number,
  memory: PushMemory,
): void {
  const { offsets, targets, untils, weights } = adjacency;
  const { mass, rest, degrees, isQueued, met } = memory;
  const meet = (v: number): number => {
    if (degrees[v]! >= 0) return degrees[v]!;
    met.push(v);
    degrees[v] = degreeOfDay(adjacency, v, day);
    return degrees[v]!;
  };
  if (meet(start) === 0) {
    mass[start] = 1;
    return;
  }
  rest[start] = 1;
  isQueued[start] = 1;
  const queue = [start];
  for (let head = 0; head < queue.length; head++) {
    const v = queue[head]!;
    const held = rest[v]!;
    rest[v] = 0;
    isQueued[v] = 0;
    mass[v]! += (1 - damping) * held;
    const share = (damping * held) / degrees[v]!;
    const end = endOfDay(adjacency, v, day);
    for (let i = offsets[v]!; i < end; i++) {
      if (untils[i]! <= day) continue;
      const u = targets[i]!;
      const degree = meet(u);
      rest[u]! += share * weights[i]!;
      if (isQueued[u] === 1 || rest[u]! <= tolerance * degree) continue;
      isQueued[u] = 1;
      queue.push(u);
    }
  }
}

/** Makes the memory clean for the next walk. */
export function clearPush({ mass, rest, degrees, isQueued, met }: PushMemory): void {
  for (const v of met) {
    mass[v] = 0;
    rest[v] = 0;
    degrees[v] = -1;
    isQueued[v] = 0;
  }
  met.length = 0;
}
