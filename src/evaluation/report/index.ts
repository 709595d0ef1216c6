export { type ChartCanvas, withChartCanvas } from './chart-canvas.ts';
export { declineReasons } from './facts/decline-reasons.ts';
export { type DependenceCurve, dependenceCurves } from './facts/dependence-curves.ts';
export { type InputChoice, inputChoice, type LeftOut, leftOutByReason } from './facts/input-choice.ts';
export { type ModelDrivers, modelDrivers } from './facts/model-drivers.ts';
export { type DatedRows, type OutOfTimeQuarters, outOfTimeQuarters } from './facts/out-of-time-quarters.ts';
export { pointsOnTest } from './facts/points-on-test.ts';
export { ratingGrades } from './facts/rating-grades.ts';
export { scoreBands } from './facts/score-bands.ts';
export type { ScoredPart, ScoredParts } from './facts/scored-part.ts';
export { isTrainingPart } from './facts/training-rows.ts';
export { type TrendProof, trendProofs } from './facts/trend-proofs.ts';
export { html, type Markup } from './html.ts';
export { type PageInput, renderPage } from './page.ts';
export { renderReport } from './render-report.ts';
export type {
  BilingualText,
  Meanings,
  ReportBin,
  ReportCharacteristic,
  ReportDecision,
  ReportDecisions,
  ReportFairness,
  ReportInput,
  ReportLatency,
  ReportModel,
  ReportOracle,
  ReportStability,
} from './report-input.ts';
