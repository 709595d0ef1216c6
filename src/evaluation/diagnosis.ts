import { type BrierDecomposition, brierDecomposition } from './brier-decomposition.ts';
import { curves } from './curves.ts';
import { aucDeLong, type DeLongAuc } from './delong.ts';
import { type Grade, type GradeTests, testGrades } from './grade-tests.ts';
import { HAND_2009_WEIGHTS, hMeasure } from './h-measure.ts';
import { type BadFlags, type EvaluationPlace, UNNAMED_PLACE } from './labelled.ts';
import { type LiftAt, liftAt } from './lift.ts';
import { LOG_LOSS_CLIP } from './ranked.ts';
import { type Recalibration, recalibrate } from './recalibration.ts';

/** What PDs and outcomes alone tell beyond the metrics. */
export interface Diagnosis {
  readonly deLong: DeLongAuc;
  /** With the weights that follow the bad rate (2014), and with Beta(2, 2) (2009). */
  readonly hMeasure: { readonly value: number; readonly beta22: number };
  readonly lift: readonly LiftAt[];
  readonly brierDecomposition: BrierDecomposition;
  readonly calibration: Recalibration;
  /** Tenths of the rows by PD, riskiest first, in the place of grades; each with the mean of its PDs. */
  readonly grades: GradeTests;
}

/** Makes every diagnosis at 95 %. @throws the errors of `evaluateScores` */
export function diagnose(pd: Float64Array, bad: BadFlags, place: EvaluationPlace = UNNAMED_PLACE): Diagnosis {
  return {
    deLong: aucDeLong(pd, bad, { place }),
    hMeasure: {
      value: hMeasure(pd, bad, undefined, place),
      beta22: hMeasure(pd, bad, HAND_2009_WEIGHTS, place),
    },
    lift: liftAt(pd, bad, undefined, place),
    brierDecomposition: brierDecomposition(pd, bad, undefined, place),
    calibration: recalibrate(pd, bad, undefined, place),
    grades: testGrades(rankGrades(pd, bad, place)),
  };
}

/** The tenths of `curves` as grades. A mean PD of 0 or 1, which no outcome is possible under, is clipped as for the log-loss. */
export function rankGrades(pd: Float64Array, bad: BadFlags, place: EvaluationPlace = UNNAMED_PLACE): Grade[] {
  return curves(pd, bad, place).deciles.map(({ rows, bads, meanPd }, i) => ({
    name: `tenth ${i + 1}`,
    rows,
    bads,
    pd: Math.min(1 - LOG_LOSS_CLIP, Math.max(LOG_LOSS_CLIP, meanPd)),
  }));
}
