export { anomalyInputs } from './anomaly-inputs.ts';
export {
  type Anomaly,
  assessFraud,
  type FraudAssessment,
  type FraudEngine,
  type FraudLayer,
  type OddFeature,
  prepareFraud,
  type Values,
} from './assess.ts';
export { thresholdAtCapacity } from './capacity.ts';
export type { Condition } from './condition.ts';
export { derivedNames, isGraphDerived } from './derived.ts';
export { type DerivedColumns, derivedColumns, ruleHits } from './derived-columns.ts';
export {
  type FraudModels,
  loadFraudModels,
  makeFraudModels,
  parseFraudModels,
  saveFraudModels,
} from './fraud-models.ts';
export { fraudGraphNames, GRAPH_PREFIX, SAGE_NAME } from './graph-names.ts';
export type { IsolationForest } from './isolation-forest.ts';
export { type FraudCode, type FraudVerdict, fraudCodes, judgeFraud } from './judge.ts';
export type { RuleHit } from './match-rules.ts';
export { type FraudParams, fraudParams } from './params.ts';
export {
  type FraudRule,
  type FraudRules,
  loadFraudRules,
  parseFraudRules,
  standardFraudRulesPath,
  type Typology,
  typologies,
} from './rules-file.ts';
export { type FraudTraining, trainFraudModels, trainLayer, withDerived } from './train.ts';
export { type IsolationConfig, scoreAnomalies, trainIsolationForest } from './train-isolation-forest.ts';
