import { openStream } from '../../core/index.ts';
import type { BinColumns } from '../../kernels/bin-blocks.ts';
import { packedGradient, packedHessian } from '../../kernels/gradient-packing.ts';
import { packedRow } from '../../kernels/split-counted.ts';
import { taskRef } from '../../parallel/index.ts';
import type { Fitted, TrainContext, TrainingSet } from '../trainer.ts';
import type { BinMapper } from './bin-mapper.ts';
import { binTable } from './bin-table.ts';
import { type BinTree, binWalker } from './bin-tree.ts';
import type { TreeConfig } from './config.ts';
import { badShare, growCounted } from './grow-counted.ts';
import { nameTree } from './name-tree.ts';
import { type CostedTree, type NodeCost, pruneTree, pruningPath } from './prune-tree.ts';
import { unusedInputs } from './unused-inputs.ts';

/** A classification tree by Gini impurity, pruned by cost and complexity; its leaves hold shares of bads. */
export async function trainTree(
  { inputs, bound, bad }: TrainingSet,
  { pool, seed, config, phase }: TrainContext<TreeConfig>,
): Promise<Fitted> {
  const { mappers, binned } = await phase('bin', () => binTable(pool, inputs, bound, config.maxBins, seed));
  const whole = { binned, mappers, bad, config, seed };
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
    penalty = choosePenalty(penalties, errors, bad.length, config.standardErrors);
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
export function growWhole({ binned, mappers, bad, config }: WholeInput): {
  readonly costed: Grown;
  readonly penalties: readonly number[];
} {
  const costed = growOn(
    Uint32Array.from(bad, (_, i) => i),
    { binned, mappers, bad, config },
  );
  const path = pruningPath(costed);
  // Between two steps of the path one subtree is best: the geometric mean stands for it (Breiman et al., section 3.4.2).
  const middles = path.map((low, i) => Math.sqrt(low * (path[i + 1] ?? low)));
  const step = Math.max(1, middles.length / MAX_PENALTIES);
  const penalties = middles.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  return { costed, penalties };
}

function growOn(rows: Uint32Array, { binned, mappers, bad, config }: Omit<WholeInput, 'seed'>): Grown {
  const packed = Float64Array.from(bad, (y) => packedRow(y, 1));
  const tree = growCounted(
    { binned, mappers, rows, packed },
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
  const all = [...tree.splitSums, ...tree.leafSums];
  const top = tree.splitSums[0] ?? all[0]!;
  const { badWeight, smoothing } = config;
  const average = badShare(packedGradient(top), packedHessian(top), badWeight, 0, 0);
  const costOf = (sum: number): NodeCost => {
    const [bads, rows] = [packedGradient(sum), packedHessian(sum)];
    const cost = (badWeight * bads * (rows - bads)) / (rows + (badWeight - 1) * bads);
    return { value: badShare(bads, rows, badWeight, smoothing, average), rows, cost };
  };
  return {
    tree,
    splitCosts: tree.splitSums.map(costOf),
    leafCosts: tree.leafSums.map(costOf),
    root: costOf(top).cost,
  };
}

interface FoldInput extends WholeInput {
  readonly fold: number;
  readonly penalties: readonly number[];
}

/** Sum of weighted squared errors, and of their squares, on the rows of one fold under each penalty; the worker's task. */
export function foldErrors({ fold, penalties, seed, ...whole }: FoldInput): FoldError[] {
  const { bad, config, binned } = whole;
  const stream = openStream(seed, 'tree folds');
  const isHeldOut = Uint8Array.from(bad, (_, i) => (stream.integer(config.folds, i) === fold ? 1 : 0));
  const rows = Uint32Array.from(bad.keys());
  const held = rows.filter((row) => isHeldOut[row] === 1);
  const grown = growOn(
    rows.filter((row) => isHeldOut[row] === 0),
    whole,
  );
  // Costs grow with the rows, so the penalty shrinks with those held out.
  const share = 1 - held.length / bad.length;
  return penalties.map((penalty) =>
    errorOf(pruneTree(grown, penalty * share), binned, held, bad, config.badWeight),
  );
}

interface FoldError {
  readonly squares: number;
  readonly fourths: number;
}

function errorOf(
  tree: BinTree,
  binned: BinColumns,
  held: Uint32Array,
  bad: Uint8Array,
  badWeight: number,
): FoldError {
  const leafOf = binWalker(tree, binned);
  let squares = 0;
  let fourths = 0;
  for (const row of held) {
    const square = (bad[row] ? badWeight : 1) * (tree.values[leafOf(row)]! - bad[row]!) ** 2;
    squares += square;
    fourths += square * square;
  }
  return { squares, fourths };
}

/** The largest penalty whose error is within the allowance of the least. */
function choosePenalty(
  penalties: readonly number[],
  folds: readonly (readonly FoldError[])[],
  nRows: number,
  standardErrors: number,
): number {
  const total = (k: number, part: keyof FoldError): number =>
    folds.reduce((sum, errors) => sum + errors[k]![part], 0);
  const means = penalties.map((_, k) => total(k, 'squares') / nRows);
  const best = means.indexOf(Math.min(...means));
  const variance = total(best, 'fourths') / nRows - means[best]! ** 2;
  const allowed = means[best]! + standardErrors * Math.sqrt(variance / nRows);
  return penalties[means.findLastIndex((mean) => mean <= allowed)]!;
}
