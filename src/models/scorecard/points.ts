import type { Binning } from '../../binning/index.ts';
import type { Scaling, ScorecardPoints } from '../artefact.ts';
import { roundKeepingRange } from './rounding.ts';

/** Points per unit of log-odds: pdo / ln 2. */
export function pointsPerLogOdds({ pdo }: Scaling): number {
  return pdo / Math.LN2;
}

/** The unrounded score of log-odds of bad: baseScore + factor * (-margin - ln baseOdds). Higher is safer. */
export function scoreOfMargin(margin: number, scaling: Scaling): number {
  return scaling.baseScore + pointsPerLogOdds(scaling) * (-margin - Math.log(scaling.baseOdds));
}

/** A binned characteristic with its coefficient: points are in proportion to coefficient * WOE. */
export interface WeighedBinning {
  readonly binning: Binning;
  readonly coefficient: number;
}

type Points = ScorecardPoints['characteristics'][number];

/** How points become whole numbers: each to the nearest, or so that the range of scores stays (`rounding.ts`). */
export type Rounding = 'nearest' | 'range';

/** The printed scorecard: each bin's points rounded to integers, so that the score is the sum a clerk would make. */
export function pointsOf(
  intercept: number,
  characteristics: readonly (WeighedBinning & Omit<Points, PrintedPart>)[],
  scaling: Scaling,
  rounding: Rounding = 'nearest',
): ScorecardPoints {
  const factor = pointsPerLogOdds(scaling);
  const base = scoreOfMargin(intercept, scaling);
  const exact = characteristics.map(({ binning, coefficient }) =>
    attainableWoe(binning).map((woe) => factor * coefficient * woe),
  );
  const rounded =
    rounding === 'range'
      ? roundKeepingRange(base, exact)
      : { base: Math.round(base), points: exact.map((values) => values.map((v) => Math.round(v) || 0)) };
  return {
    base: rounded.base,
    characteristics: characteristics.map((characteristic, c) => ({
      ...characteristic,
      ...printed(characteristic.binning, rounded.points[c]!),
    })),
  };
}

/**
 * The WOE that a row can meet in a characteristic, in the order of print: its bins, its special values, missing, and last a level
 * that was never seen (or any number, where no plain number was), if that can score on its own.
 */
export function attainableWoe(binning: Binning): number[] {
  const special = binning.kind === 'numeric' ? binning.special : [];
  const own = [...binning.bins, ...special, binning.missing].map(({ woe }) => woe);
  const unseen = unseenBin(binning);
  return unseen === 'none' || unseen === 'rare' ? own : [...own, 0];
}

type PrintedPart = 'points' | 'specialPoints' | 'missingPoints' | 'unseenPoints';

function printed(binning: Binning, points: readonly number[]): Pick<Points, PrintedPart> {
  const bins = binning.bins.length;
  const special = binning.kind === 'numeric' ? binning.special.length : 0;
  const unseen = unseenBin(binning);
  return {
    points: points.slice(0, bins),
    specialPoints: points.slice(bins, bins + special),
    missingPoints: points[bins + special]!,
    unseenPoints:
      unseen === 'none'
        ? 0
        : unseen === 'rare'
          ? points[(binning as { readonly rareGroup: number }).rareGroup]!
          : points[bins + special + 1]!,
  };
}

/** Where a value scores that no bin was made for: nowhere, with the rare levels, or at WOE 0. */
function unseenBin(binning: Binning): 'none' | 'rare' | 'own' {
  if (binning.kind === 'category') return binning.rareGroup === undefined ? 'own' : 'rare';
  return binning.bins.length === 0 ? 'own' : 'none';
}
