import { fail, openStream } from '../../core/index.ts';
import { type SageShape, sageLayout } from '../../kernels/graph-sage.ts';
import { sharedFloat64, sharedInt32, sharedUint8, type WorkerPool } from '../../parallel/index.ts';
import { validated } from '../json-file.ts';
import type { GraphAsk } from './graph-features.ts';
import { type KnownBad, knownDaysOf } from './known-bads.ts';
import type { RelationGraph } from './relation-graph.ts';
import { sageShape } from './sage-batch.ts';
import { type SageOptions, sageConfig } from './sage-config.ts';
import { fitSageTask, SLICE_ASKS } from './sage-fit.ts';
import type { SageModel } from './sage-model.ts';
import { encodeNodes, knotsOf, type SageNodes } from './sage-nodes.ts';

/** Bads and goods that each part must have, or there is nothing to learn or to stop by. */
const LEAST_OF_CLASS = 2;
/** Digits of a stored parameter: as exact as single precision, and half the file of double. */
const STORED_DIGITS = 8;

/**
 * Trains a GraphSAGE network of two layers (Hamilton, Ying, Leskovec 2017) in the pool's workers: what is known of a firm and of
 * sampled firms one and two steps away in the web on the day of the ask. Asks of firms that the graph does not know are left
 * out. Same bytes at any number of workers.
 * @param nodes see `SageNodes`: give graph features as columns too, they are not added
 * @param labels 1 bad, 0 good, one per ask @param knownBads marks of neighbours, of use on days after they were known
 * @throws PARUS_CONFIG_INVALID, PARUS_TARGET_VALUES, PARUS_TARGET_ONE_CLASS
 */
export async function trainGraphSage(
  pool: WorkerPool,
  graph: RelationGraph,
  nodes: SageNodes,
  labels: ArrayLike<number>,
  asks: readonly GraphAsk[],
  knownBads: readonly KnownBad[],
  options: SageOptions,
  seed: number,
): Promise<SageModel> {
  const path = 'the configuration of the graph network';
  const config = validated(sageConfig, options, (problem, issues) =>
    fail('PARUS_CONFIG_INVALID', { path, problem }, issues),
  );
  const { firms, days, labels: known } = knownAsks(asks, labels);
  const [train, held] = partsOf(firms.length, config.validationShare, seed);
  const bads = countBads(known, train, 'training');
  countBads(known, held, 'validation');
  const knots = nodes.columns.map(knotsOf);
  const encoded = encodeNodes(nodes, nodes.names, knots, graph.nFirms);
  const badWeight = config.badWeight === 'balanced' ? (train.length - bads) / bads : config.badWeight;
  const odds = (badWeight * bads) / (train.length - bads);
  const shape = sageShape(encoded.width, config);
  const { length } = sageLayout(shape);
  const parameters = sharedFloat64(length);
  parameters.set(startParameters(shape, seed, Math.log(odds)));
  const fitted = await pool.runTeam(fitSageTask, {
    layers: graph.layers,
    nodes: encoded,
    knownDays: knownDaysOf(graph.nFirms, knownBads),
    firms,
    days,
    labels: known,
    train,
    held,
    config,
    badWeight,
    seed,
    parameters,
    sliceGradients: sharedFloat64(Math.ceil(config.batchAsks / SLICE_ASKS) * length),
    sliceLosses: sharedFloat64(Math.ceil(held.length / SLICE_ASKS)),
  });
  const { epoch, validationLoss, parameters: best } = fitted[0]!;
  return {
    kind: 'graph-sage',
    version: 1,
    names: nodes.names,
    knots,
    config,
    badWeight,
    seed,
    trained: { asks: train.length, bads, epoch, validationLoss },
    parameters: Array.from(best, (value) => Number(value.toPrecision(STORED_DIGITS))),
  };
}

/** The asks of firms that the graph knows. @throws PARUS_TARGET_VALUES */
function knownAsks(asks: readonly GraphAsk[], labels: ArrayLike<number>) {
  const kept = Array.from(asks.keys()).filter((i) => asks[i]!.firm >= 0);
  const firms = sharedInt32(kept.length);
  const days = sharedInt32(kept.length);
  const known = sharedUint8(kept.length);
  for (const [i, ask] of kept.entries()) {
    const label = labels[ask];
    if (label !== 0 && label !== 1) {
      const expected = '0 or 1 for every ask';
      throw fail('PARUS_TARGET_VALUES', { column: 'labels', path: 'the asks', got: String(label), expected });
    }
    firms[i] = asks[ask]!.firm;
    days[i] = asks[ask]!.day;
    known[i] = label;
  }
  return { firms, days, labels: known };
}

/** Numbers of the asks to learn from and of those held out, drawn one by one. */
function partsOf(n: number, validationShare: number, seed: number): readonly [Int32Array, Int32Array] {
  const stream = openStream(seed, 'graph network parts');
  const all = Int32Array.from({ length: n }, (_, i) => i);
  const isHeld = (i: number): boolean => stream.uniform(i) < validationShare;
  return [all.filter((i) => !isHeld(i)), all.filter(isHeld)];
}

/** @throws PARUS_TARGET_ONE_CLASS */
function countBads(labels: Uint8Array, rows: Int32Array, part: string): number {
  let bads = 0;
  for (const row of rows) bads += labels[row]!;
  if (Math.min(bads, rows.length - bads) >= LEAST_OF_CLASS) return bads;
  throw fail('PARUS_TARGET_ONE_CLASS', {
    column: 'labels',
    path: 'the asks',
    bads,
    rows: rows.length,
    part,
    expected: LEAST_OF_CLASS,
  });
}

/** First weights: normal with variance 2 / inputs before rectified units (He et al., ICCV 2015), 1 / inputs before the last. */
function startParameters(shape: SageShape, seed: number, baseMargin: number): Float64Array {
  const { length, weights, biases, width1, width2 } = sageLayout(shape);
  const stream = openStream(seed, 'graph network weights');
  const out = new Float64Array(length);
  const fill = (from: number, to: number, sd: number): void => {
    for (let i = from; i < to; i++) out[i] = stream.normal(0, sd, i);
  };
  fill(weights[0], weights[1], Math.sqrt(2 / width1));
  fill(weights[1], weights[2], Math.sqrt(2 / width2));
  fill(weights[2], biases[0], Math.sqrt(1 / shape.hidden[1]));
  out[biases[2]] = baseMargin;
  return out;
}
