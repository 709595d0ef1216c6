import { canonicalJson, fail, sha256 } from '../../core/index.ts';
import { type BoundColumns, type Model, pdOfMargin } from '../../models/index.ts';
import { type Derived, derive, isDerived } from './derived.ts';
import type { FraudModels } from './fraud-models.ts';
import { isGraphName } from './graph-names.ts';
import {
  anomalyContributions,
  anomalyScore,
  type IsolationForest,
  type ReadyForest,
  readyForest,
  scoreRank,
} from './isolation-forest.ts';
import { compileRules, type RuleHit, type RuleMatcher, type Shown, shown } from './match-rules.ts';
import type { FraudRules } from './rules-file.ts';

/** Values by name: of the catalogue's features, or of the graph's (`fraudGraphNames`). NaN, null and absent are missing. */
export type Values = Readonly<Record<string, number | null | undefined>>;

/** A feature that sets an applicant apart. */
export interface OddFeature extends Shown {
  /** Edges by which it shortens the mean path of the forest; what all features take away adds up to what the row lacks. */
  readonly pathShortened: number;
}

/** How unlike others an application is; unsupervised. */
export interface Anomaly {
  /** (0, 1); 0.5 is average. */
  readonly score: number;
  /** Share of the training applications that are less odd. */
  readonly rank: number;
  /** Strongest first, at most `MOST_ODD`; empty below `ODD_RANK`, where nothing is odd. */
  readonly odd: readonly OddFeature[];
}

export type FraudLayer = 'rules' | 'anomaly' | 'supervised' | 'graph';

/** All that is thought about fraud in one application; plain JSON. */
export interface FraudAssessment {
  /** Probability of a fraud that will be found out; null where no model could say. */
  readonly probability: number | null;
  readonly anomaly: Anomaly | null;
  readonly rules: readonly RuleHit[];
  /** Rules that could not be judged because what they read is missing. */
  readonly rulesUnknown: number;
  /** Features of the relation graph that rules and models read; null where the graph was not read. */
  readonly graph: Readonly<Record<string, number | null>> | null;
  /** Share of the features read that are known, in [0, 1]; of the catalogue only. */
  readonly known: number;
  readonly layers: readonly FraudLayer[];
}

/** Rules and models compiled for one application at a time. Holds buffers of its own: one a thread. */
export interface FraudEngine {
  /** SHA-256 of rules and models together. */
  readonly hash: string;
  /** Features of the catalogue that an assessment reads; others need not be handed in. */
  readonly features: readonly string[];
  /** Features of the graph that it reads. */
  readonly graphFeatures: readonly string[];
  assess(features: Values, graph: Values | null): FraudAssessment;
}

/** Features named as odd, at most. */
const MOST_ODD = 3;
/** Rank from which on an application is odd enough to say why. */
const ODD_RANK = 0.95;

/**
 * Compiles rules and models. The engine is pure: the same values give the same bytes.
 * @throws PARUS_MODEL_INVALID where the anomaly forest reads a feature of the graph
 */
