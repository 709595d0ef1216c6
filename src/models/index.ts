export { type AdditiveModel, isAdditive } from './additive/model.ts';
export {
  artefactHash,
  defaultGrades,
  defaultScaling,
  type GradeBand,
  MODEL_FORMAT,
  type ModelArtefact,
  type ModelInput,
  type Provenance,
  type Scaling,
  type ScorecardPoints,
} from './artefact.ts';
export { type ExportFormat, exportFormats, exportModel } from './exchange/export-model.ts';
export { type ImportFormat, importFormats, importModel } from './exchange/import-model.ts';
export { type ProvenTrend, provenTrends } from './exchange/trends.ts';
export { drawRows } from './explain/draw-rows.ts';
export { permutationImportance, shareImportance, splitUse } from './explain/importance.ts';
export { dependenceGrid, jointDependence, partialDependence } from './explain/partial-dependence.ts';
export { makeBackgroundExplainer, makeTreesExplainer } from './explain/trees-explainer.ts';
export { type InputCertificate, trendCertificates } from './explain/trend-certificates.ts';
export {
  type BoundColumns,
  bindColumns,
  CODE_MISSING,
  CODE_UNSEEN,
  type Model,
  pdOfMargin,
} from './model.ts';
export { scoreTable, type TableScores } from './score.ts';
export { pointsPerLogOdds, scoreOfMargin } from './scorecard/points.ts';
export { type Split, stratifiedSplit } from './split.ts';
export { loadModel, makeModel, parseArtefact, saveArtefact } from './store.ts';
export { assertTwoClasses, type TargetSpec, targetOf } from './target.ts';
export {
  type AlgorithmName,
  algorithmNames,
  dataHash,
  parseAlgorithm,
  type Trained,
  type TrainOptions,
  trainModel,
  weighedAlgorithms,
} from './train.ts';
export { halvingPlan } from './tuning/halving.ts';
export { type Dimension, type SearchSpace, searchSpaces } from './tuning/spaces.ts';
export {
  type TrialResult,
  type Tuned,
  type TuneOptions,
  type TuningMetric,
  type TuningStore,
  tuneModel,
  tuningMetrics,
} from './tuning/tune.ts';
export { takeWeights, weightsOf } from './weights.ts';
