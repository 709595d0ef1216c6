import { sourcesRead } from '../features/index.ts';
import type { Model } from '../models/index.ts';
import { type DossierSource, dossierSources } from '../sources/index.ts';
import { decisionFeatures } from './assessor.ts';
import type { DecisionRules } from './rules.ts';

/** Sources that the steps before the model read, whatever the model: the registry says whether the firm exists. */
const ALWAYS: readonly DossierSource[] = ['registry'];

/**
 * The sources that a decision under a model and rules reads, in catalogue order: those of the features of the model, of the
 * policy and of the limit, and the registry. Consent is asked for these and for no others (minimum necessary, PIPL art. 6);
 * `restrictDossier(dossier, neededSources(...))` scores to the same bits.
 */
export function neededSources(model: Model, rules: DecisionRules): DossierSource[] {
  const read = new Set<DossierSource>([...ALWAYS, ...sourcesRead(decisionFeatures(model, rules))]);
  return dossierSources.filter((source) => read.has(source));
}
