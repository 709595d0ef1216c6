import { dossierSources, type SourceName } from '../sources/index.ts';
import { applicationFeatures } from './application.ts';
import { crossSourceFeatures } from './cross/index.ts';
import type { Feature, FeatureInfo } from './feature.ts';
import { indicators } from './indicators/index.ts';
import type { KnownFirm } from './known-firm.ts';

/** Features that read the same part of what is known, in catalogue order. */
export interface FeatureBlock {
  /** The source whose state they read; none where they read the firm as a whole. */
  readonly source: Exclude<SourceName, 'applications' | 'outcomes'> | undefined;
  readonly features: readonly Feature<never>[];
}

/** Every feature with its computation: source by source, then those of the application and of several sources. */
export const featureBlocks: readonly FeatureBlock[] = [
  ...dossierSources.map((source) => ({ source, features: indicators[source] })),
  { source: undefined, features: liftApplication() },
  { source: undefined, features: crossSourceFeatures },
];

function liftApplication(): readonly Feature<KnownFirm>[] {
  return applicationFeatures.map((feature) => ({
    ...feature,
    value: ({ application }) => feature.value(application),
  }));
}

/** What each feature means, in the order of vectors and columns. */
export const featureCatalogue: readonly FeatureInfo[] = featureBlocks.flatMap(({ features }) => features);

/** Names in catalogue order: position i of a vector is `featureNames[i]`. */
export const featureNames: readonly string[] = featureCatalogue.map(({ name }) => name);
