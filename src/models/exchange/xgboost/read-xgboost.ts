import { issuesOfZod } from '../../../core/index.ts';
import type { ModelInput } from '../../artefact.ts';
import type { TreeNodes } from '../../tree/tree-body.ts';
import { threshold64 } from '../binary32.ts';
import { countedTree, type ForeignTrees } from '../foreign.ts';
import { type Exchange, refusal } from '../refusal.ts';
import { type XgboostModel, type XgboostTree, xgboostKind, xgboostModel } from './schema.ts';

/** The objective whose base score is log-odds, not a probability. */
const RAW_OBJECTIVE = 'binary:logitraw';

/** Objectives whose PD is the logistic function of the sum of leaves. */
const OBJECTIVES = ['binary:logistic', RAW_OBJECTIVE, 'reg:logistic'];

/** Whole numbers stand for sums of Hessians in units of this part: XGBoost weighs Shapley values by them, not by rows. */
const HESSIAN_UNITS = 2 ** 20;

const EXPECTED = 'the JSON that XGBoost saves';

/**
 * Reads XGBoost's JSON: boosted trees (gbtree, dart) of a logistic objective. Values meet the same side of each threshold as
 * in XGBoost, which rounds them to 32 bits; its sums are of 32 bits too, ours of 64, so that log-odds differ by about 1e-7
 * a tree.
 * @throws PARUS_MODEL_NOT_SUPPORTED for several classes, other objectives and boosters, splits on categories, and files that are
 * no such JSON
 */
export function readXgboost(text: string, path: string): ForeignTrees {
  const exchange: Exchange = { path, operation: 'importing XGBoost JSON' };
  const { learner } = parse(text, exchange);
  const { gradient_booster: booster, learner_model_param: parameters } = learner;
  const { trees } = (booster.name === 'dart' ? booster.gbtree : booster).model;
  const weights = booster.name === 'dart' ? booster.weight_drop : trees.map(() => 1);
  if (weights.length !== trees.length) {
    throw refusal(exchange, `file with ${weights.length} weights for ${trees.length} trees`, EXPECTED);
  }
  return {
    inputs: inputsOf(learner.feature_names, parameters.num_feature, exchange),
    body: {
      kind: 'trees',
      leaves: 'logOdds',
      base: baseMargin(parameters.base_score, learner.objective.name, exchange),
      trees: trees.map((tree, t) => readTree(tree, weights[t]!, exchange)),
    },
  };
}

function parse(text: string, exchange: Exchange): XgboostModel {
  let value: unknown;
  try {
    // XGBoost writes bare NaN, which is no JSON, as threshold of splits on categories.
    value = JSON.parse(text.replaceAll(/([[,])NaN(?=[,\]])/g, '$1null'));
  } catch (error) {
    throw refusal(exchange, `file that is no JSON: ${(error as Error).message}`, EXPECTED);
  }
  const kind = xgboostKind.safeParse(value);
  if (kind.success) {
    const { objective, gradient_booster: booster, learner_model_param: parameters } = kind.data.learner;
    const { num_class: classes, num_target: targets } = parameters;
    if (classes > 2 || targets > 1) {
      throw refusal(
        exchange,
        `model of ${Math.max(classes, targets)} classes or targets`,
        'one binary target',
      );
    }
    if (!OBJECTIVES.includes(objective.name)) {
      throw refusal(exchange, `model of objective ${objective.name}`, OBJECTIVES.join(', '));
    }
    if (booster.name !== 'gbtree' && booster.name !== 'dart') {
      throw refusal(exchange, `${booster.name} model`, 'gbtree or dart');
    }
  }
  const parsed = xgboostModel.safeParse(value);
  if (parsed.success) return parsed.data;
  const first = issuesOfZod(parsed.error.issues)[0]!;
  throw refusal(exchange, `file with ${first.path}: ${first.message}`, EXPECTED);
}

function inputsOf(names: readonly string[], count: number, exchange: Exchange): ModelInput[] {
  // Without names XGBoost calls its features f0, f1, ...
  const all = names.length > 0 ? names : Array.from({ length: count }, (_, i) => `f${i}`);
  if (all.length !== count) {
    throw refusal(exchange, `file with ${all.length} feature names for ${count} features`, EXPECTED);
  }
  return all.map((name) => ({ name, kind: 'numeric' }));
}

/** Log-odds of the base score, which is held in 32 bits. */
function baseMargin(text: string, objective: string, exchange: Exchange): number {
  const score = Math.fround(Number(text.replaceAll(/[[\]]/g, '')));
  if (objective === RAW_OBJECTIVE && Number.isFinite(score)) return score;
  if (!(score > 0 && score < 1)) throw refusal(exchange, `file with base_score ${text}`, 'a probability');
  return Math.log(score / (1 - score));
}

function readTree(tree: XgboostTree, weight: number, exchange: Exchange): TreeNodes {
  const { left_children: left, right_children: right, split_conditions: conditions } = tree;
  if (tree.split_type?.some((type) => type !== 0)) {
    throw refusal(exchange, 'model with splits on categories', 'numbers only: encode them before training');
  }
  const lists = [
    right,
    tree.split_indices,
    conditions,
    tree.default_left,
    tree.loss_changes,
    tree.sum_hessian,
  ];
  if (left.length === 0 || lists.some(({ length }) => length !== left.length)) {
    throw refusal(exchange, 'file with a tree whose lists differ in length', EXPECTED);
  }
  // Splits and leaves are numbered apart; nodes that pruning cut off are not reached.
  const order = nodesFrom(0, left, right, exchange);
  const splits = order.filter((node) => left[node] !== -1);
  const leaves = order.filter((node) => left[node] === -1);
  const place = new Map<number, number>([
    ...splits.map((node, i) => [node, i] as const),
    ...leaves.map((node, i) => [node, -1 - i] as const),
  ]);
  return countedTree({
    input: splits.map((node) => tree.split_indices[node]!),
    threshold: splits.map((node) => threshold64(Math.fround(conditions[node]!))),
    missingLeft: splits.map((node) => tree.default_left[node]!),
    left: splits.map((node) => place.get(left[node]!)!),
    right: splits.map((node) => place.get(right[node]!)!),
    gain: splits.map((node) => tree.loss_changes[node]!),
    categories: [],
    value: leaves.map((node) => Math.fround(weight) * Math.fround(conditions[node]!)),
    leafRows: leaves.map((node) => tree.sum_hessian[node]! * HESSIAN_UNITS),
  });
}

/** The nodes under `root`, parents first. */
function nodesFrom(
  root: number,
  left: readonly number[],
  right: readonly number[],
  exchange: Exchange,
): number[] {
  const order = [root];
  for (let k = 0; k < order.length; k++) {
    const node = order[k]!;
    if (left[node] === -1) continue;
    for (const child of [left[node]!, right[node]!]) {
      if (child <= 0 || child >= left.length || order.length >= left.length) {
        throw refusal(exchange, `file whose node ${node} has no child ${child}`, EXPECTED);
      }
      order.push(child);
    }
  }
  return order;
}
