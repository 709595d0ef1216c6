import type { Binning } from '../../binning/index.ts';
import type { Scaling, ScorecardPoints } from '../artefact.ts';

/** Points per unit of log-odds: pdo / ln 2. */
export function pointsPerLogOdds({ pdo }: Scaling): number {
  return pdo / Math.LN2;
}

/** The unrounded score of log-odds of bad: baseScore + factor * (-margin - ln baseOdds). Higher is safer. */
export function scoreOfMargin(margin: number, scaling: Scaling): number {
  return scaling.baseScore + pointsPerLogOdds(scaling) * (-margin - Math.log(scaling.baseOdds));
}

/** The printed scorecard: each bin's points rounded to integers, so that the score is the sum a clerk would make. */
export function pointsOf(
  intercept: number,
  characteristics: readonly {
    readonly input: number;
    readonly binning: Binning;
    readonly coefficient: number;
  }[],
  scaling: Scaling,
): ScorecardPoints {
  const factor = pointsPerLogOdds(scaling);
  return {
    base: Math.round(scoreOfMargin(intercept, scaling)),
    characteristics: characteristics.map(({ input, binning, coefficient }) => {
      const points = (bin: { readonly woe: number }): number =>
        Math.round(factor * coefficient * bin.woe) || 0;
      return {
        input,
        binning,
        coefficient,
        points: binning.bins.map(points),
        specialPoints: binning.kind === 'numeric' ? binning.special.map(points) : [],
        missingPoints: points(binning.missing),
        unseenPoints:
          binning.kind === 'category' && binning.rareGroup !== undefined
            ? points(binning.bins[binning.rareGroup]!)
            : 0,
      };
    }),
  };
}
