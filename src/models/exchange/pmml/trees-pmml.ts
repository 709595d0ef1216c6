import type { ModelArtefact, ModelInput } from '../../artefact.ts';
import { LEAST_PD } from '../../tree/margin.ts';
import type { TreeNodes, TreesBody } from '../../tree/tree-body.ts';
import { apply, constant, fieldRef, miningSchema, oddsOutput, outputField, outputOf } from './document.ts';
import { always, anyOf, compare, isMissing, isNotMissing, never, noneOf, oneOf } from './predicates.ts';
import { element } from './xml.ts';

/** Trees as a MiningModel: their sum is the margin, the base a tree of one node; a forest's mean is the PD. */
export function treesPmml({ inputs }: ModelArtefact, body: TreesBody): string {
  const sums = body.leaves === 'logOdds';
  const base = { ...NO_SPLITS, value: [body.base] };
  const trees = sums ? [...body.trees, base] : body.trees;
  const segments = trees.map((tree, t) =>
    element('Segment', { id: t + 1 }, [always, treeModel(tree, inputs)]),
  );
  return element('MiningModel', { functionName: 'regression', algorithmName: 'trees' }, [
    miningSchema(inputs),
    sums ? oddsOutput(inputs) : forestOutput(inputs),
    element('Segmentation', { multipleModelMethod: sums ? 'sum' : 'average' }, segments),
  ]);
}

const NO_SPLITS: TreeNodes = {
  ...{ input: [], threshold: [], missingLeft: [], left: [], right: [] },
  ...{ gain: [], rows: [], categories: [], value: [], leafRows: [] },
};

/** The mean of the leaves, kept off 0 and 1 so that log-odds are finite. */
function forestOutput(inputs: readonly ModelInput[]): string {
  const mean = outputOf('mean', inputs);
  const atLeast = apply('max', [constant(LEAST_PD), fieldRef(mean)]);
  return element('Output', {}, [
    outputField(mean, { feature: 'predictedValue' }),
    outputField(outputOf('pd', inputs), { feature: 'transformedValue' }, [
      apply('min', [constant(1 - LEAST_PD), atLeast]),
    ]),
  ]);
}

function treeModel(tree: TreeNodes, inputs: readonly ModelInput[]): string {
  const categories = new Map(tree.categories.map((c) => [c.split, c]));
  const nodeOf = (child: number, predicate: string): string => {
    if (child < 0) return element('Node', { score: tree.value[-1 - child]! }, [predicate]);
    const input = inputs[tree.input[child]!]!;
    const missingLeft = tree.missingLeft[child] === 1;
    const category = categories.get(child);
    const left = category
      ? levelsLeft(input, category, missingLeft)
      : below(input.name, tree.threshold[child]!, missingLeft);
    return element('Node', {}, [
      predicate,
      nodeOf(tree.left[child]!, left),
      // The first child whose test is true takes the record: the right one what is left.
      nodeOf(tree.right[child]!, always),
    ]);
  };
  return element(
    'TreeModel',
    { functionName: 'regression', missingValueStrategy: 'none', splitCharacteristic: 'binarySplit' },
    [miningSchema(inputs), nodeOf(tree.input.length > 0 ? 0 : -1, always)],
  );
}

function below(field: string, threshold: number | null, missingLeft: boolean): string {
  if (threshold === null) return missingLeft ? always : isNotMissing(field);
  const left = compare(field, 'lessThan', threshold);
  return missingLeft ? anyOf(left, isMissing(field)) : left;
}

function levelsLeft(
  input: ModelInput,
  { left, unseenLeft }: TreeNodes['categories'][number],
  missingLeft: boolean,
): string {
  const isLeft = new Set(left);
  const levels = input.kind === 'category' ? input.levels : [];
  const named = levels.filter((_, level) => isLeft.has(level) !== unseenLeft);
  const none = unseenLeft ? isNotMissing(input.name) : never;
  const listed = unseenLeft ? noneOf(input.name, named) : oneOf(input.name, named);
  const test = named.length > 0 ? listed : none;
  return missingLeft ? anyOf(test, isMissing(input.name)) : test;
}
