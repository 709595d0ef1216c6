import { type Reference, shareAtLeast, shareAtMost } from '../card/index.ts';
import { adviceOf } from './advice.ts';
import type { HealthDefinition, HealthDimension, IndicatorFamily } from './definition.ts';
import type { HealthScore, RatedDimension, RatedFamily, RatedIndicator } from './rated.ts';

/**
 * Scores the health of a firm. Standing of an indicator = share of the reference that does no better; family = mean of its known
 * indicators, dimension = mean of its rated families, score = mean of the rated dimensions by weight, x 100. What is missing lowers the
 * coverage and not the score. An indicator that improves never lowers the score: standings never fall and weights do not
 * depend on values. It is no credit score: nothing is fitted to defaults. Pure.
 * @param features by name of the catalogue; NaN, null and absent are missing, as are indicators without a reference
 */
export function healthScore(
  features: Readonly<Record<string, number | null>>,
  reference: Reference,
  definition: HealthDefinition,
): HealthScore {
  const dimensions = definition.dimensions.map((dimension) => rateDimension(dimension, features, reference));
  const rated = dimensions.filter(({ score }) => score !== null);
  const weight = rated.reduce((sum, dimension) => sum + dimension.weight, 0);
  const weighted = (of: (dimension: RatedDimension) => number | null): number | null =>
    rated.length === 0
      ? null
      : rated.reduce((sum, dimension) => sum + dimension.weight * (of(dimension) ?? 0), 0) / weight;
  return {
    score: weighted(({ score }) => score),
    usualScore: weighted(({ usualScore }) => usualScore),
    nKnown: dimensions.reduce((sum, { nKnown }) => sum + nKnown, 0),
    nIndicators: definition.nIndicators,
    dimensions,
    advice: adviceOf(definition, dimensions, weight),
  };
}

function rateDimension(
  { name, en, zh, weight, families }: HealthDimension,
  features: Readonly<Record<string, number | null>>,
  reference: Reference,
): RatedDimension {
  const rated = families.flatMap((family) => rateFamily(family, features, reference));
  return {
    name,
    en,
    zh,
    weight,
    score: meanOf(rated.map(({ score }) => score)),
    usualScore: meanOf(rated.map(({ usualScore }) => usualScore)),
    nKnown: rated.reduce((sum, { indicators }) => sum + indicators.length, 0),
    nIndicators: families.reduce((sum, { indicators }) => sum + indicators.length, 0),
    families: rated,
  };
}

function rateFamily(
  { name, en, zh, indicators }: IndicatorFamily,
  features: Readonly<Record<string, number | null>>,
  reference: Reference,
): RatedFamily[] {
  const rated = indicators.flatMap(({ info, better }): RatedIndicator[] => {
    const value = Object.hasOwn(features, info.name) ? (features[info.name] ?? Number.NaN) : Number.NaN;
    const known = reference.features[info.name];
    if (known === undefined || Number.isNaN(value)) return [];
    const standingOf = (x: number): number =>
      better === 'higher' ? shareAtMost(known, x) : shareAtLeast(known, x);
    const usual = known.percentiles[50]!;
    return [
      {
        feature: info.name,
        better,
        value,
        standing: standingOf(value),
        usual,
        usualStanding: standingOf(usual),
      },
    ];
  });
  const score = meanOf(rated.map(({ standing }) => standing));
  const usualScore = meanOf(rated.map(({ usualStanding }) => usualStanding));
  if (score === null || usualScore === null) return [];
  return [{ name, en, zh, score: 100 * score, usualScore: 100 * usualScore, indicators: rated }];
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
