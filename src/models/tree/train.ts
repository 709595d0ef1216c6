import { openStream } from '../../core/index.ts';
import type { BinColumns } from '../../kernels/bin-blocks.ts';
import { packedGradient, packedHessian } from '../../kernels/gradient-packing.ts';
import { taskRef } from '../../parallel/index.ts';
import type { Fitted, TrainContext, TrainingSet } from '../trainer.ts';
import type { TreeConfig } from './config.ts';
import type { BinMapper } from './growing/bin-mapper.ts';
import { binTable } from './growing/bin-table.ts';
import { type BinTree, binWalker } from './growing/bin-tree.ts';
import { badShare, growCounted } from './growing/grow-counted.ts';
import { nameTree } from './growing/name-tree.ts';
import { assertPackable, packCounts, packWeights } from './growing/pack-rows.ts';
import { type CostedTree, type NodeCost, pruneTree, pruningPath } from './growing/prune-tree.ts';
import { unusedInputs } from './unused-inputs.ts';

/**
 * A classification tree by Gini impurity, pruned by cost and complexity; its leaves hold shares of bads. Row weights multiply the
 * counts of splits, least leaves, shares and errors, so that a row of weight k is k rows; bins and folds are chosen without them.
 * @throws PARUS_TRAIN_TOO_LARGE
 */
export async function trainTree(
  { inputs, bound, bad, weights }: TrainingSet,
  { pool, seed, config, phase }: TrainContext<TreeConfig>,
): Promise<Fitted> {
  assertPackable('tree', bad.length, weights);
  const { mappers, binned } = await phase('bin', () => binTable(pool, inputs, bound, config.maxBins, seed));
  const whole = { binned, mappers, bad, weights, config, seed };
  const { costed, penalties } = await phase('fit', () =>
    pool.run(taskRef(import.meta.url, growWhole), whole),
  );
  const { root, tree } = costed;
  let penalty = config.penalty === 'cross-validated' ? 0 : config.penalty * root;
  if (config.penalty === 'cross-validated') {
    const tasks = Array.from({ length: config.folds }, (_, fold) => ({ ...whole, fold, penalties }));
    const errors = await phase('fit', () =>
      pool.mapShards(taskRef(import.meta.url, foldErrors), tasks, { label: 'folds' }),
    );
    penalty = choosePenalty(penalties, errors, config.standardErrors);
  }
  const pruned = nameTree(pruneTree(costed, penalty), mappers, inputs);
  return {
    body: { kind: 'trees', leaves: 'pd', base: 0, trees: [pruned] },
    notes: { leaves: pruned.value.length, leavesBeforePruning: tree.values.length, penalty: penalty / root },
    dropped: unusedInputs(inputs, [pruned]),
  };
}

interface WholeInput {
  readonly binned: BinColumns;
  readonly mappers: readonly BinMapper[];
  readonly bad: Uint8Array;
  readonly weights: Float64Array | undefined;
  readonly config: TreeConfig;
  readonly seed: number;
}

interface Grown extends CostedTree {
  /** Squared error without any split. */
  readonly root: number;
}

/** Penalties tried at most, evenly from the path: more do not find a better tree on few rows. OWN. */
const MAX_PENALTIES = 60;

/** Grows the tree on all rows and finds the penalties that matter; the worker's task. */
export function growWhole(whole: WholeInput): {
  readonly costed: Grown;
  readonly penalties: readonly number[];
} {
  const costed = growOn(Uint32Array.from(whole.bad.keys()), whole);
  const path = pruningPath(costed);
  // Between two steps of the path one subtree is best: the geometric mean stands for it (Breiman et al., section 3.4.2).
  const middles = path.map((low, i) => Math.sqrt(low * (path[i + 1] ?? low)));
  const step = Math.max(1, middles.length / MAX_PENALTIES);
  const penalties = middles.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  return { costed, penalties };
}

