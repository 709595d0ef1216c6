export {
  type Evaluation,
  type EvaluationOptions,
  evaluateWithIntervals,
  type MetricIntervals,
} from './bootstrap.ts';
export {
  type AucDifference,
  type ComparisonOptions,
  compareModels,
  type ModelComparison,
  type ScoredModel,
} from './compare.ts';
export {
  type Curves,
  curves,
  type Decile,
  type PdHistogram,
  type Threshold,
  wilsonInterval,
} from './curves.ts';
export {
  type BootstrapOptions,
  DEFAULT_CONFIDENCE,
  DEFAULT_REPLICATES,
  type Interval,
} from './interval.ts';
export type { BadFlags, EvaluationPlace } from './labelled.ts';
export {
  evaluateRanking,
  evaluateScores,
  METRIC_NAMES,
  type MetricName,
  type Metrics,
  type RankMetrics,
} from './metrics.ts';
export { LOG_LOSS_CLIP } from './ranked.ts';
