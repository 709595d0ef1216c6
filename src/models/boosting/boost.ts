/** Boosting itself, as every member of the team runs it: gradients, a tree, its leaves' values, a step; again. */

import { openStream } from '../../core/index.ts';
import { MAX_PACKED_ROWS, packGradients, packingScales } from '../../kernels/gradient-packing.ts';
import {
  addStep,
  logisticGradients,
  logLoss,
  sumGradients,
  weighGradients,
  weightedLogLoss,
} from '../../kernels/logistic-gradients.ts';
import { clampTo, leafValue } from '../../kernels/split.ts';
import { joinTeam, shardRanges, type Team, type TeamInput, taskRef } from '../../parallel/index.ts';
import { type BinTree, binWalker } from '../tree/growing/bin-tree.ts';
import type { BoostingConfig } from './config.ts';
import { dropTrees } from './drop-trees.ts';
import { type GrownTree, type GrowOptions, growTree } from './grow.ts';
import { type BoostingMemory, CHUNK_ROWS, CHUNK_SUMS } from './memory.ts';
import { sampleByGradient } from './sample-by-gradient.ts';
import { sampleTreeRows } from './sample-rows.ts';

export interface BoostInput {
  readonly memory: BoostingMemory;
  readonly config: BoostingConfig;
  readonly grow: GrowOptions;
  /** Log-odds of bad that the first tree starts from. */
  readonly base: number;
  readonly seed: number;
}

export interface Boosted {
  readonly trees: readonly BinTree[];
  /** Mean log loss of the held-out rows, by their weights, after each tree; empty without early stopping. */
  readonly validationLoss: readonly number[];
}

/** Trains in step with the other members; the worker's task. All come to the same trees, the first one returns them. */
export function boost({ seat, input }: TeamInput<BoostInput>): Boosted | undefined {
  return joinTeam(seat, (team) => {
    const boosted = boostTogether(team, input);
    return team.member === 0 ? boosted : undefined;
  });
}

export const boostTask = taskRef(import.meta.url, boost);

