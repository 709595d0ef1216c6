import type { Sensitivity, SourceName } from '../sources/index.ts';

/** Effect of a larger value on risk where theory is clear; models that promise monotonicity hold to it. */
export type Monotone = 'increasing' | 'decreasing' | 'none';

/** What the catalogue says of a feature. */
export interface FeatureInfo {
  /** snake_case; the column's name in tables and models. Never reused for something else. */
  readonly name: string;
  /** The sources it reads. */
  readonly sources: readonly SourceName[];
  /** What it is, short enough to stand in a reason. */
  readonly meaning: string;
  readonly meaningZh: string;
  /** How it is computed, exactly. */
  readonly formula: string;
  readonly unit: FeatureUnit;
  /** Days looked back from asOf, asOf included; none for features of the whole history. */
  readonly windowDays?: number;
  readonly monotone: Monotone;
  readonly sensitivity: Sensitivity;
  readonly why: string;
}

/** A feature and how it follows from what is known: NaN where it cannot be computed, else finite. */
export interface Feature<State> extends FeatureInfo {
  readonly value: (state: State) => number;
}

/** What all features of one file share. */
type Shared = 'sources' | 'sensitivity';
export type FeatureSpec<State> = Omit<Feature<State>, Shared> & Partial<Pick<FeatureInfo, Shared>>;

/** Units that values are printed in; ratio and index stand for a plain number. */
export type FeatureUnit =
  | 'yuan'
  | 'hours'
  | 'days'
  | 'months'
  | 'years'
  | 'kg'
  | 'kWh'
  | 'count'
  | 'share'
  | 'ratio'
  | 'index'
  | 'flag';

/** Completes feature definitions with the sources and the sensitivity they share, unless one names its own. */
export function defineFeatures<State>(
  shared: Pick<FeatureInfo, Shared>,
  specs: readonly FeatureSpec<State>[],
): readonly Feature<State>[] {
  return specs.map((spec) => ({ ...shared, ...spec }));
}
