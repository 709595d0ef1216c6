import { z } from 'zod';
import { canonicalJson, fail, sha256 } from '../../core/index.ts';
import { featureNames } from '../../features/index.ts';
import { type Model, type ModelArtefact, makeModel, parseArtefact } from '../../models/index.ts';
import { writeTextFile } from '../../table/index.ts';
import { type Refuse, readJson, validated } from '../json-file.ts';
import { isDerived, isGraphDerived } from './derived.ts';
import { fraudGraphNames } from './graph-names.ts';
import type { IsolationForest } from './isolation-forest.ts';

/** What was learnt of fraud; any part may be absent, and the layers above it do without. */
export interface FraudModels {
  readonly anomaly: IsolationForest | null;
  /** Probability of confirmed fraud from features of the catalogue and the layers below. */
  readonly base: Model | null;
  /** The same with features of the relation graph; used where the graph was read. */
  readonly withGraph: Model | null;
  /** SHA-256 of the content. */
  readonly hash: string;
}

/** Puts models together. @throws PARUS_MODEL_INVALID where one reads an input that fraud models do not have */
export function makeFraudModels(parts: Omit<FraudModels, 'hash'>, path = 'fraud models'): FraudModels {
  const catalogue = new Set(featureNames);
  const graph = new Set(fraudGraphNames);
  const check = (model: Model | null, allowed: (name: string) => boolean): void => {
    const strange = (model?.artefact.inputs ?? []).filter(
      ({ name, kind }) => kind !== 'numeric' || !allowed(name),
    );
    if (strange.length === 0) return;
    const problem = `reads ${strange.map(({ name }) => name).join(', ')}, which no fraud model is given`;
    throw fail('PARUS_MODEL_INVALID', { path, problem });
  };
  check(parts.base, (name) => catalogue.has(name) || (isDerived(name) && !isGraphDerived(name)));
  check(parts.withGraph, (name) => catalogue.has(name) || isDerived(name) || graph.has(name));
  return { ...parts, hash: sha256(canonicalJson(contentOf(parts))) };
}

const KIND = 'parus-fraud-models';
const FORMAT = 1;

function contentOf({ anomaly, base, withGraph }: Omit<FraudModels, 'hash'>) {
  return {
    kind: KIND,
    format: FORMAT,
    anomaly,
    base: base?.artefact ?? null,
    withGraph: withGraph?.artefact ?? null,
  };
}

const count = z.int().min(0);
const tree = z
  .strictObject({
    feature: z.array(z.int().min(-1)).min(1),
    threshold: z.array(z.number()),
    left: z.array(count),
    missing: z.array(z.int().min(0).max(1)),
    rows: z.array(count),
  })
  .superRefine(({ feature, threshold, left, missing, rows }, context) => {
    const n = feature.length;
    if ([threshold, left, missing, rows].some((values) => values.length !== n)) {
      context.addIssue({ code: 'custom', message: 'arrays of different lengths' });
      return;
    }
    feature.forEach((split, i) => {
      if (split < 0) return;
      // Children behind their parent: a walk down always ends.
      if (left[i]! > i && left[i]! + 1 < n && rows[left[i]!]! + rows[left[i]! + 1]! === rows[i]!) return;
      context.addIssue({ code: 'custom', path: ['left', i], message: 'not the children of the node' });
    });
  });

const forest = z
  .strictObject({
    features: z.array(z.string().min(1)).min(1),
    sampleSize: z.int().min(2),
    trees: z.array(tree).min(1),
    scoreQuantiles: z.array(z.number()).min(2),
  })
  .superRefine(({ features, trees, scoreQuantiles }, context) => {
    trees.forEach((one, t) => {
      if (one.feature.some((split) => split >= features.length))
        context.addIssue({ code: 'custom', path: ['trees', t, 'feature'], message: 'no such feature' });
    });
    if (scoreQuantiles.some((value, k) => k > 0 && value < scoreQuantiles[k - 1]!))
      context.addIssue({ code: 'custom', path: ['scoreQuantiles'], message: 'expected rising values' });
  });

const schema = z.strictObject({
  kind: z.literal(KIND),
  format: z.literal(FORMAT),
  anomaly: forest.nullable(),
  base: z.unknown(),
  withGraph: z.unknown(),
  hash: z.string(),
});

/** Reads models as written by `saveFraudModels`. @throws PARUS_MODEL_INVALID, _HASH, _VERSION */
export function parseFraudModels(json: unknown, path: string): FraudModels {
  const { anomaly, base, withGraph, hash } = validated(schema, json, refuseModels(path));
  const model = (artefact: unknown): Model | null =>
    artefact === null ? null : makeModel(parseArtefact(artefact, path) as ModelArtefact);
  const models = makeFraudModels({ anomaly, base: model(base), withGraph: model(withGraph) }, path);
  if (models.hash !== hash) throw fail('PARUS_MODEL_HASH', { path, got: models.hash, expected: hash });
  return models;
}

/** @throws PARUS_FILE_MISSING, PARUS_MODEL_INVALID, _HASH, _VERSION */
export async function loadFraudModels(path: string): Promise<FraudModels> {
  return parseFraudModels(await readJson(path, refuseModels(path)), path);
}

/** Writes models so that `path` never holds half of them. @throws PARUS_WRITE_FAILED */
export function saveFraudModels(path: string, models: FraudModels): Promise<void> {
  return writeTextFile(path, `${JSON.stringify({ ...contentOf(models), hash: models.hash })}\n`);
}

const refuseModels =
  (path: string): Refuse =>
  (problem, issues) =>
    fail('PARUS_MODEL_INVALID', { path, problem }, issues);
