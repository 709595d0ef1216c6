import { makeSageNetwork } from '../../kernels/graph-sage.ts';
import type { GraphAsk } from './graph-features.ts';
import { type KnownBad, knownDaysOf } from './known-bads.ts';
import type { RelationGraph } from './relation-graph.ts';
import { mostNodes, openSageReader, sageShape } from './sage-batch.ts';
import type { SageConfig } from './sage-config.ts';
import { encodeNodes, type Knots, type SageNodes } from './sage-nodes.ts';

/** A trained graph network as plain JSON. */
export interface SageModel {
  readonly kind: 'graph-sage';
  readonly version: 1;
  /** Columns it reads of nodes, and where their values lie. */
  readonly names: readonly string[];
  readonly knots: readonly Knots[];
  readonly config: SageConfig;
  /** Weight that a bad ask had in training: its log-odds are higher by the logarithm. */
  readonly badWeight: number;
  /** Names the draws of neighbours, in training and in scores. */
  readonly seed: number;
  readonly trained: {
    readonly asks: number;
    readonly bads: number;
    readonly epoch: number;
    readonly validationLoss: number;
  };
  readonly parameters: readonly number[];
}

const BATCH_ASKS = 64;

/**
 * Probabilities of bad, one per ask; NaN for a firm that the graph does not know. Each ask sees relations, node rows and known
 * bads of its day alone, and the same neighbours whichever asks stand beside it.
 * @throws PARUS_TABLE_COLUMN_MISSING
 */
export function scoreGraphSage(
  model: SageModel,
  graph: RelationGraph,
  nodes: SageNodes,
  asks: readonly GraphAsk[],
  knownBads: readonly KnownBad[],
): Float64Array {
  const { config, names, knots, badWeight, seed } = model;
  const encoded = encodeNodes(nodes, names, knots, graph.nFirms);
  const data = {
    layers: graph.layers,
    nodes: encoded,
    knownDays: knownDaysOf(graph.nFirms, knownBads),
    firms: Int32Array.from(asks, ({ firm }) => firm),
    days: Int32Array.from(asks, ({ day }) => day),
  };
  const reader = openSageReader(data, config, seed, BATCH_ASKS);
  const network = makeSageNetwork(
    sageShape(encoded.width, config),
    Float64Array.from(model.parameters),
    BATCH_ASKS,
    mostNodes(BATCH_ASKS, config),
  );
  const out = new Float64Array(asks.length).fill(Number.NaN);
  const known = Int32Array.from(asks.keys()).filter((i) => asks[i]!.firm >= 0);
  const shift = Math.log(badWeight);
  for (let from = 0; from < known.length; from += BATCH_ASKS) {
    const batch = known.subarray(from, from + BATCH_ASKS);
    const margins = network.forward(reader.read(batch, 0));
    for (const [i, ask] of batch.entries()) out[ask] = 1 / (1 + Math.exp(shift - margins[i]!));
  }
  return out;
}
