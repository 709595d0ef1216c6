/** The library: what a program can do with Parus. The command line is built from the same functions. */
export { ParusError } from './core/index.ts';
export {
  type Application,
  type Assessment,
  type Decision,
  type DecisionRules,
  decide,
  decideBatch,
  loadRules,
  makeAssessor,
  replayDecision,
} from './decision/index.ts';
export {
  compareModels,
  type Evaluation,
  evaluateScores,
  evaluateWithIntervals,
  type Metrics,
} from './evaluation/index.ts';
export {
  computeFeatures,
  computeFeatureTable,
  featureCatalogue,
  featureNames,
  LiveVector,
  writeFeatureFile,
} from './features/index.ts';
export {
  type AlgorithmName,
  algorithmNames,
  bindColumns,
  exportModel,
  importModel,
  loadModel,
  type Model,
  type ModelArtefact,
  pdOfMargin,
  saveArtefact,
  scoreTable,
  stratifiedSplit,
  targetOf,
  trainModel,
  tuneModel,
} from './models/index.ts';
export { openPool, type WorkerPool, withPool } from './parallel/index.ts';
export {
  type ActionOptions,
  type Baseline,
  type Counterfactual,
  type CounterfactualAnswer,
  type CounterfactualOptions,
  gradeOf,
  isActionable,
  nearestCounterfactual,
  pointsTable,
  type Reason,
  reasonsOf,
  scoreOf,
  strengthsOf,
  type TestFrame,
  type TestFrameOptions,
  testFrame,
} from './scorecard/index.ts';
export { createService, startService } from './service/index.ts';
export {
  type Book,
  type BookReader,
  dossierFromRecords,
  dossierOf,
  ingestFiles,
  openBook,
  openBookReader,
  parseRecord,
} from './sources/index.ts';
export { makeTable, readTable, type Table, takeRows, writeTable } from './table/index.ts';
