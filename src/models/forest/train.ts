import { openStream } from '../../core/index.ts';
import type { BinColumns } from '../../kernels/bin-blocks.ts';
import { taskRef } from '../../parallel/index.ts';
import type { ModelInput } from '../artefact.ts';
import type { Fitted, TrainContext, TrainingSet } from '../trainer.ts';
import type { BinMapper } from '../tree/growing/bin-mapper.ts';
import { binTable } from '../tree/growing/bin-table.ts';
import { binWalker } from '../tree/growing/bin-tree.ts';
import { growCounted } from '../tree/growing/grow-counted.ts';
import { nameTree } from '../tree/growing/name-tree.ts';
import { assertPackable, packCounts, packWeights } from '../tree/growing/pack-rows.ts';
import type { TreeNodes } from '../tree/tree-body.ts';
import { unusedInputs } from '../tree/unused-inputs.ts';
import type { ForestConfig } from './config.ts';
import { addOutOfBag, emptyOutOfBag, type OutOfBag, outOfBagNotes } from './out-of-bag.ts';

/**
 * A forest of probability trees on bootstrap samples; the PD is the mean share of bads of the leaves. Rows are drawn alike whatever
 * they weigh; row weights multiply how often each was drawn, and count in the out-of-bag metrics.
 * @throws PARUS_TRAIN_TOO_LARGE
 */
export async function trainForest(
  { inputs, bound, bad, weights }: TrainingSet,
  { pool, seed, config, phase }: TrainContext<ForestConfig>,
): Promise<Fitted> {
  assertPackable('forest', bad.length, weights);
  const { mappers, binned } = await phase('bin', () => binTable(pool, inputs, bound, config.maxBins, seed));
  const outOfBag = emptyOutOfBag(bad.length);
  const tasks = Array.from({ length: config.trees }, (_, tree) => ({
    tree,
    binned,
    mappers,
    inputs,
    bad,
    weights,
    config,
    seed,
    outOfBag,
  }));
  const trees = await phase('fit', () =>
    pool.mapShards(taskRef(import.meta.url, growForestTree), tasks, { label: 'trees' }),
  );
  return {
    body: { kind: 'trees', leaves: 'pd', base: 0, trees },
    notes: { trees: trees.length, ...outOfBagNotes(outOfBag, bad, weights) },
    dropped: unusedInputs(inputs, trees),
  };
}

interface GrowInput {
  readonly tree: number;
  readonly binned: BinColumns;
  readonly mappers: readonly BinMapper[];
  readonly inputs: readonly ModelInput[];
  readonly bad: Uint8Array;
  readonly weights: Float64Array | undefined;
  readonly config: ForestConfig;
  readonly seed: number;
  readonly outOfBag: OutOfBag;
}

/** Grows one tree on its bootstrap sample; the worker's task. */
export function growForestTree({
  tree,
  binned,
  mappers,
  inputs,
  bad,
  weights,
  config,
  seed,
  outOfBag,
}: GrowInput): TreeNodes {
  const n = bad.length;
  const times = new Uint16Array(n);
  const bootstrap = openStream(seed, 'bootstrap');
  for (let i = 0; i < n; i++) times[bootstrap.integer(n, i, tree)]! += 1;
  const rows = Uint32Array.from(times.keys()).filter((row) => times[row] !== 0);
  const rounding = openStream(seed, 'row weights');
  const { packed, unit } = weights
    ? packWeights(
        rows,
        bad,
        (row) => times[row]! * weights[row]!,
        (row) => rounding.uniform(row, tree),
      )
    : packCounts(rows, bad, times);
  const columns = openStream(seed, 'split columns');
  const perSplit =
    config.columnsPerSplit === 'sqrt' ? Math.sqrt(inputs.length) : config.columnsPerSplit * inputs.length;
  const grown = growCounted(
    { binned, mappers, rows, packed, unit },
    {
      maxDepth: config.maxDepth,
      minLeafRows: config.minLeafRows,
      minGain: 0,
      featuresPerSplit: Math.max(1, Math.round(perSplit)),
      // One stream a tree and node; features beyond 2^12 would repeat their draws, which only repeats a permutation.
      draw: (node, k) => columns.uniform(tree, node % MAX_J, k % MAX_K),
      smoothing: 0,
      badWeight: config.badWeight,
    },
  );
  addOutOfBag(grown, binWalker(grown, binned), times, outOfBag);
  return nameTree(grown, mappers, inputs);
}

/** Bounds of the counters of a stream. */
const MAX_J = 2 ** 20;
const MAX_K = 2 ** 12;
