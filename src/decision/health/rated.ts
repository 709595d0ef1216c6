import type { Bilingual } from '../card/index.ts';
import type { Indicator } from './definition.ts';

/** One indicator of a firm beside the reference. */
export interface RatedIndicator {
  readonly feature: string;
  readonly better: Indicator['better'];
  readonly value: number;
  /** Share of the reference that does no better, 0-1. */
  readonly standing: number;
  /** The value in the middle of the reference, and its standing. */
  readonly usual: number;
  readonly usualStanding: number;
}

/** A family with at least one indicator that is known. */
export interface RatedFamily extends Bilingual {
  readonly name: string;
  /** Mean standing of its known indicators x 100. */
  readonly score: number;
  readonly usualScore: number;
  readonly indicators: readonly RatedIndicator[];
}

/** One side of a firm's health. */
export interface RatedDimension extends Bilingual {
  readonly name: string;
  readonly weight: number;
  /** Mean of its rated families, 0-100; null where nothing is known. */
  readonly score: number | null;
  /** What the usual firm would have on the same indicators; null as `score`. */
  readonly usualScore: number | null;
  readonly nKnown: number;
  readonly nIndicators: number;
  readonly families: readonly RatedFamily[];
}

/** How a firm does beside others, and what would help most. Plain JSON. */
export interface HealthScore {
  /** 0-100, higher is healthier; null where nothing is known. */
  readonly score: number | null;
  /** What a firm with the usual value in each known indicator would have. */
  readonly usualScore: number | null;
  /** Indicators that are known, of all. */
  readonly nKnown: number;
  readonly nIndicators: number;
  readonly dimensions: readonly RatedDimension[];
  /** Largest effect first. */
  readonly advice: readonly HealthAdvice[];
}

/** What a firm could do, with the indicator that shows it best. */
export interface HealthAdvice extends Bilingual {
  readonly code: string;
  /** The family of indicators it would mend. */
  readonly family: string;
  /** The indicator that lags most behind the usual. */
  readonly indicator: string;
  readonly value: number;
  readonly usual: number;
  /** Points of the whole score gained if every lagging indicator of the family came up to the usual, > 0. */
  readonly effect: number;
}
