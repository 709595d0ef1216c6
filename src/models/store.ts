import { readFile } from 'node:fs/promises';
import { fail, issuesOfZod } from '../core/index.ts';
import { writeTextFile } from '../table/index.ts';
import { makeAdditiveModel } from './additive/model.ts';
import { artefactHash, MODEL_FORMAT, type ModelArtefact, modelArtefact } from './artefact.ts';
import { makeMlForestModel } from './baselines/ml-random-forest.ts';
import { calibrated } from './calibration/calibrated-model.ts';
import type { Model } from './model.ts';
import { makeNetworksModel } from './neural/networks-model.ts';
import { makeRandomFeaturesModel } from './svm/random-features-model.ts';
import { makeTreesModel } from './tree/trees-model.ts';

/** A model ready to score from its artefact. */
export function makeModel(artefact: ModelArtefact): Model {
  return calibrated(makeUncalibrated(artefact));
}

function makeUncalibrated(artefact: ModelArtefact): Model {
  switch (artefact.body.kind) {
    case 'additive':
      return makeAdditiveModel(artefact, artefact.body);
    case 'ml-random-forest':
      return makeMlForestModel(artefact, artefact.body);
    case 'trees':
      return makeTreesModel(artefact, artefact.body);
    case 'random-features':
      return makeRandomFeaturesModel(artefact, artefact.body);
    case 'networks':
      return makeNetworksModel(artefact, artefact.body);
  }
}

/** Checks shape, version and content hash of a parsed artefact. `path` names it in errors. */
export function parseArtefact(value: unknown, path: string): ModelArtefact {
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > MODEL_FORMAT) {
    throw fail('PARUS_MODEL_VERSION', { path, got: format, expected: MODEL_FORMAT });
  }
  const parsed = modelArtefact.safeParse(value);
  if (!parsed.success) {
    const issues = issuesOfZod(parsed.error.issues);
    const first = issues[0]!;
    throw fail('PARUS_MODEL_INVALID', { path, problem: `${first.path}: ${first.message}` }, issues);
  }
  const got = artefactHash(parsed.data);
  if (got !== parsed.data.hash) throw fail('PARUS_MODEL_HASH', { path, got, expected: parsed.data.hash });
  return parsed.data;
}

/** Loads a model from its JSON artefact. @throws PARUS_FILE_MISSING, PARUS_MODEL_INVALID, _HASH, _VERSION */
export async function loadModel(path: string): Promise<Model> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? fail('PARUS_FILE_MISSING', { path })
      : fail('PARUS_MODEL_INVALID', { path, problem: error.message });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw fail('PARUS_MODEL_INVALID', { path, problem: `no JSON: ${(error as Error).message}` });
  }
  return makeModel(parseArtefact(value, path));
}

/** Writes an artefact so that `path` never holds half of one. @throws PARUS_WRITE_FAILED */
export function saveArtefact(path: string, artefact: ModelArtefact): Promise<void> {
  return writeTextFile(path, `${JSON.stringify(artefact, null, 1)}\n`);
}
