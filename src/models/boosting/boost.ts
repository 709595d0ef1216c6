/** Boosting itself, as every member of the team runs it: gradients, a tree, its leaves' values, a step; again. */

import { openStream } from '../../core/index.ts';
import { MAX_PACKED_ROWS, packGradients, packingScales } from '../../kernels/gradient-packing.ts';
import { addStep, logisticGradients, logLoss, sumGradients } from '../../kernels/logistic-gradients.ts';
import { clampTo, leafValue } from '../../kernels/split.ts';
import { joinTeam, shardRanges, type Team, type TeamInput, taskRef } from '../../parallel/index.ts';
import { type BinTree, binWalker } from '../tree/bin-tree.ts';
import type { BoostingConfig } from './config.ts';
import { type GrownTree, type GrowOptions, growTree } from './grow.ts';
import { type BoostingMemory, CHUNK_ROWS, CHUNK_SUMS } from './memory.ts';
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
  /** Mean log loss of the held-out rows after each tree; empty without early stopping. */
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
  const rounding = openStream(seed, 'gradient rounding');
  const key0 = rounding.integer(2 ** 32, 0);
  const key1 = rounding.integer(2 ** 32, 1);
  const chunks = shardRanges(memory.blocks.nRows, CHUNK_ROWS);
  const trees: BinTree[] = [];
  const validationLoss: number[] = [];
  let bestTrees = 0;

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
  function fillValues({ tree, leaves }: GrownTree): void {
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
      addStep(rows, start, end, tree.values[leaf]!, margins);
    });
  }

  /** Rows that the tree did not see go down it by their bins. */
  function stepOthers(tree: BinTree, others: Uint32Array): void {
    const leafOf = binWalker(tree, memory.blocks);
    share(shardRanges(others.length, CHUNK_ROWS), ({ start, end }) => {
      for (let i = start; i < end; i++) margins[others[i]!]! += tree.values[leafOf(others[i]!)]!;
    });
  }

  function validate(): void {
    const pieces = shardRanges(validationRows.length, CHUNK_ROWS);
    share(pieces, ({ start, end }, i) => {
      chunkSums[i * CHUNK_SUMS] = logLoss(validationRows, start, end, margins, bad, config.badWeight);
    });
    validationLoss.push(foldSums(pieces.length, 0) / validationRows.length);
    if (validationLoss.at(-1)! < (validationLoss[bestTrees - 1] ?? Number.POSITIVE_INFINITY)) {
      bestTrees = validationLoss.length;
    }
    team.barrier();
  }

  share(chunks, ({ start, end }) => {
    margins.fill(base, start, end);
  });
  const stops = validationRows.length > 0;
  for (let round = 0; round < config.trees; round++) {
    share(chunks, ({ start, end }) => {
      logisticGradients(margins, bad, config.badWeight, start, end, gradients, hessians);
    });
    const nRows = sampleTreeRows(team, memory, config.rowShare, seed, round);
    const scales = packRows(round, nRows);
    const columns = sampleColumns(memory.blocks.nFeatures, config.columnShare, seed, round);
    const rules = {
      gradientUnit: 1 / scales.gradient,
      hessianUnit: 1 / scales.hessian,
      lambda: config.lambda,
      alpha: config.alpha,
      minChildWeight: config.minChildWeight,
      categoryLambda: config.categoryLambda,
      categorySmoothing: config.categorySmoothing,
      categorySupport: config.categorySupport,
    };
    const grown = growTree(team, memory, nRows, columns, rules, grow);
    fillValues(grown);
    trees.push(grown.tree);
    if (nRows < trainRows.length) stepOthers(grown.tree, rows.subarray(nRows));
    if (!stops) continue;
    stepOthers(grown.tree, validationRows);
    validate();
    if (trees.length - bestTrees >= config.patience) break;
  }
  return { trees: stops ? trees.slice(0, bestTrees) : trees, validationLoss };
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
