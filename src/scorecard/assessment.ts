import type { GradeBand, ModelArtefact } from '../models/index.ts';
import {
  type BoundColumns,
  CODE_MISSING,
  CODE_UNSEEN,
  type ScorecardPoints,
  scoreOfMargin,
} from '../models/index.ts';

/** The grade of a probability of bad: the first band it is below. */
export function gradeOf(pd: number, grades: readonly GradeBand[]): string {
  return (grades.find(({ pdBelow }) => pd < pdBelow) ?? grades.at(-1)!).grade;
}

/**
 * The score of row `row`: on a scorecard the sum of its printed points, otherwise the log-odds on the same scale, rounded.
 * Higher is safer.
 */
export function scoreOf(artefact: ModelArtefact, bound: BoundColumns, row: number, margin: number): number {
  if (!artefact.scorecard) return Math.round(scoreOfMargin(margin, artefact.scaling));
  let score = artefact.scorecard.base;
  for (const characteristic of artefact.scorecard.characteristics) {
    score += pointsAt(characteristic, bound.columns[characteristic.input]![row]!);
  }
  return score;
}

type Characteristic = ScorecardPoints['characteristics'][number];

/** Points of one characteristic for a bound value: a number (NaN missing) or a level's code. */
export function pointsAt(characteristic: Characteristic, value: number): number {
  const { binning, points, specialPoints, missingPoints, unseenPoints } = characteristic;
  if (binning.kind === 'category') {
    if (value === CODE_MISSING) return missingPoints;
    if (value === CODE_UNSEEN) return unseenPoints;
    return points[binning.groupOfLevel[value]!]!;
  }
  if (Number.isNaN(value)) return missingPoints;
  const special = binning.special.findIndex((bin) => bin.value === value);
  if (special >= 0) return specialPoints[special]!;
  // A characteristic that was never a plain number in training has no interval to fall into.
  return points[binOf(binning.cuts, value)] ?? unseenPoints;
}

/** Bin of a value under the [low, high) convention: the number of cuts at or below it. */
function binOf(cuts: readonly number[], value: number): number {
  let bin = 0;
  while (bin < cuts.length && cuts[bin]! <= value) bin += 1;
  return bin;
}
