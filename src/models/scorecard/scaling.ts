import { z } from 'zod';
import { defaultScaling, type Scaling, scaling } from '../artefact.ts';
import { attainableWoe, type WeighedBinning } from './points.ts';

const byOdds = z.strictObject(scaling.shape);

const byRange = z
  .strictObject({ minScore: z.number(), maxScore: z.number() })
  .refine(({ minScore, maxScore }) => minScore < maxScore, { error: 'minScore must be below maxScore' });

/** The scale of a scorecard: by odds and points that double them, or by the lowest and the highest score it can give. */
export const scalingConfig = z.union([byOdds, byRange], {
  error: 'expected {baseScore, baseOdds, pdo} or {minScore, maxScore}',
});
export type ScalingConfig = z.infer<typeof scalingConfig>;

/**
 * The scale in its first form. A range becomes the points that double the odds which stretch the attainable log-odds over it:
 * the riskiest combination of bins scores `minScore`, the safest `maxScore`, before rounding.
 * @param characteristics with coefficients above 0; where none tells rows apart the range cannot be met and `pdo` is the default
 */
export function resolveScaling(
  wanted: ScalingConfig,
  intercept: number,
  characteristics: readonly WeighedBinning[],
): Scaling {
  if ('pdo' in wanted) return wanted;
  const { minScore, maxScore } = wanted;
  let [riskiest, safest] = [intercept, intercept];
  for (const { binning, coefficient } of characteristics) {
    const risks = attainableWoe(binning).map((woe) => -coefficient * woe);
    riskiest += Math.max(...risks);
    safest += Math.min(...risks);
  }
  const { baseOdds, pdo } = defaultScaling;
  if (!(riskiest > safest)) return { baseScore: minScore, baseOdds, pdo };
  const factor = (maxScore - minScore) / (riskiest - safest);
  return {
    baseScore: minScore + factor * (riskiest + Math.log(baseOdds)),
    baseOdds,
    pdo: factor * Math.LN2,
  };
}
