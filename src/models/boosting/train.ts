import { fail } from '../../core/index.ts';
import { sharedUint32, watchCounter } from '../../parallel/index.ts';
import type { ModelInput } from '../artefact.ts';
import { stratifiedSplit } from '../split.ts';
import type { Fitted, TrainContext, TrainingSet } from '../trainer.ts';
import { trendDoubts } from '../tree/explaining/monotone.ts';
import { type BinnedTable, binTable } from '../tree/growing/bin-table.ts';
import { nameTree } from '../tree/growing/name-tree.ts';
import type { TreeNodes } from '../tree/tree-body.ts';
import { unusedInputs } from '../tree/unused-inputs.ts';
import { boostTask, MAX_BOOSTING_ROWS } from './boost.ts';
import type { BoostingConfig } from './config.ts';
import type { FeatureRules } from './grow.ts';
import { layOutBlocks } from './lay-out-blocks.ts';
import { boostingMemory } from './memory.ts';

/**
 * Gradient boosting of the log loss on histograms (Friedman, Annals of Statistics 2001; second-order as in Chen and
 * Guestrin, KDD 2016), leaf-wise, on quantised gradients. Row weights multiply gradients, Hessians and the validation loss; bins and
 * the held-out rows are chosen without them.
 * @throws PARUS_TRAIN_TOO_LARGE, PARUS_CONFIG_INVALID for constraints on inputs that are not there
 */
export async function trainBoosting(
  { inputs, bound, bad, weights }: TrainingSet,
  { pool, seed, config, phase }: TrainContext<BoostingConfig>,
): Promise<Fitted> {
  if (bad.length > MAX_BOOSTING_ROWS) {
    throw fail('PARUS_TRAIN_TOO_LARGE', {
      algorithm: 'boosting',
      rows: bad.length,
      limit: MAX_BOOSTING_ROWS,
    });
  }
  const interactions = config.interactions.map((group) => group.map((name) => inputNamed(inputs, name)));
  const { mappers, binned } = await phase('bin', () => binTable(pool, inputs, bound, config.maxBins, seed));
  const blocks = await phase('bin', () => layOutBlocks(pool, binned));
  const grow = {
    features: featureRules(inputs, mappers, config),
    leaves: config.leaves,
    maxDepth: config.maxDepth,
    minGain: config.minGain,
    interactions,
  };
  const boostOn = async (train: Uint32Array, validation: Uint32Array, trees: number) => {
    const memory = boostingMemory(
      binned,
      blocks,
      bad,
      shared(train),
      shared(validation),
      config.leaves,
      pool.workers,
      { samplesByGradient: config.topShare < 1, dropsTrees: config.dropRate > 0 },
      weights,
    );
    const base = baseMargin(bad, train, config.badWeight, weights);
    const unwatch = watchCounter(memory.grown, 'trees', trees, pool.onProgress);
    try {
      const [boosted] = await phase('fit', () =>
        pool.runTeam(boostTask, { memory, config: { ...config, trees }, grow, base, seed }),
      );
      return { base, ...boosted! };
    } finally {
      unwatch();
    }
  };
  const all = Uint32Array.from(bad.keys());
  const none = new Uint32Array(0);
  const stops = config.patience > 0;
  const held = stops ? stratifiedSplit(bad, config.validationShare, seed) : { train: all, test: none };
  const found = await boostOn(held.train, held.test, config.trees);
  const { base, trees } = stops && config.refit ? await boostOn(all, none, found.trees.length) : found;
  const named = trees.map((tree) => nameTree(tree, mappers, inputs));
  return {
    body: { kind: 'trees', leaves: 'logOdds', base, trees: named },
    notes: {
      trees: trees.length,
      ...provenTrends(named, grow.features),
      ...(stops && { validationLogLoss: Math.min(...found.validationLoss) }),
    },
    dropped: unusedInputs(inputs, named),
  };
}

function shared(rows: Uint32Array): Uint32Array {
  const out = sharedUint32(rows.length);
  out.set(rows);
  return out;
}

/** How many trends were asked for, all proven on the finished trees. */
function provenTrends(
  trees: readonly TreeNodes[],
  features: readonly FeatureRules[],
): { readonly provenTrends?: number } {
  const asked = features.flatMap(({ trend }, input) => (trend === 0 ? [] : [{ input, trend }]));
  for (const { input, trend } of asked) {
    const doubts = trendDoubts(trees, input, trend);
    // Growth keeps children within ranges that do not overlap: a doubt would be a fault of ours.
    if (doubts.length > 0) {
      throw fail('PARUS_INTERNAL', { problem: `input ${input} breaks its trend in tree ${doubts[0]!.tree}` });
    }
  }
  return asked.length > 0 ? { provenTrends: asked.length } : {};
}

const TREND = { none: 0, ascending: 1, descending: -1 } as const;

function featureRules(
  inputs: readonly ModelInput[],
  mappers: BinnedTable['mappers'],
  { trend }: BoostingConfig,
): FeatureRules[] {
  return mappers.map(({ kind, nBins }, i) => ({
    kind,
    nBins,
    trend: kind === 'numeric' ? TREND[trend[inputs[i]!.name] ?? trend['*'] ?? 'none'] : 0,
  }));
}

function inputNamed(inputs: readonly ModelInput[], name: string): number {
  const at = inputs.findIndex((input) => input.name === name);
  if (at >= 0) return at;
  throw fail('PARUS_CONFIG_INVALID', {
    path: 'the training configuration',
    problem: `${name} is no input; expected one of ${inputs.map((input) => input.name).join(', ')}`,
  });
}

/** Log-odds of bad of the rows, weighted. */
function baseMargin(
  bad: Uint8Array,
  rows: Uint32Array,
  badWeight: number,
  weights: Float64Array | undefined,
): number {
  let bads = 0;
  let goods = 0;
  for (const row of rows) {
    const weight = weights ? weights[row]! : 1;
    if (bad[row]) bads += weight;
    else goods += weight;
  }
  return Math.log((badWeight * bads) / goods);
}
