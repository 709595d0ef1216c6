import { openStream } from '../../core/index.ts';
import type { BinColumns } from '../../kernels/bin-blocks.ts';
import { packedRow } from '../../kernels/split-counted.ts';
import { sharedInt32, taskRef } from '../../parallel/index.ts';
import type { ModelInput } from '../artefact.ts';
import { rankedAuc } from '../ranked-auc.ts';
import type { Fitted, TrainContext, TrainingSet } from '../trainer.ts';
import type { BinMapper } from '../tree/bin-mapper.ts';
import { binTable } from '../tree/bin-table.ts';
import { type BinTree, binWalker } from '../tree/bin-tree.ts';
import { growCounted } from '../tree/grow-counted.ts';
import { nameTree } from '../tree/name-tree.ts';
import type { TreeNodes } from '../tree/tree-body.ts';
import { unusedInputs } from '../tree/unused-inputs.ts';
import type { ForestConfig } from './config.ts';

/** A forest of probability trees on bootstrap samples; the PD is the mean share of bads of the leaves. */
export async function trainForest(
  { inputs, bound, bad }: TrainingSet,
  { pool, seed, config, phase }: TrainContext<ForestConfig>,
): Promise<Fitted> {
  const { mappers, binned } = await phase('bin', () => binTable(pool, inputs, bound, config.maxBins, seed));
  const outOfBag = { sums: sharedInt32(bad.length), counts: sharedInt32(bad.length) };
  const tasks = Array.from({ length: config.trees }, (_, tree) => ({
    tree,
    binned,
    mappers,
    inputs,
    bad,
    config,
    seed,
    outOfBag,
  }));
  const trees = await phase('fit', () =>
    pool.mapShards(taskRef(import.meta.url, growForestTree), tasks, { label: 'trees' }),
  );
  return {
    body: { kind: 'trees', leaves: 'pd', base: 0, trees },
    notes: { trees: trees.length, ...outOfBagNotes(outOfBag, bad) },
    dropped: unusedInputs(inputs, trees),
  };
}

interface GrowInput {
  readonly tree: number;
  readonly binned: BinColumns;
  readonly mappers: readonly BinMapper[];
  readonly inputs: readonly ModelInput[];
  readonly bad: Uint8Array;
  readonly config: ForestConfig;
  readonly seed: number;
  readonly outOfBag: OutOfBag;
}

/** By row, added to by all trees that did not see it: the sum of their PDs in units, and how many they are. */
interface OutOfBag {
  readonly sums: Int32Array;
  readonly counts: Int32Array;
}

/** Grows one tree on its bootstrap sample; the worker's task. */
export function growForestTree({
  tree,
  binned,
  mappers,
  inputs,
  bad,
  config,
  seed,
  outOfBag,
}: GrowInput): TreeNodes {
  const n = bad.length;
  const weights = new Uint16Array(n);
  const bootstrap = openStream(seed, 'bootstrap');
  for (let i = 0; i < n; i++) weights[bootstrap.integer(n, i, tree)]! += 1;
  const packed = new Float64Array(n);
  let nRows = 0;
  const rows = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    if (weights[i] === 0) continue;
    packed[i] = packedRow(bad[i]!, weights[i]!);
    rows[nRows++] = i;
  }
  const columns = openStream(seed, 'split columns');
  const perSplit =
    config.columnsPerSplit === 'sqrt' ? Math.sqrt(inputs.length) : config.columnsPerSplit * inputs.length;
  const grown = growCounted(
    { binned, mappers, rows: rows.subarray(0, nRows), packed },
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
  addOutOfBag(grown, binned, weights, outOfBag);
  return nameTree(grown, mappers, inputs);
}

/** Bounds of the counters of a stream. */
const MAX_J = 2 ** 20;
const MAX_K = 2 ** 12;

/** Sums of PDs are whole multiples of this part, so that they do not depend on which tree comes first: 5,000 trees fit. */
const SHARE_UNITS = 2 ** 18;

/** Adds the tree's PD of every row it did not see to shared sums. */
function addOutOfBag(
  tree: BinTree,
  binned: BinColumns,
  weights: Uint16Array,
  { sums, counts }: OutOfBag,
): void {
  const leafOf = binWalker(tree, binned);
  const units = tree.values.map((value) => Math.round(value * SHARE_UNITS));
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] !== 0) continue;
    Atomics.add(sums, i, units[leafOf(i)]!);
    Atomics.add(counts, i, 1);
  }
}

/**
 * Mean squared error and AUC of each row's PD from the trees that did not see it; nothing where every tree saw every row, no
 * AUC where such rows are of one class.
 */
function outOfBagNotes(
  { sums, counts }: OutOfBag,
  bad: Uint8Array,
): { readonly outOfBagBrier?: number; readonly outOfBagAuc?: number } {
  const rows = Uint32Array.from(bad.keys()).filter((row) => counts[row]! > 0);
  if (rows.length === 0) return {};
  const pds = Float64Array.from(rows, (row) => sums[row]! / SHARE_UNITS / counts[row]!);
  const outcomes = Uint8Array.from(rows, (row) => bad[row]!);
  const squares = pds.reduce((sum, pd, i) => sum + (pd - outcomes[i]!) ** 2, 0);
  const auc = rankedAuc(pds, outcomes);
  return { outOfBagBrier: squares / rows.length, ...(!Number.isNaN(auc) && { outOfBagAuc: auc }) };
}
