import type { ModelInput } from '../../artefact.ts';
import type { TreesBody } from '../../tree/tree-body.ts';
import type { CategoryColumns } from './category-columns.ts';
import { type Attribute, tensor } from './messages.ts';

/** Between 0, left, and 1, right. */
const HALF = 0.5;

interface Node {
  readonly tree: number;
  readonly id: number;
  readonly mode: 'BRANCH_LT' | 'LEAF';
  readonly feature: number;
  readonly value: number;
  readonly yes: number;
  readonly no: number;
  readonly missingYes: number;
}

/**
 * The attributes of TreeEnsembleRegressor (ai.onnx.ml 3) in 64 bits. Features are the numbers in the order of `inputs`, then the
 * columns of `categories`, to which it adds.
 */
export function treeEnsemble(
  body: TreesBody,
  inputs: readonly ModelInput[],
  categories: CategoryColumns,
): Record<string, Attribute> {
  const numbers = inputs.flatMap(({ kind }, i) => (kind === 'numeric' ? [i] : []));
  const placeOfNumber = new Map(numbers.map((input, place) => [input, place]));
  const nodes: Node[] = [];
  const leaves: { readonly tree: number; readonly node: number; readonly value: number }[] = [];
  body.trees.forEach((nodesOfTree, tree) => {
    const { input, threshold, missingLeft, left, right, value } = nodesOfTree;
    const splitOn = new Map(nodesOfTree.categories.map((c) => [c.split, c]));
    const idOf = (child: number): number => (child >= 0 ? child : input.length - 1 - child);
    input.forEach((tested, id) => {
      const category = splitOn.get(id);
      const missing = missingLeft[id] === 1;
      const at = category
        ? { feature: numbers.length + categories.placeOf(tested, category, missing), value: HALF }
        : { feature: placeOfNumber.get(tested)!, value: threshold[id] ?? Number.POSITIVE_INFINITY };
      nodes.push({
        ...{ tree, id, mode: 'BRANCH_LT', ...at },
        ...{ yes: idOf(left[id]!), no: idOf(right[id]!), missingYes: missing ? 1 : 0 },
      });
    });
    value.forEach((leafValue, leaf) => {
      const id = input.length + leaf;
      nodes.push({ tree, id, mode: 'LEAF', feature: 0, value: 0, yes: 0, no: 0, missingYes: 0 });
      leaves.push({ tree, node: id, value: leafValue });
    });
  });
  const ints = (of: (node: Node) => number): Attribute => ({ ints: nodes.map(of) });
  const doubles = (values: readonly number[]): Attribute => ({
    tensor: tensor('double', values, [values.length]),
  });
  return {
    n_targets: { int: 1 },
    aggregate_function: { string: body.leaves === 'pd' ? 'AVERAGE' : 'SUM' },
    post_transform: { string: 'NONE' },
    base_values_as_tensor: doubles([body.base]),
    nodes_treeids: ints(({ tree }) => tree),
    nodes_nodeids: ints(({ id }) => id),
    nodes_modes: { strings: nodes.map(({ mode }) => mode) },
    nodes_featureids: ints(({ feature }) => feature),
    nodes_values_as_tensor: doubles(nodes.map(({ value }) => value)),
    nodes_truenodeids: ints(({ yes }) => yes),
    nodes_falsenodeids: ints(({ no }) => no),
    nodes_missing_value_tracks_true: ints(({ missingYes }) => missingYes),
    target_treeids: { ints: leaves.map(({ tree }) => tree) },
    target_nodeids: { ints: leaves.map(({ node }) => node) },
    target_ids: { ints: leaves.map(() => 0) },
    target_weights_as_tensor: doubles(leaves.map(({ value }) => value)),
  };
}
