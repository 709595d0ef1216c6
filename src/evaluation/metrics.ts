import { SWEEP, SWEEP_SLOTS, sweepRanking } from '../kernels/ranking.ts';
import { type BadFlags, checkLabelled, type EvaluationPlace, UNNAMED_PLACE } from './labelled.ts';
import { orderRows, type Ranked, rankRows } from './ranked.ts';

/** Metrics that have an interval, in the order in which reports print them. */
export const METRIC_NAMES = ['auc', 'gini', 'ks', 'logLoss', 'brier', 'prAuc', 'ece', 'badRate'] as const;

export type MetricName = (typeof METRIC_NAMES)[number];

/** How well PDs fit outcomes. All but the counts are unit-free. */
export interface Metrics extends Readonly<Record<MetricName, number>> {
  readonly rows: number;
  readonly bads: number;
  readonly badRate: number;
  /** Area under the ROC curve by mid-ranks, [0, 1]; 0.5 is chance. */
  readonly auc: number;
  /** 2 auc - 1. */
  readonly gini: number;
  /** Largest gap between the cumulative shares of bads and goods, [0, 1]. */
  readonly ks: number;
  /** Mean log-loss in nats, PD clipped at LOG_LOSS_CLIP. */
  readonly logLoss: number;
  /** Mean squared error of the PD. */
  readonly brier: number;
  /** Average precision: area under the precision-recall curve by steps; the bad rate is chance. */
  readonly prAuc: number;
  /** Expected calibration error over ten bins of equal numbers of rows, ties kept together. */
  readonly ece: number;
}

/**
 * Metrics of probabilities of bad against outcomes; sorts once and sweeps once.
 * @throws PARUS_SCORE_INVALID, PARUS_SCORE_ROWS, PARUS_TARGET_VALUES, PARUS_TARGET_ONE_CLASS
 */
export function evaluateScores(
  pd: Float64Array,
  bad: BadFlags,
  place: EvaluationPlace = UNNAMED_PLACE,
): Metrics {
  checkLabelled(pd, bad, place, true);
  return metricsOfRanked(rankRows(pd, bad));
}

/** Metrics that only need an order: for scores that are not probabilities. */
export type RankMetrics = Pick<Metrics, 'rows' | 'bads' | 'badRate' | 'auc' | 'gini' | 'ks' | 'prAuc'>;

/**
 * Rank metrics of any scores, higher = riskier; infinities rank as numbers.
 * @throws PARUS_SCORE_INVALID (NaN), PARUS_SCORE_ROWS, PARUS_TARGET_VALUES, PARUS_TARGET_ONE_CLASS
 */
export function evaluateRanking(
  scores: Float64Array,
  bad: BadFlags,
  place: EvaluationPlace = UNNAMED_PLACE,
): RankMetrics {
  checkLabelled(scores, bad, place, false);
  const { rows, bads, badRate, auc, gini, ks, prAuc } = metricsOfRanked({
    ...orderRows(scores, bad),
    // No probability, no loss: its slot is not read.
    loss: new Float64Array(scores.length),
  });
  return { rows, bads, badRate, auc, gini, ks, prAuc };
}

/** The sample's metrics: every row counts once. */
export function metricsOfRanked(ranked: Ranked): Metrics {
  const rows = ranked.pd.length;
  const out = new Float64Array(SWEEP_SLOTS);
  sweepRanking(ranked.pd, ranked.bad, ranked.loss, new Uint16Array(rows).fill(1), out);
  let bads = 0;
  for (let p = 0; p < rows; p++) bads += ranked.bad[p]!;
  return { rows, bads, ...metricsOfSlots(out, 0) };
}

/** Names the slots that `sweepRanking` wrote at `offset`. */
export function metricsOfSlots(slots: Float64Array, offset: number): Readonly<Record<MetricName, number>> {
  const auc = slots[offset + SWEEP.auc]!;
  return {
    auc,
    gini: 2 * auc - 1,
    ks: slots[offset + SWEEP.ks]!,
    logLoss: slots[offset + SWEEP.logLoss]!,
    brier: slots[offset + SWEEP.brier]!,
    prAuc: slots[offset + SWEEP.prAuc]!,
    ece: slots[offset + SWEEP.ece]!,
    badRate: slots[offset + SWEEP.badRate]!,
  };
}
