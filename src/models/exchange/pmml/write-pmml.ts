import type { ModelArtefact } from '../../artefact.ts';
import { plainBody } from '../plain-body.ts';
import type { Exchange } from '../refusal.ts';
import { pmmlDocument } from './document.ts';
import { regressionPmml, termFields } from './regression-pmml.ts';
import { scorecardPmml } from './scorecard-pmml.ts';
import { treesPmml } from './trees-pmml.ts';

/**
 * A model as PMML 4.4: a scorecard by its printed points, as a Scorecard with reason codes; other sums of terms as a
 * RegressionModel on derived fields, and trees as a MiningModel, both with output fields `margin` (log-odds of bad) and `pd`
 * (a forest with `pd` alone).
 * @throws PARUS_MODEL_NOT_SUPPORTED for models that are no sum of terms or trees, and for curved calibrations
 */
export function writePmml(artefact: ModelArtefact, path: string): string {
  const exchange: Exchange = { path, operation: 'exporting PMML' };
  const body = plainBody(artefact, exchange);
  if (artefact.scorecard) return pmmlDocument(artefact, [], scorecardPmml(artefact, artefact.scorecard));
  if (body.kind === 'trees') return pmmlDocument(artefact, [], treesPmml(artefact, body));
  return pmmlDocument(artefact, termFields(body, artefact.inputs), regressionPmml(artefact, body));
}
