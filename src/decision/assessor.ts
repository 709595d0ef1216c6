import { fail } from '../core/index.ts';
import { type ApplicationFacts, computeFeatures, featureCatalogue, featureNames } from '../features/index.ts';
import {
  type BoundColumns,
  isAdditive,
  type Model,
  type ModelArtefact,
  pdOfMargin,
} from '../models/index.ts';
import { gradeOf, reasonsOf, scoreOf, type Wording } from '../scorecard/index.ts';
import type { Dossier } from '../sources/index.ts';
import type { Application, Assessment } from './application.ts';
import { featuresOfOverlay } from './overlay/index.ts';
import type { DecisionRules } from './rules.ts';
import { featuresOfProducts, featuresOfTerms } from './terms/index.ts';

/** What a model and its features say of one application. */
export interface AssessedApplication {
  readonly assessment: Assessment | null;
  /** The features that the decision may read, by name; NaN is missing. */
  readonly features: Readonly<Record<string, number>>;
}

/** Scores one application from its dossier: the online road, bit-equal to features and scores computed in batch. */
export type Assessor = (dossier: Dossier, application: Application) => AssessedApplication;

/** What the catalogue's features are called in reasons. */
export function featureWording(): Wording {
  return new Map(
    featureCatalogue.map(({ name, meaning, meaningZh, unit }) => [
      name,
      { en: meaning, zh: meaningZh, unit },
    ]),
  );
}

/** Feature that says how many other firms the applicant's device was seen with: identity asks for it. */
export const DEVICE_FEATURE = 'links_device_firms';

/** Reasons kept per application. */
const REASONS = 4;

/** Features that decisions under a model and rules read: no others are computed for the record. */
export function decisionFeatures(
  { artefact }: Model,
  { policy, params, products, fraud, overlay }: DecisionRules,
): string[] {
  const names = new Set([
    ...artefact.inputs.map(({ name }) => name),
    ...policy.meta.features,
    ...featuresOfTerms(params),
    ...featuresOfProducts(products),
    ...(fraud?.features ?? []),
    DEVICE_FEATURE,
    ...(overlay ? featuresOfOverlay(overlay.factors) : []),
  ]);
  return featureNames.filter((name) => names.has(name));
}

/**
 * Row `row` of columns bound to a model, as decisions take it: with the strongest reasons of every model that tells what
 * each input adds. Null where the margin is no number: the row could not be scored.
 */
export function assessRow(
  model: Model,
  bound: BoundColumns,
  row: number,
  margin: number,
  wording: Wording,
): Assessment | null {
  if (Number.isNaN(margin)) return null;
  const { artefact } = model;
  const pd = pdOfMargin(margin);
  return {
    pd,
    margin,
    score: scoreOf(artefact, bound, row, margin),
    grade: gradeOf(pd, artefact.grades),
    reasons: isAdditive(model) ? reasonsOf(model, bound, row, REASONS, wording) : [],
  };
}

/**
 * Prepares a model for scoring one application at a time. `keep` names the features that go with the assessment; default:
 * every feature of the catalogue.
 * @throws PARUS_TABLE_COLUMN_MISSING where the model reads an input that is no feature of the catalogue
 */
export function makeAssessor(
  model: Model,
  keep: readonly string[] = featureNames,
  wording: Wording = featureWording(),
): Assessor {
  const kept = keep.map((name) => [name, featureNames.indexOf(name)] as const);
  const places = placesOfInputs(model.artefact);
  return (dossier, application) => {
    const vector = new Float64Array(featureNames.length);
    computeFeatures(dossier, factsOf(application), application.eventDate, vector, 0);
    const bound: BoundColumns = {
      nRows: 1,
      columns: places.map((at) => vector.subarray(at, at + 1)),
      unseen: 0,
    };
    const margins = new Float64Array(1);
    model.margins(bound, 0, 1, margins);
    return {
      assessment: assessRow(model, bound, 0, margins[0]!, wording),
      features: Object.fromEntries(kept.map(([name, at]) => [name, vector[at]!])),
    };
  };
}

function placesOfInputs({ inputs }: ModelArtefact): number[] {
  const places = inputs.map(({ name }) => featureNames.indexOf(name));
  const unknown = inputs.filter((_, i) => places[i]! < 0);
  if (unknown.length === 0) return places;
  throw fail('PARUS_TABLE_COLUMN_MISSING', {
    column: unknown.map(({ name }) => name).join(', '),
    path: 'the feature catalogue',
    available: `${featureNames.length} features, see docs/features.md`,
  });
}

function factsOf({ amountFen, termMonths }: Application): ApplicationFacts {
  return { amountFen, termMonths };
}
