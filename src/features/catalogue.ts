import { applicationFeatures, newApplicationSummary } from './application.ts';
import { newBankSummary } from './bank.ts';
import { bankFeatures } from './bank-features.ts';
import { bureauFeatures, newBureauSummary } from './bureau.ts';
import { crossSourceFeatures, type Summary } from './cross-source.ts';
import type { Feature, FeatureInfo } from './feature.ts';
import { newRegistrySummary, registryFeatures } from './registry.ts';
import { newTaxSummary, taxFeatures } from './tax.ts';
import { newUtilitySummary, utilityFeatures } from './utility.ts';

/** Lets features of one source read their part of the whole summary. */
function lift<Part>(
  features: readonly Feature<Part>[],
  part: (summary: Summary) => Part,
): readonly Feature<Summary>[] {
  return features.map((feature) => ({ ...feature, value: (summary) => feature.value(part(summary)) }));
}

/** Every feature with its computation, in catalogue order. */
export const features: readonly Feature<Summary>[] = [
  ...lift(registryFeatures, (s) => s.registry),
  ...lift(taxFeatures, (s) => s.tax),
  ...lift(utilityFeatures, (s) => s.utility),
  ...lift(bankFeatures, (s) => s.bank),
  ...lift(bureauFeatures, (s) => s.bureau),
  ...lift(applicationFeatures, (s) => s.application),
  ...crossSourceFeatures,
];

/** What each feature means, in the order of vectors and columns. */
export const featureCatalogue: readonly FeatureInfo[] = features;

/** Names in catalogue order: position i of a vector is `featureNames[i]`. */
export const featureNames: readonly string[] = features.map(({ name }) => name);

export function newSummary(): Summary {
  return {
    registry: newRegistrySummary(),
    tax: newTaxSummary(),
    utility: newUtilitySummary(),
    bank: newBankSummary(),
    bureau: newBureauSummary(),
    application: newApplicationSummary(),
  };
}
