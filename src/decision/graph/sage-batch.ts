import { openStream } from '../../core/index.ts';
import { type SageBatch, type SageShape, sageLayout } from '../../kernels/graph-sage.ts';
import { sampleEntries } from '../../kernels/graph-sample.ts';
import type { RelationLayers } from './relation-graph.ts';
import { relationKinds } from './relation-records.ts';
import type { SageConfig } from './sage-config.ts';
import { type EncodedNodes, rowOfDay } from './sage-nodes.ts';

/** Beside its columns a node says whether anything is known of it, and whether it was known bad. */
const MARKS = 2;
/** Shares of the kinds of edges to the neighbours, and how many there are. */
const RELATION = relationKinds.length + 1;

/** What sampling and reading need; all on shared memory. */
export interface SageData {
  readonly layers: RelationLayers;
  readonly nodes: EncodedNodes;
  readonly knownDays: Int32Array;
  readonly firms: Int32Array;
  readonly days: Int32Array;
}

export function sageShape(width: number, { hidden }: Pick<SageConfig, 'hidden'>): SageShape {
  return { inputs: width + MARKS, relation: RELATION, hidden };
}

/** Nodes that a batch of so many asks may have. */
export function mostNodes(nAsks: number, { neighbours }: Pick<SageConfig, 'neighbours'>): number {
  return nAsks * (1 + neighbours[0]);
}

/** Reads asks for a network: samples their neighbourhoods and fills the rows. */
export interface SageReader {
  /**
   * The batch of the asks of these numbers: views that the next call overwrites. An ask's draws are a function of the seed,
   * the pass, its firm and its day, not of the others. @param pass 0 for scores
   */
  read(asks: ArrayLike<number>, pass: number): SageBatch;
}

export function openSageReader(
  { layers: { web }, nodes, knownDays, firms, days }: SageData,
  config: Pick<SageConfig, 'hidden' | 'neighbours'>,
  seed: number,
  mostAsks: number,
): SageReader {
  const shape = sageShape(nodes.width, config);
  const { width1 } = sageLayout(shape);
  const { inputs } = shape;
  const [near, far] = config.neighbours;
  const rows = new Float64Array(mostNodes(mostAsks, config) * width1);
  const counts = new Int32Array(mostAsks);
  const relations = new Float64Array(mostAsks * RELATION);
  const nearEntries = new Int32Array(near);
  const farEntries = new Int32Array(far);
  const scratch: number[] = [];
  let stream = openStream(seed, 'graph sample 0');
  let streamPass = 0;

  /** Adds what is known of `firm` on the day of the ask of `root` to `rows` from `at` on, times `share`. */
  function addNode(firm: number, root: number, day: number, share: number, at: number): void {
    const row = rowOfDay(nodes, firm, day);
    if (row >= 0) {
      const from = row * nodes.width;
      for (let c = 0; c < nodes.width; c++) rows[at + c]! += share * nodes.values[from + c]!;
      rows[at + nodes.width]! += share;
    }
    // An ask must not read its own label, not even off its neighbours' neighbours.
    if (firm !== root && knownDays[firm]! < day) rows[at + nodes.width + 1]! += share;
  }

  /** Draws neighbours of `v` and writes the relation to `out` from `at` on. */
  function drawNear(
    v: number,
    root: number,
    day: number,
    most: number,
    drawAt: number,
    entries: Int32Array,
    out: Float64Array,
    at: number,
  ): number {
    const draw = (n: number, k: number): number => stream.integer(n, root, day, drawAt + k);
    const { drawn, all } = sampleEntries(web, v, day, most, draw, entries, scratch);
    for (let k = 0; k < drawn; k++) out[at + web.kinds[entries[k]!]!]! += 1 / drawn;
    out[at + RELATION - 1] = Math.log1p(all);
    return drawn;
  }

  return {
    read(asks, pass) {
      if (pass !== streamPass) {
        stream = openStream(seed, `graph sample ${pass}`);
        streamPass = pass;
      }
      const nAsks = asks.length;
      rows.fill(0);
      relations.fill(0);
      let node = nAsks;
      for (let i = 0; i < nAsks; i++) {
        const root = firms[asks[i]!]!;
        const day = days[asks[i]!]!;
        const at = i * width1;
        addNode(root, root, day, 1, at);
        const drawn = drawNear(root, root, day, near, 0, nearEntries, relations, i * RELATION);
        counts[i] = drawn;
        for (let r = 0; r < RELATION; r++) rows[at + 2 * inputs + r] = relations[i * RELATION + r]!;
        for (let k = 0; k < drawn; k++, node++) {
          const firm = web.targets[nearEntries[k]!]!;
          addNode(firm, root, day, 1 / drawn, at + inputs);
          const nodeAt = node * width1;
          addNode(firm, root, day, 1, nodeAt);
          const drawAt = near + k * far;
          const beyond = drawNear(firm, root, day, far, drawAt, farEntries, rows, nodeAt + 2 * inputs);
          for (let f = 0; f < beyond; f++)
            addNode(web.targets[farEntries[f]!]!, root, day, 1 / beyond, nodeAt + inputs);
        }
      }
      return { nAsks, nNodes: node, rows, counts, relations };
    },
  };
}
