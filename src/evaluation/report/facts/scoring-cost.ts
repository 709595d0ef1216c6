import type { ModelArtefact } from '../../../models/index.ts';

/**
 * Nanoseconds of one core for a level of a tree (nearly twice as many where leaves go into millions), a term, a parameter and a tree of
 * ml-random-forest. Measured, OWN.
 */
const PER_LEVEL = 8;
const PER_TERM = 30;
const PER_PARAMETER = 0.8;
const PER_LIBRARY_TREE = 200;
/** Explaining a row by TreeSHAP, for each leaf; by integrated gradients, in times of scoring it. Measured likewise. OWN. */
const PER_EXPLAINED_LEAF = 500;
const GRADIENTS = 120;

/** About how many nanoseconds a row takes to score: what is worth a report's time must not depend on a clock. */
export function scoringCost({ body }: ModelArtefact): number {
  switch (body.kind) {
    case 'trees':
      return body.trees.reduce((sum, { value }) => sum + PER_LEVEL * (1 + Math.log2(value.length)), 0);
    case 'additive':
      return PER_TERM * (body.terms.length + (body.products?.length ?? 0));
    case 'networks':
      return PER_PARAMETER * body.networks.reduce((sum, { length }) => sum + length, 0);
    case 'random-features':
      return PER_PARAMETER * body.frequencies.length + PER_TERM * body.coefficients.length;
    case 'ml-random-forest': {
      const { baseModel } = body.forest as { readonly baseModel?: { readonly nEstimators?: number } };
      return PER_LIBRARY_TREE * (baseModel?.nEstimators ?? 1);
    }
  }
}

/** As `scoringCost`, for the shares of a row's log-odds. */
export function explainingCost(artefact: ModelArtefact): number {
  const { body } = artefact;
  if (body.kind === 'trees') return PER_EXPLAINED_LEAF * leafCount(artefact);
  return body.kind === 'additive' ? scoringCost(artefact) : GRADIENTS * scoringCost(artefact);
}

/** Leaves of all trees together, 0 for models without trees. */
export function leafCount({ body }: ModelArtefact): number {
  return body.kind === 'trees' ? body.trees.reduce((sum, { value }) => sum + value.length, 0) : 0;
}

/** Rows that `seconds` are enough for at `cost` nanoseconds a row: at most `most`, and none where they are fewer than `least`. */
export function affordableRows(cost: number, seconds: number, most: number, least: number): number {
  const rows = Math.min(most, Math.floor((seconds * 1e9) / cost));
  return rows < least ? 0 : rows;
}
