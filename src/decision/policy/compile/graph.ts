import type { Jdm } from '../jdm.ts';

/** The nodes and edges of a policy by number, in the order of the file. */
export interface PolicyGraph {
  readonly nNodes: number;
  readonly inputs: readonly number[];
  readonly isOutput: readonly boolean[];
  readonly isSwitch: readonly boolean[];
  readonly hasSwitch: boolean;
  readonly edges: readonly {
    readonly source: number;
    readonly target: number;
    /** The statement of a switch that the edge hangs on. */
    readonly handle: string | null;
  }[];
  /** Numbers of the edges that leave and enter a node, latest first: the order in which the engine looks at them. */
  readonly leaving: readonly (readonly number[])[];
  readonly entering: readonly (readonly number[])[];
}

/** Reads the graph of a JDM whose edges are known to join nodes of it. */
export function graphOf({ nodes, edges }: Jdm): PolicyGraph {
  const number = new Map(nodes.map((node, i) => [node.id, i]));
  const joined = edges.flatMap(({ sourceId, targetId, sourceHandle }) => {
    const source = number.get(sourceId);
    const target = number.get(targetId);
    return source === undefined || target === undefined
      ? []
      : [{ source, target, handle: sourceHandle ?? null }];
  });
  const edgesOf = (end: 'source' | 'target') =>
    nodes.map((_, i) => joined.flatMap((edge, e) => (edge[end] === i ? [e] : [])).reverse());
  const ofType = (type: string) => nodes.map((node) => node.type === type);
  const isSwitch = ofType('switchNode');
  return {
    nNodes: nodes.length,
    inputs: nodes.flatMap((node, i) => (node.type === 'inputNode' ? [i] : [])),
    isOutput: ofType('outputNode'),
    isSwitch,
    hasSwitch: isSwitch.includes(true),
    edges: joined,
    leaving: edgesOf('source'),
    entering: edgesOf('target'),
  };
}

/** One walk through a graph: which node runs next, given what its switches say. */
export interface Walk {
  /**
   * The next node to run, or -1. `take` is asked once for each switch and answers with the statements that hold; an
   * output node ends the walk.
   */
  next(take: (node: number) => readonly string[]): number;
  /** Nodes whose data the input of `node` is merged from, in that order. */
  sources(node: number): number[];
  /** Nodes that the answer is merged from, in that order. */
  ends(): number[];
}

/**
 * Walks as the engine does, because the order of nodes is part of a trace, and the order of edges decides which of two
 * sources wins: depth first, dependencies before what depends on them, branches that a switch does not take cut off
 * with everything that only leads to them, and the walk begun again after a cut.
 */
export function openWalk(graph: PolicyGraph): Walk {
  const alive = new Array<boolean>(graph.nNodes).fill(true);
  const edgeAlive = graph.edges.map(() => true);
  const switched = new Set<number>();
  let visited = new Set<number>();
  let stack: number[] = [...graph.inputs];
  let ended = false;

  const neighbours = (node: number, way: 'leaving' | 'entering'): number[] => {
    const end = way === 'leaving' ? 'target' : 'source';
    return graph[way][node]!.filter((e) => edgeAlive[e]).map((e) => graph.edges[e]![end]);
  };

  const cut = (e: number): void => {
    if (!edgeAlive[e]) return;
    edgeAlive[e] = false;
    const { source, target } = graph.edges[e]!;
    for (const [node, way, back] of [
      [target, 'entering', 'leaving'],
      [source, 'leaving', 'entering'],
    ] as const) {
      if (neighbours(node, way).length > 0) continue;
      for (const other of graph[back][node]!) cut(other);
      if (neighbours(node, 'leaving').length === 0) alive[node] = false;
    }
  };

  /** True where the switch cut something off. */
  const switchAt = (node: number, statements: readonly string[]): boolean => {
    switched.add(node);
    const off = graph.leaving[node]!.filter((e) => {
      const { handle } = graph.edges[e]!;
      return edgeAlive[e] && (handle === null || !statements.includes(handle));
    });
    for (const e of off) cut(e);
    return off.length > 0;
  };

  return {
    next(take) {
      while (!ended) {
        const node = stack.pop();
        if (node === undefined) return -1;
        if (visited.has(node)) continue;
        const waiting = neighbours(node, 'entering').filter((source) => !visited.has(source));
        if (waiting.length > 0) {
          stack.push(node, ...waiting);
          continue;
        }
        visited.add(node);
        if (graph.isSwitch[node] && !switched.has(node) && switchAt(node, take(node))) {
          visited = new Set();
          stack = graph.inputs.filter((input) => alive[input]);
          continue;
        }
        stack.push(...neighbours(node, 'leaving'));
        ended = graph.isOutput[node]!;
        return node;
      }
      return -1;
    },
    sources: (node) => neighbours(node, 'entering'),
    ends: () =>
      alive.flatMap((is, node) =>
        is && visited.has(node) && neighbours(node, 'leaving').length === 0 ? [node] : [],
      ),
  };
}
