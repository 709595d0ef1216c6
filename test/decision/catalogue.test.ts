import { expect, it } from 'vitest';
import { loadRules } from '../../src/decision/index.ts';
import { featureCatalogue, featureNames } from '../../src/features/index.ts';
import { standardRules } from './fixtures.ts';

it('the standard policy reads only features of the catalogue', async () => {
  const rules = await loadRules(undefined, {}, { knownFeatures: featureNames });
  expect(rules.hash).toBe(standardRules.hash);
  expect(rules.policy.meta.features.length).toBeGreaterThan(5);
});

it('the limit reads revenue from features of the catalogue, in yuan', () => {
  const { banked, declared } = standardRules.params.limit.revenueFeatures;
  const units = [banked, declared].map(
    (name) => featureCatalogue.find((feature) => feature.name === name)?.unit,
  );
  expect(units).toEqual(['yuan', 'yuan']);
});

it('what may be missing is what the policy reads of the catalogue', () => {
  for (const name of standardRules.params.mayBeMissing)
    expect(standardRules.policy.meta.features).toContain(name);
});
