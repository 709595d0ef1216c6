import type { ModelArtefact } from '../artefact.ts';
import { certifyTrend, type TrendCertificate } from '../tree/explaining/certify-trend.ts';
import { flattenTrees } from '../tree/flat-trees.ts';

export interface InputCertificate extends TrendCertificate {
  readonly input: string;
}

/**
 * What is proven about the trend of each numeric input of a model of trees: its uncalibrated log-odds of bad as the input
 * grows, for every row there can be, not only those seen. None for other models.
 * @param mostSteps pairs of nodes that may be looked at for one input and trend before it counts as unknown; default: some seconds
 */
export function trendCertificates({ body, inputs }: ModelArtefact, mostSteps?: number): InputCertificate[] {
  if (body.kind !== 'trees') return [];
  const nLevels = inputs.map((input) => (input.kind === 'category' ? input.levels.length : 0));
  const trees = flattenTrees(body, nLevels);
  return inputs.flatMap(({ name, kind }, i) =>
    kind === 'numeric' ? [{ input: name, ...certifyTrend(trees, nLevels, i, mostSteps) }] : [],
  );
}