function boostTogether(team: Team, { memory, config, grow, base, seed }: BoostInput): Boosted {
  const { rows, trainRows, validationRows, margins, bad, gradients, hessians, packed, chunkSums } = memory;
  const { weights: rowWeights } = memory;
  const rounding = openStream(seed, 'gradient rounding');
  const key0 = rounding.integer(2 ** 32, 0);
  const key1 = rounding.integer(2 ** 32, 1);
  const chunks = shardRanges(memory.binned.nRows, CHUNK_ROWS);
  const trees: BinTree[] = [];
  /** By tree: what its values are multiplied by, other than 1 only where trees are dropped. */
  const weights: number[] = [];
  const validationLoss: number[] = [];
  let best: { readonly trees: number; readonly weights: readonly number[] } = { trees: 0, weights: [] };

  /** Runs `work` once for each piece, by whoever is free, and waits for all. */
  function share<T>(pieces: readonly T[], work: (piece: T, index: number) => void): void {
    for (let i = team.claim(); i < pieces.length; i = team.claim()) work(pieces[i]!, i);
    team.barrier();
  }

  /** Sums over pieces of rows, folded in the order of the pieces. */
  function foldSums(nPieces: number, sum: number): number {
    let total = 0;
    for (let i = 0; i < nPieces; i++) total += chunkSums[i * CHUNK_SUMS + sum]!;
    return total;
  }

  function packRows(round: number, nRows: number) {
    const pieces = shardRanges(nRows, CHUNK_ROWS);
    share(pieces, ({ start, end }, i) => {
      sumGradients(rows, start, end, gradients, hessians, chunkSums, i * CHUNK_SUMS);
    });
    const scales = packingScales(nRows, foldSums(pieces.length, 0), foldSums(pieces.length, 1));
    share(chunks, ({ start, end }) => {
      packGradients(gradients, hessians, start, end, scales, key0, key1, round, packed);
    });
    return scales;
  }

  /** Gives leaves their values from the exact gradients: rounding decides only where to split. */
  function fillValues({ tree, leaves }: GrownTree, weight: number): void {
    const pieces = leaves.flatMap(({ start, end }, leaf) =>
      shardRanges(end - start, CHUNK_ROWS).map((range) => ({
        leaf,
        start: start + range.start,
        end: start + range.end,
      })),
    );
    share(pieces, ({ start, end }, i) => {
      sumGradients(rows, start, end, gradients, hessians, chunkSums, i * CHUNK_SUMS);
    });
    const sums = leaves.map(() => ({ hessian: 0, gradient: 0 }));
    pieces.forEach(({ leaf }, i) => {
      sums[leaf]!.hessian += chunkSums[i * CHUNK_SUMS + 1]!;
      sums[leaf]!.gradient += chunkSums[i * CHUNK_SUMS + 2]!;
    });
    leaves.forEach(({ range }, leaf) => {
      const { gradient, hessian } = sums[leaf]!;
      tree.values[leaf] =
        config.learningRate * clampTo(range, leafValue(gradient, hessian, config.lambda, config.alpha));
    });
    share(pieces, ({ leaf, start, end }) => {
      addStep(rows, start, end, weight * tree.values[leaf]!, margins);
    });
  }

  /** Rows that the tree did not see go down it by their bins. */
  function stepOthers(tree: BinTree, weight: number, others: Uint32Array): void {
    const leafOf = binWalker(tree, memory.binned);
    share(shardRanges(others.length, CHUNK_ROWS), ({ start, end }) => {
      for (let i = start; i < end; i++) margins[others[i]!]! += weight * tree.values[leafOf(others[i]!)]!;
    });
  }

  /** Takes what some trees add to the margins out of them, and keeps it. */
  function takeOut(numbers: readonly number[]): void {
    const { dropped } = memory;
    const walkers = numbers.map((t) => binWalker(trees[t]!, memory.binned));
    share(chunks, ({ start, end }) => {
      dropped.fill(0, start, end);
      numbers.forEach((t, k) => {
        const { values } = trees[t]!;
        const leafOf = walkers[k]!;
        for (let row = start; row < end; row++) dropped[row]! += weights[t]! * values[leafOf(row)]!;
      });
      for (let row = start; row < end; row++) margins[row]! -= dropped[row]!;
    });
  }

  /** Puts the trees back with a part of their weight: with the new tree they add up to what they did before. */
  function putBack(numbers: readonly number[], part: number): void {
    for (const t of numbers) weights[t]! *= part;
    share(chunks, ({ start, end }) => {
      for (let row = start; row < end; row++) margins[row]! += part * memory.dropped[row]!;
    });
  }

  function validate(): void {
    const pieces = shardRanges(validationRows.length, CHUNK_ROWS);
    share(pieces, ({ start, end }, i) => {
      chunkSums[i * CHUNK_SUMS] = rowWeights
        ? weightedLogLoss(validationRows, start, end, margins, bad, config.badWeight, rowWeights)
        : logLoss(validationRows, start, end, margins, bad, config.badWeight);
    });
    validationLoss.push(foldSums(pieces.length, 0) / validationWeight);
    if (validationLoss.at(-1)! < (validationLoss[best.trees - 1] ?? Number.POSITIVE_INFINITY)) {
      best = { trees: trees.length, weights: [...weights] };
    }
    team.barrier();
  }

  share(chunks, ({ start, end }) => {
    margins.fill(base, start, end);
  });
  const stops = validationRows.length > 0;
  const validationWeight = rowWeights
    ? validationRows.reduce((sum, row) => sum + rowWeights[row]!, 0)
    : validationRows.length;
  // Trees by samples of the gradients start once the gradients have something to say (as LightGBM does).
  const firstSampled = config.topShare < 1 ? Math.ceil(1 / config.learningRate) : config.trees;
  for (let round = 0; round < config.trees; round++) {
    const out = dropTrees(trees.length, config, seed, round);
    if (out.length > 0) takeOut(out);
    share(chunks, ({ start, end }) => {
      logisticGradients(margins, bad, config.badWeight, start, end, gradients, hessians);
      if (rowWeights) weighGradients(rowWeights, start, end, gradients, hessians);
    });
    const nRows =
      round < firstSampled
        ? sampleTreeRows(team, memory, config.rowShare, seed, round)
        : sampleByGradient(team, memory, config.topShare, config.otherShare, seed, round);
    const scales = packRows(round, nRows);
    const columns = sampleColumns(memory.binned.columns.length, config.columnShare, seed, round);
    const rules = {
      gradientUnit: 1 / scales.gradient,
      hessianUnit: 1 / scales.hessian,
      hessianOfGradient: 0,
      lambda: config.lambda,
      alpha: config.alpha,
      minChildWeight: config.minChildWeight,
      categoryLambda: config.categoryLambda,
      categorySmoothing: config.categorySmoothing,
      categorySupport: config.categorySupport,
    };
    const grown = growTree(team, memory, nRows, columns, rules, grow);
    // A new tree and k dropped ones overshoot by what it adds: all are scaled alike. The learning rate is in its values.
    const scale = 1 / (out.length + config.learningRate);
    const weight = out.length > 0 ? scale : 1;
    fillValues(grown, weight);
    trees.push(grown.tree);
    if (team.member === 0) Atomics.store(memory.grown, 0, trees.length);
    weights.push(weight);
    if (nRows < trainRows.length) stepOthers(grown.tree, weight, rows.subarray(nRows));
    if (stops) stepOthers(grown.tree, weight, validationRows);
    if (out.length > 0) putBack(out, out.length * scale);
    if (!stops) continue;
    validate();
    if (trees.length - best.trees >= config.patience) break;
  }
  return { trees: stops ? weighted(trees, best.weights) : weighted(trees, weights), validationLoss };
}

/** The first trees with their weights in their values. */
function weighted(trees: readonly BinTree[], weights: readonly number[]): BinTree[] {
  return weights.map((weight, t) => {
    const tree = trees[t]!;
    return { ...tree, values: tree.values.map((value) => weight * value) };
  });
}

/** Flags of the inputs a tree may use: those with the smallest draws, at least one. */
function sampleColumns(nFeatures: number, share: number, seed: number, round: number): Uint8Array {
  const flags = new Uint8Array(nFeatures);
  if (share === 1) return flags.fill(1);
  const stream = openStream(seed, 'tree columns');
  const draws = Array.from({ length: nFeatures }, (_, f) => ({ f, draw: stream.uniform(round, f) }));
  draws.sort((a, b) => a.draw - b.draw || a.f - b.f);
  for (const { f } of draws.slice(0, Math.max(1, Math.round(share * nFeatures)))) flags[f] = 1;
  return flags;
}

/** Rows that boosting can take: the packed sums must stay exact. */
export const MAX_BOOSTING_ROWS = MAX_PACKED_ROWS;
