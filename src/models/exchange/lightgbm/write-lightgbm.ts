import type { ModelArtefact, ModelInput } from '../../artefact.ts';
import type { TreeNodes } from '../../tree/tree-body.ts';
import { asTrees } from '../as-trees.ts';
import { plainBody } from '../plain-body.ts';
import type { Exchange } from '../refusal.ts';
import { UNSEEN_LEVEL } from './levels.ts';
import { treeText } from './write-tree.ts';

/**
 * A model as LightGBM's text, version 4. A sum of log-odds is a `binary` model whose last tree is the base alone: LightGBM
 * then adds in our order, to the same bits. A forest is a `regression` with `average_output`, whose prediction is the PD.
 * Missing is NaN; categories are the places of their levels, listed under `pandas_categorical`.
 * @throws PARUS_MODEL_NOT_SUPPORTED for models without trees or steps, and for curved calibrations
 */
export function writeLightGbm(artefact: ModelArtefact, path: string): string {
  const exchange: Exchange = { path, operation: 'exporting LightGBM text' };
  const body = asTrees(plainBody(artefact, exchange), exchange);
  const { inputs } = artefact;
  const sums = body.leaves === 'logOdds';
  const trees = (sums ? [...body.trees, leafTree(body.base)] : body.trees).map(
    (tree, t) => `${treeText(tree, t, inputs)}\n\n`,
  );
  const header = [
    'tree',
    'version=v4',
    'num_class=1',
    'num_tree_per_iteration=1',
    'label_index=0',
    `max_feature_idx=${inputs.length - 1}`,
    `objective=${sums ? 'binary sigmoid:1' : 'regression'}`,
    ...(sums ? [] : ['average_output']),
    `feature_names=${inputs.map(({ name }) => name.replaceAll(/[\s=]/g, '_')).join(' ')}`,
    `feature_infos=${inputs.map(featureInfo).join(' ')}`,
    `tree_sizes=${trees.map((text) => Buffer.byteLength(text)).join(' ')}`,
    // LightGBM passes over keys that it does not know; an equals sign would stop it.
    `parus_inputs=${JSON.stringify(inputs.map(({ name }) => name)).replaceAll('=', '\\u003d')}`,
  ];
  const levels = inputs.flatMap((input) =>
    input.kind === 'category' ? [[...input.levels, UNSEEN_LEVEL]] : [],
  );
  const importances = inputs
    .map(({ name }, i) => `${name.replaceAll(/[\s=]/g, '_')}=${splitsOn(i, body.trees)}`)
    .filter((line) => !line.endsWith('=0'));
  return [
    `${header.join('\n')}\n\n${trees.join('')}end of trees\n`,
    `feature_importances:\n${importances.join('\n')}\n`,
    `parameters:\n[boosting: ${sums ? 'gbdt' : 'rf'}]\nend of parameters\n`,
    `pandas_categorical:${levels.length > 0 ? JSON.stringify(levels) : 'null'}\n`,
  ].join('\n');
}

/** A tree that is one leaf. */
function leafTree(value: number): TreeNodes {
  const none = { input: [], threshold: [], missingLeft: [], left: [], right: [], gain: [], rows: [] };
  return { ...none, categories: [], value: [value], leafRows: [0] };
}

/** LightGBM checks values against this only in continued training; a number's range is not known here. */
function featureInfo(input: ModelInput): string {
  if (input.kind === 'numeric') return '[-inf:inf]';
  return Array.from({ length: input.levels.length + 1 }, (_, code) => code).join(':');
}

function splitsOn(input: number, trees: readonly TreeNodes[]): number {
  return trees.reduce((sum, tree) => sum + tree.input.filter((tested) => tested === input).length, 0);
}
