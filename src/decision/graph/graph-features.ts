import {
  inlinePool,
  type ShardRange,
  shardRanges,
  sharedFloat64,
  sharedInt32,
  taskRef,
  type WorkerPool,
} from '../../parallel/index.ts';
import { type GraphFeatureColumns, type GraphFeatureName, graphFeatureNames } from './graph-feature-names.ts';
import { type GraphMemory, openGraphMemory } from './graph-memory.ts';
import { guaranteeFeatures } from './guarantee-features.ts';
import { type KnownBad, knownDaysOf } from './known-bads.ts';
import type { RelationGraph, RelationLayers } from './relation-graph.ts';
import { tieFeatures } from './tie-features.ts';
import { webFeatures } from './web-features.ts';

/** A question: what did the graph say of this firm at the end of this day? */
export interface GraphAsk {
  /** Number of the firm; -1 for one that the graph does not know: all its features are missing. */
  readonly firm: number;
  /** Relations known on the day count; bads count that were known before it. */
  readonly day: number;
}

/** Asks of one task: a pool of two is kept busy by a few hundred. */
const SHARD_ASKS = 256;

/**
 * Features of many firms, each on its day, in the pool's workers: `graphFeatureNames` says what they are. Same bytes at any
 * number of workers, and the same as from a graph built of what was known on the day.
 */
export async function graphFeatures(
  graph: RelationGraph,
  asks: readonly GraphAsk[],
  knownBads: readonly KnownBad[],
  pool: WorkerPool = inlinePool,
): Promise<GraphFeatureColumns> {
  const firms = sharedInt32(asks.length);
  const days = sharedInt32(asks.length);
  for (const [i, { firm, day }] of asks.entries()) {
    firms[i] = firm;
    days[i] = day;
  }
  const columns = graphFeatureNames.map(() => sharedFloat64(asks.length));
  const knownDays = knownDaysOf(graph.nFirms, knownBads);
  const inputs = shardRanges(asks.length, SHARD_ASKS).map(
    (range): FeatureShard => ({ ...range, layers: graph.layers, firms, days, knownDays, columns }),
  );
  await pool.mapShards(taskRef(import.meta.url, fillFeatureShard), inputs, { label: 'graph features' });
  return Object.fromEntries(
    graphFeatureNames.map((name, i) => [name, columns[i]!]),
  ) as unknown as GraphFeatureColumns;
}

/** Features of one firm on a day, where a decision asks. @param memory of `openGraphMemory(graph.nFirms)`, kept by the caller */
export function graphFeaturesOf(
  { layers }: Pick<RelationGraph, 'layers'>,
  { firm, day }: GraphAsk,
  knownDays: Int32Array,
  memory: GraphMemory,
): Readonly<Record<GraphFeatureName, number>> {
  if (firm < 0)
    return Object.fromEntries(graphFeatureNames.map((name) => [name, Number.NaN])) as Record<
      GraphFeatureName,
      number
    >;
  return {
    ...tieFeatures(layers, firm, day, knownDays, memory),
    ...guaranteeFeatures(layers, firm, day, memory),
    ...webFeatures(layers, firm, day, knownDays, memory),
  };
}

interface FeatureShard extends ShardRange {
  readonly layers: RelationLayers;
  readonly firms: Int32Array;
  readonly days: Int32Array;
  readonly knownDays: Int32Array;
  /** OUT: by feature. */
  readonly columns: readonly Float64Array[];
}

/** Fills the columns for the asks of a shard; the worker's task. */
export function fillFeatureShard({
  start,
  end,
  layers,
  firms,
  days,
  knownDays,
  columns,
}: FeatureShard): void {
  const memory = openGraphMemory(layers.nFirms);
  for (let i = start; i < end; i++) {
    const features = graphFeaturesOf({ layers }, { firm: firms[i]!, day: days[i]! }, knownDays, memory);
    for (const [c, name] of graphFeatureNames.entries()) columns[c]![i] = features[name];
  }
}
