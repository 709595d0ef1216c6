import { type AucKs, aucAndKs } from '../kernels/auc-ks.ts';
import { type BadFlags, checkLabelled, type EvaluationPlace, UNNAMED_PLACE } from './labelled.ts';

/**
 * AUC and KS alone, of any scores (higher = riskier): for very many rows, three times as fast as `evaluateRanking` and with
 * the same bits.
 * @throws PARUS_SCORE_INVALID (NaN), PARUS_SCORE_ROWS, PARUS_TARGET_VALUES, PARUS_TARGET_ONE_CLASS
 */
export function evaluateAucKs(
  scores: Float64Array,
  bad: BadFlags,
  place: EvaluationPlace = UNNAMED_PLACE,
): AucKs {
  checkLabelled(scores, bad, place, false);
  return aucAndKs(scores, bad);
}
