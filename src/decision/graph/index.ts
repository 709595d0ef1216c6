export { type BookSnapshot, bookSnapshot } from './book-snapshot.ts';
export { type DenseRing, type DenseRingOptions, denseRings } from './dense-rings.ts';
export { type CircleInvoice, type GraphEvidence, graphEvidence } from './graph-evidence.ts';
export {
  type GraphFeatureColumns,
  type GraphFeatureName,
  graphFeatureNames,
} from './graph-feature-names.ts';
export { type GraphAsk, graphFeatures, graphFeaturesOf } from './graph-features.ts';
export { type GraphMemory, openGraphMemory } from './graph-memory.ts';
export { type KnownBad, knownDaysOf } from './known-bads.ts';
export { readRelations } from './read-relations.ts';
export {
  buildRelationGraph,
  firmNumber,
  type RelationGraph,
  type RelationGraphOptions,
} from './relation-graph.ts';
export {
  type RelationKind,
  type RelationRecords,
  relationKinds,
} from './relation-records.ts';
export type { SageConfig, SageOptions } from './sage-config.ts';
export { type SageModel, scoreGraphSage } from './sage-model.ts';
export type { SageNodes } from './sage-nodes.ts';
export { trainGraphSage } from './train-sage.ts';