export function prepareFraud(models: FraudModels, rules: FraudRules): FraudEngine {
  const inputsOf = (model: Model | null): string[] =>
    (model?.artefact.inputs ?? []).map(({ name }) => name).filter((name) => !isDerived(name));
  const named = [
    ...rules.features,
    ...(models.anomaly?.features ?? []),
    ...inputsOf(models.base),
    ...inputsOf(models.withGraph),
  ];
  if (models.anomaly?.features.some(isGraphName)) {
    const problem = 'the anomaly forest reads features of the graph, which may be missing as a whole';
    throw fail('PARUS_MODEL_INVALID', { path: 'fraud models', problem });
  }
  const all = [...new Set(named)];
  const features = all.filter((name) => !isGraphName(name));
  const graphFeatures = all.filter(isGraphName);
  const names = [...features, ...graphFeatures];
  const places = new Map(names.map((name, i) => [name, i]));
  const placeOf = (name: string): number => places.get(name)!;

  const values = new Float64Array(names.length);
  const match: RuleMatcher = compileRules(rules, placeOf);
  const anomaly = models.anomaly && prepareAnomaly(models.anomaly, placeOf);
  const base = models.base && prepareModel(models.base, placeOf);
  const withGraph = models.withGraph && prepareModel(models.withGraph, placeOf);

  return {
    hash: sha256(canonicalJson([rules.hash, models.hash])),
    features,
    graphFeatures,
    assess(given, graph) {
      let nKnown = 0;
      for (let i = 0; i < features.length; i++) {
        const value = given[features[i]!] ?? Number.NaN;
        values[i] = value;
        if (!Number.isNaN(value)) nKnown += 1;
      }
      for (let i = 0; i < graphFeatures.length; i++)
        values[features.length + i] = graph?.[graphFeatures[i]!] ?? Number.NaN;

      const layers: FraudLayer[] = ['rules'];
      const findings = match(values);
      // A row of which nothing is known has the most ordinary path there is: that is no finding.
      const found = nKnown > 0 && anomaly ? anomaly(values) : null;
      if (found) layers.push('anomaly');
      const model = (graph && withGraph) || base;
      const probability =
        model && nKnown > 0 ? model(values, derive(findings, found?.score ?? Number.NaN)) : null;
      if (probability !== null) layers.push('supervised');
      if (graph) layers.push('graph');
      return {
        probability,
        anomaly: found,
        rules: findings.hits,
        rulesUnknown: findings.unknown,
        graph: graph && pick(graphFeatures, values, features.length),
        known: features.length === 0 ? 0 : nKnown / features.length,
        layers,
      };
    },
  };
}

/** What is thought about fraud in one application. `graph` is null where the relation graph was not read. */
export function assessFraud(features: Values, graph: Values | null, engine: FraudEngine): FraudAssessment {
  return engine.assess(features, graph);
}

function pick(names: readonly string[], values: Float64Array, from: number): Record<string, number | null> {
  const picked: Record<string, number | null> = {};
  for (let i = 0; i < names.length; i++) picked[names[i]!] = shown(names[i]!, values[from + i]!).value;
  return picked;
}

function prepareAnomaly(forest: IsolationForest, placeOf: (name: string) => number) {
  const ready: ReadyForest = readyForest(forest);
  const places = Int32Array.from(forest.features, placeOf);
  const row = new Float64Array(places.length);
  const parts = new Float64Array(places.length);
  return (values: Float64Array): Anomaly => {
    for (let j = 0; j < row.length; j++) row[j] = values[places[j]!]!;
    const score = anomalyScore(ready, row);
    const rank = scoreRank(forest, score);
    if (rank < ODD_RANK) return { score, rank, odd: [] };
    anomalyContributions(ready, row, parts);
    return { score, rank, odd: oddest(forest.features, row, parts) };
  };
}

/** The features that shorten the path most; equals in the order of the forest. */
function oddest(names: readonly string[], row: Float64Array, parts: Float64Array): OddFeature[] {
  const found: OddFeature[] = [];
  for (let j = 0; j < names.length; j++) {
    const part = parts[j]!;
    if (!(part > 0) || Number.isNaN(row[j]!)) continue;
    let at = found.length;
    while (at > 0 && found[at - 1]!.pathShortened < part) at -= 1;
    if (at >= MOST_ODD) continue;
    found.splice(at, 0, { ...shown(names[j]!, row[j]!), pathShortened: part });
    if (found.length > MOST_ODD) found.pop();
  }
  return found;
}

/** A model on one row: its columns are views of one buffer, bound once. */
function prepareModel(model: Model, placeOf: (name: string) => number) {
  const { inputs } = model.artefact;
  const row = new Float64Array(inputs.length);
  const bound: BoundColumns = {
    nRows: 1,
    columns: inputs.map((_, j) => row.subarray(j, j + 1)),
    unseen: 0,
  };
  const sources = inputs.map(({ name }) => (isDerived(name) ? name : placeOf(name)));
  const margin = new Float64Array(1);
  return (values: Float64Array, derived: Derived): number => {
    for (let j = 0; j < row.length; j++) {
      const source = sources[j]!;
      row[j] = typeof source === 'number' ? values[source]! : derived[source];
    }
    model.margins(bound, 0, 1, margin);
    return pdOfMargin(margin[0]!);
  };
}
