import type { ModelArtefact } from '../../models/index.ts';
import { splitUse } from '../../models/index.ts';

/** Inputs of a supervised fraud model, those of the graph not counted. */
export const MODEL_INPUTS = 60;
/** Trees that tell which inputs are the strongest: later ones only refine. */
export const SEARCH_TREES = 60;

/**
 * Boosting for a hundred cases among tens of thousands of rows: trees of four leaves on few columns each, leaves that may hold a
 * dozen rows (at 0.5 % fraud a row has p (1 - p) of 0.005), a fixed number of them, since rows held out to stop early would cost
 * a quarter of the cases. Chosen by cross-validation within one simulated book that no result rests on.
 */
export const fraudModelConfig = {
  trees: 200,
  learningRate: 0.03,
  leaves: 4,
  maxDepth: 3,
  lambda: 1,
  minChildWeight: 0.05,
  columnShare: 0.15,
  rowShare: 0.7,
  patience: 0,
} as const;

/** The `most` inputs whose splits saved most of the training loss, strongest first; equals in the order of the model. */
export function strongestOf(artefact: ModelArtefact, most: number): string[] {
  const use = splitUse(artefact) ?? [];
  return artefact.inputs
    .map(({ name }, i) => ({ name, gain: use[i]?.gain ?? 0 }))
    .sort((a, b) => b.gain - a.gain)
    .slice(0, most)
    .map(({ name }) => name);
}
