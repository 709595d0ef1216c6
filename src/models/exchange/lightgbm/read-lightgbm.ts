import type { ModelInput } from '../../artefact.ts';
import type { TreeNodes, TreesBody } from '../../tree/tree-body.ts';
import type { ForeignTrees } from '../foreign.ts';
import { type Exchange, refusal } from '../refusal.ts';
import { UNSEEN_LEVEL } from './levels.ts';
import { readTree } from './read-tree.ts';
import { cutText, type Fields, type LightGbmText, numbersOf } from './text-blocks.ts';

/**
 * Reads LightGBM's text: a `binary` or `cross_entropy` model as a sum of log-odds, a `regression` with `average_output` and
 * leaves in [0, 1] as a forest of PDs. DART's weights are in its leaves already. Levels of categories come from
 * `pandas_categorical`; without it they are the codes as text.
 * @throws PARUS_MODEL_NOT_SUPPORTED for several classes, other objectives, linear leaves, and files that are no such text
 */
export function readLightGbm(text: string, path: string): ForeignTrees {
  const exchange: Exchange = { path, operation: 'importing LightGBM text' };
  const blocks = cutText(text, exchange);
  const perIteration = numbersOf(blocks.header, 'num_tree_per_iteration', 1, exchange)[0]!;
  if (perIteration !== 1) throw refusal(exchange, `model of ${perIteration} classes`, 'two classes');
  const inputs = readInputs(blocks, exchange);
  const nLevels = inputs.map((input) => (input.kind === 'category' ? input.levels.length : 0));
  const trees = blocks.trees.map((fields) => readTree(fields, nLevels, exchange));
  return { inputs, body: bodyOf(trees, blocks.header, exchange) };
}

function bodyOf(trees: readonly TreeNodes[], header: Fields, exchange: Exchange): TreesBody {
  const [objective, ...parameters] = (header.get('objective') ?? 'none').split(' ');
  const averaged = header.has('average_output');
  if (objective === 'regression' && averaged) return forestOf(trees, exchange);
  const scale = logOddsScale(objective!, parameters, exchange) / (averaged ? trees.length : 1);
  const scaled = trees.map((tree) => (scale === 1 ? tree : scaledTree(tree, scale)));
  // A last tree of one leaf is added last, as a base is.
  const last = scaled.at(-1);
  const base = last?.value.length === 1 ? last.value[0]! : 0;
  return {
    kind: 'trees',
    leaves: 'logOdds',
    base,
    trees: last?.value.length === 1 ? scaled.slice(0, -1) : scaled,
  };
}

function forestOf(trees: readonly TreeNodes[], exchange: Exchange): TreesBody {
  if (!trees.every(({ value }) => value.every((pd) => pd >= 0 && pd <= 1))) {
    throw refusal(exchange, 'regression with leaves beyond 0 and 1', 'a binary objective');
  }
  return { kind: 'trees', leaves: 'pd', base: 0, trees: [...trees] };
}

/** Log-odds per unit of the raw score. */
function logOddsScale(objective: string, parameters: readonly string[], exchange: Exchange): number {
  if (objective === 'cross_entropy' || objective === 'xentropy') return 1;
  if (objective !== 'binary')
    throw refusal(exchange, `model of objective ${objective}`, 'binary or cross_entropy');
  const sigmoid = Number(
    parameters.find((text) => text.startsWith('sigmoid:'))?.slice('sigmoid:'.length) ?? 1,
  );
  if (!(sigmoid > 0))
    throw refusal(exchange, 'file with a sigmoid that is no positive number', 'one above 0');
  return sigmoid;
}

function scaledTree(tree: TreeNodes, scale: number): TreeNodes {
  return { ...tree, value: tree.value.map((value) => scale * value) };
}

function readInputs({ header, trees, levels }: LightGbmText, exchange: Exchange): ModelInput[] {
  const names = namesOf(header, exchange);
  const expected = numbersOf(header, 'max_feature_idx', 1, exchange)[0]! + 1;
  if (names.length !== expected) {
    throw refusal(
      exchange,
      `file with ${names.length} feature names for ${expected} features`,
      'a name for each',
    );
  }
  const infos = (header.get('feature_infos') ?? '').split(' ');
  // A range is written in brackets; codes of categories stand bare between colons.
  const isCategory = names.map((_, i) => /^-?\d+(:-?\d+)*$/.test(infos[i] ?? ''));
  if (trees.some((fields) => Number(fields.get('num_cat') ?? 0) > 0) && !isCategory.includes(true)) {
    throw refusal(
      exchange,
      'file that splits on categories but lists none in feature_infos',
      'feature_infos',
    );
  }
  let category = 0;
  return names.map((name, i): ModelInput => {
    if (!isCategory[i]) return { name, kind: 'numeric' };
    const named = levels?.[category++] ?? codesAsLevels(infos[i]!);
    return { name, kind: 'category', levels: named.filter((level) => level !== UNSEEN_LEVEL) };
  });
}

function codesAsLevels(info: string): string[] {
  const most = Math.max(...info.split(':').map(Number));
  return Array.from({ length: most + 1 }, (_, code) => String(code));
}

/** Our own files carry the names that LightGBM could not. */
function namesOf(header: Fields, exchange: Exchange): string[] {
  const own = header.get('parus_inputs');
  if (own === undefined) return (header.get('feature_names') ?? '').split(' ');
  try {
    return (JSON.parse(own) as unknown[]).map(String);
  } catch (error) {
    throw refusal(
      exchange,
      `file whose parus_inputs cannot be read: ${(error as Error).message}`,
      'a list of names',
    );
  }
}
