import { openStream } from '../../core/index.ts';
import type { AdditiveModel } from '../additive/model.ts';
import type { ModelArtefact } from '../artefact.ts';
import type { BoundColumns, Model } from '../model.ts';
import { rankedAuc } from '../ranked-auc.ts';

/** Mean absolute share of the log-odds of bad over some rows, measured from the average share, by input. */
export function shareImportance(model: AdditiveModel, bound: BoundColumns, rows: Uint32Array): Float64Array {
  const { terms } = model.body;
  const importance = new Float64Array(model.artefact.inputs.length);
  for (const row of rows) {
    const shares = model.contributions(bound, row);
    terms.forEach(({ input, mean }, t) => {
      importance[input]! += Math.abs(shares[t]! - mean);
    });
  }
  return importance.map((sum) => sum / rows.length);
}

/** How trees use an input. */
export interface SplitUse {
  readonly splits: number;
  /** Training loss that its splits saved. */
  readonly gain: number;
  /** Training rows that came to its splits, over all trees. */
  readonly rows: number;
}

/** By input; undefined for models without trees. */
export function splitUse({ body, inputs }: ModelArtefact): SplitUse[] | undefined {
  if (body.kind !== 'trees') return undefined;
  const use = inputs.map(() => ({ splits: 0, gain: 0, rows: 0 }));
  for (const tree of body.trees) {
    tree.input.forEach((input, i) => {
      const of = use[input]!;
      of.splits += 1;
      of.gain += tree.gain[i]!;
      of.rows += tree.rows[i]!;
    });
  }
  return use;
}

/** AUC that a model loses where an input's values are dealt anew among the rows. */
export interface PermutationImportance {
  readonly mean: number;
  /** Standard error of the mean over the deals; it says nothing about other rows. */
  readonly standardError: number;
  readonly deals: readonly number[];
}

/**
 * Permutation importance of each input of any model (Breiman, "Random forests", 2001): inputs that stand in for each other
 * share it, so that a low one is no proof that an input does not matter.
 * @param bad 1 for bad, by row @param deals times that each input is dealt, at least 2
 */
export function permutationImportance(
  model: Model,
  bound: BoundColumns,
  bad: Uint8Array,
  deals: number,
  seed: number,
): PermutationImportance[] {
  const margins = new Float64Array(bound.nRows);
  const aucOf = (columns: BoundColumns['columns']): number => {
    model.margins({ ...bound, columns }, 0, bound.nRows, margins);
    return rankedAuc(margins, bad);
  };
  const whole = aucOf(bound.columns);
  const stream = openStream(seed, 'permutation importance');
  return bound.columns.map((column, f) => {
    const lost = Array.from({ length: deals }, (_, deal) => {
      const dealt = column.slice();
      // Fisher-Yates.
      for (let i = dealt.length - 1; i > 0; i--) {
        const j = stream.integer(i + 1, i, f, deal);
        const kept = dealt[i]!;
        dealt[i] = dealt[j]!;
        dealt[j] = kept;
      }
      return whole - aucOf(bound.columns.map((other, g) => (g === f ? dealt : other)));
    });
    const mean = lost.reduce((a, b) => a + b, 0) / deals;
    const variance = lost.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (deals - 1);
    return { mean, standardError: Math.sqrt(variance / deals), deals: lost };
  });
}
