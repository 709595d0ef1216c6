import { isActionable } from '../../scorecard/index.ts';
import type { HealthDefinition } from './definition.ts';
import type { HealthAdvice, RatedDimension, RatedFamily, RatedIndicator } from './rated.ts';

/** Pieces of advice: more would not be read. OWN. */
const MOST_ADVICE = 5;
/** Less than this is no reason to do anything. OWN. */
const LEAST_EFFECT = 0.1;

/**
 * The advice with the largest effect: per family the gain of bringing the indicators that a firm can change, and that lag behind the
 * usual, up to it. The effect is exact: the family's mean enters the score with a weight that does not depend on values.
 * @param weight sum of the weights of the rated dimensions
 */
export function adviceOf(
  definition: HealthDefinition,
  dimensions: readonly RatedDimension[],
  weight: number,
): HealthAdvice[] {
  return dimensions
    .flatMap((dimension, d) =>
      dimension.families.flatMap((family) => {
        const words = definition.dimensions[d]!.families.find(({ name }) => name === family.name)?.advice;
        const lagging = laggingOf(family);
        const worst = lagging[0];
        if (!words || worst === undefined) return [];
        const gain = lagging.reduce((sum, indicator) => sum + lagOf(indicator), 0) / family.indicators.length;
        const effect = (100 * dimension.weight * gain) / (weight * dimension.families.length);
        return [
          {
            ...words,
            family: family.name,
            indicator: worst.feature,
            value: worst.value,
            usual: worst.usual,
            effect,
          },
        ];
      }),
    )
    .filter(({ effect }) => effect >= LEAST_EFFECT)
    .sort((a, b) => b.effect - a.effect || (a.code < b.code ? -1 : 1))
    .slice(0, MOST_ADVICE);
}

/** The indicators of a family that a firm can change and that lag behind the usual, the furthest behind first. */
function laggingOf({ indicators }: RatedFamily): RatedIndicator[] {
  return indicators
    .filter((indicator) => lagOf(indicator) > 0 && isActionable(indicator.feature))
    .sort((a, b) => lagOf(b) - lagOf(a) || (a.feature < b.feature ? -1 : 1));
}

function lagOf({ standing, usualStanding }: RatedIndicator): number {
  return usualStanding - standing;
}
