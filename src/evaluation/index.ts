export type { AucKs } from '../kernels/auc-ks.ts';
export {
  type Evaluation,
  type EvaluationOptions,
  evaluateWithIntervals,
  type MetricIntervals,
} from './bootstrap.ts';
export { type BrierDecomposition, brierDecomposition } from './brier-decomposition.ts';
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
  aucDeLong,
  compareAucDeLong,
  type DeLongAuc,
  type DeLongDifference,
  type DeLongOptions,
} from './delong.ts';
export { type Diagnosis, diagnose, rankGrades } from './diagnosis.ts';
export { type ErrorSegment, type ErrorTree, type ErrorTreeOptions, growErrorTree } from './error-tree.ts';
export {
  type FairnessOptions,
  type FairnessReport,
  FOUR_FIFTHS,
  fairnessByGroup,
  type GroupContrast,
} from './fairness.ts';
export type { FairnessConflict } from './fairness-conflicts.ts';
export type { GroupMeasures } from './fairness-measures.ts';
export {
  type Grade,
  type GradeTest,
  type GradeTestOptions,
  type GradeTests,
  type HosmerLemeshow,
  holmAdjusted,
  testGrades,
} from './grade-tests.ts';
export { type CostWeights, defaultCostWeights, HAND_2009_WEIGHTS, hMeasure } from './h-measure.ts';
export {
  type BootstrapOptions,
  DEFAULT_CONFIDENCE,
  DEFAULT_REPLICATES,
  type Interval,
} from './interval.ts';
export type { BadFlags, EvaluationPlace } from './labelled.ts';
export { LIFT_SHARES, type LiftAt, liftAt } from './lift.ts';
export {
  evaluateRanking,
  evaluateScores,
  METRIC_NAMES,
  type MetricName,
  type Metrics,
  type RankMetrics,
} from './metrics.ts';
export {
  distanceToOracle,
  type OracleDistance,
  type OracleDistanceOptions,
  type OracleScores,
  oracleShare,
} from './oracle-distance.ts';
export {
  evaluateByQuarter,
  formatQuarter,
  type OutOfTimeOptions,
  type OutOfTimeSplit,
  outOfTimeSplits,
  type QuarterResult,
  quarterIndexOf,
} from './out-of-time.ts';
export { type LoanEconomics, type ProfitCurve, type ProfitPoint, profitCurve } from './profit.ts';
export { evaluateAucKs } from './rank-statistics.ts';
export { LOG_LOSS_CLIP } from './ranked.ts';
export { type CoxRecalibration, type Estimate, type Recalibration, recalibrate } from './recalibration.ts';
export { type Contrast, differenceOfShares, ratioOfShares, type Share, shareOf } from './share-intervals.ts';
export {
  columnStability,
  type FolkloreVerdict,
  meanPointsShift,
  type Stability,
  type StabilityBin,
  type StabilityOptions,
  scoreStability,
  type TableStability,
  tableStability,
} from './stability.ts';