function growOn(rows: Uint32Array, { binned, mappers, bad, weights, config, seed }: WholeInput): Grown {
  const rounding = openStream(seed, 'row weights');
  const { packed, unit } = weights
    ? packWeights(
        rows,
        bad,
        (row) => weights[row]!,
        (row) => rounding.uniform(row),
      )
    : packCounts(rows, bad);
  const tree = growCounted(
    { binned, mappers, rows, packed, unit },
    {
      maxDepth: config.maxDepth,
      minLeafRows: config.minLeafRows,
      minGain: 0,
      featuresPerSplit: binned.columns.length,
      draw: () => 0,
      smoothing: config.smoothing,
      badWeight: config.badWeight,
    },
  );
  const { badWeight, smoothing } = config;
  const countsOf = (sum: number): readonly [number, number] => [
    packedGradient(sum) * unit,
    packedHessian(sum) * unit,
  ];
  const top = tree.splitSums[0] ?? tree.leafSums[0]!;
  const average = badShare(...countsOf(top), badWeight, 0, 0);
  const costOf = (sum: number, rows: number): NodeCost => {
    const [bads, all] = countsOf(sum);
    const cost = (badWeight * bads * (all - bads)) / (all + (badWeight - 1) * bads);
    return { value: badShare(bads, all, badWeight, smoothing, average), rows, cost };
  };
  return {
    tree,
    splitCosts: tree.splitSums.map((sum, split) => costOf(sum, tree.splits[split]!.rows)),
    leafCosts: tree.leafSums.map((sum, leaf) => costOf(sum, tree.leafRows[leaf]!)),
    root: costOf(top, rows.length).cost,
  };
}

interface FoldInput extends WholeInput {
  readonly fold: number;
  readonly penalties: readonly number[];
}

/** Errors on the rows of one fold under each penalty; the worker's task. */
export function foldErrors({ fold, penalties, ...whole }: FoldInput): FoldError[] {
  const { bad, weights, config, seed } = whole;
  const stream = openStream(seed, 'tree folds');
  const isHeldOut = Uint8Array.from(bad, (_, i) => (stream.integer(config.folds, i) === fold ? 1 : 0));
  const rows = Uint32Array.from(bad.keys());
  const held = rows.filter((row) => isHeldOut[row] === 1);
  const grown = growOn(
    rows.filter((row) => isHeldOut[row] === 0),
    whole,
  );
  const weightOf = (some: Uint32Array): number =>
    weights ? some.reduce((sum, row) => sum + weights[row]!, 0) : some.length;
  // Costs grow with the rows, so the penalty shrinks with those held out.
  const share = 1 - weightOf(held) / weightOf(rows);
  return penalties.map((penalty) => errorOf(pruneTree(grown, penalty * share), held, whole));
}

/** Weighed squared errors of held-out rows. */
interface FoldError {
  /** What the rows count for: their number, or their row weights. */
  readonly rows: number;
  /** Sum of squared errors, and of their squares. */
  readonly squares: number;
  readonly fourths: number;
}

function errorOf(
  tree: BinTree,
  held: Uint32Array,
  { binned, bad, weights, config: { badWeight } }: WholeInput,
): FoldError {
  const leafOf = binWalker(tree, binned);
  let rows = 0;
  let squares = 0;
  let fourths = 0;
  for (const row of held) {
    const times = weights ? weights[row]! : 1;
    const square = (bad[row] ? badWeight : 1) * (tree.values[leafOf(row)]! - bad[row]!) ** 2;
    rows += times;
    squares += times * square;
    fourths += times * square * square;
  }
  return { rows, squares, fourths };
}

/** The largest penalty whose error is within the allowance of the least. */
function choosePenalty(
  penalties: readonly number[],
  folds: readonly (readonly FoldError[])[],
  standardErrors: number,
): number {
  const total = (k: number, part: keyof FoldError): number =>
    folds.reduce((sum, errors) => sum + errors[k]![part], 0);
  const rows = total(0, 'rows');
  const means = penalties.map((_, k) => total(k, 'squares') / rows);
  const best = means.indexOf(Math.min(...means));
  const variance = total(best, 'fourths') / rows - means[best]! ** 2;
  const allowed = means[best]! + standardErrors * Math.sqrt(variance / rows);
  return penalties[means.findLastIndex((mean) => mean <= allowed)]!;
}
