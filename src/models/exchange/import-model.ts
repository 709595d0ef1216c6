import { basename } from 'node:path';
import { fail, issuesOfZod, packageVersion, sha256 } from '../../core/index.ts';
import {
  artefactHash,
  defaultGrades,
  defaultScaling,
  MODEL_FORMAT,
  type ModelArtefact,
} from '../artefact.ts';
import { pruneInputs } from '../prune.ts';
import { parseArtefact } from '../store.ts';
import { treesBody } from '../tree/tree-body.ts';
import { unusedInputs } from '../tree/unused-inputs.ts';
import type { ForeignTrees } from './foreign.ts';
import { readLightGbm } from './lightgbm/read-lightgbm.ts';
import { readXgboost } from './xgboost/read-xgboost.ts';

const READERS = {
  lightgbm: readLightGbm,
  'xgboost-json': readXgboost,
} as const satisfies Record<string, (text: string, path: string) => ForeignTrees>;

/** Forms that models are read from. */
export type ImportFormat = keyof typeof READERS;
export const importFormats = Object.keys(READERS) as readonly ImportFormat[];

export interface ImportSource {
  /** Names the file in errors and in the provenance. */
  readonly path: string;
  readonly text: string;
  /** The command that reads it again, for the provenance. */
  readonly command: string;
}

/**
 * Another system's model as an artefact of ours, with the house scale and grades. Its provenance names the file and, in place
 * of training data, the file's SHA-256; its target is the one called `target`.
 * @throws PARUS_MODEL_NOT_SUPPORTED for what cannot be held, PARUS_MODEL_INVALID for trees that are none
 */
export function importModel(format: ImportFormat, { path, text, command }: ImportSource): ModelArtefact {
  const foreign = READERS[format](text, path);
  assertTrees(foreign, path);
  const pruned = pruneInputs(foreign.inputs, foreign);
  const content: Omit<ModelArtefact, 'hash'> = {
    kind: 'parus-model',
    format: MODEL_FORMAT,
    algorithm: foreign.body.leaves === 'pd' ? 'forest' : 'boosting',
    target: { column: 'target', bad: '1' },
    inputs: [...pruned.inputs],
    excluded: [...unusedInputs(foreign.inputs, foreign.body.trees)],
    body: pruned.body,
    calibration: { kind: 'none' },
    scaling: defaultScaling,
    grades: [...defaultGrades],
    provenance: {
      seed: 0,
      config: { importedFrom: format },
      data: { origin: basename(path), rows: 0, bads: 0, hash: sha256(text) },
      made: { parus: packageVersion(), node: process.versions.node, command },
    },
  };
  return parseArtefact({ ...content, hash: artefactHash(content) }, path);
}

/** @throws PARUS_MODEL_INVALID where nodes do not make trees, or split on inputs that are not there */
function assertTrees({ inputs, body }: ForeignTrees, path: string): void {
  const parsed = treesBody.safeParse(body);
  if (!parsed.success) {
    const issues = issuesOfZod(parsed.error.issues);
    const { path: place, message } = issues[0]!;
    throw fail('PARUS_MODEL_INVALID', { path, problem: `${place}: ${message}` }, issues);
  }
  const stray = body.trees.findIndex(({ input }) => input.some((tested) => tested >= inputs.length));
  if (stray < 0) return;
  const problem = `tree ${stray} splits on an input beyond the ${inputs.length} of the file`;
  throw fail('PARUS_MODEL_INVALID', { path, problem });
}
