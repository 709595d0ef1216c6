export type { ApplicationFacts } from './application.ts';
export { featureCatalogue, featureNames } from './catalogue.ts';
export { computeFeatures } from './compute.ts';
export type { FeatureInfo, Monotone } from './feature.ts';
export { computeFeatureTable, type FeatureTableOptions, featureTableIds } from './feature-table.ts';
export { featuresMarkdown } from './features-markdown.ts';
export { featureTrends } from './trends.ts';
