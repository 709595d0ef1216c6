import type { AdditiveBody, AdditiveTerm } from '../artefact.ts';
import type { TreeNodes, TreesBody } from '../tree/tree-body.ts';
import { above } from './neighbours.ts';
import type { PlainBody } from './plain-body.ts';
import { type Exchange, refusal } from './refusal.ts';

/**
 * A body as trees of log-odds, for forms that know trees only: every term of a scorecard is a tree on its input.
 * @throws PARUS_MODEL_NOT_SUPPORTED for terms that are lines, and for interactions
 */
export function asTrees(body: PlainBody, exchange: Exchange): TreesBody {
  if (body.kind === 'trees') return body;
  return { kind: 'trees', leaves: 'logOdds', base: body.intercept, trees: termTrees(body, exchange) };
}

function termTrees({ terms, products = [] }: AdditiveBody, exchange: Exchange): TreeNodes[] {
  if (products.length > 0) {
    throw refusal(exchange, 'model with interactions', 'trees or steps; pmml and sql hold interactions');
  }
  return terms.map((term) => {
    if (term.shape === 'step') return stepTree(term);
    if (term.shape === 'table') return tableTree(term);
    throw refusal(
      exchange,
      'model with lines, as a logistic one has',
      'trees or steps; pmml and sql hold lines',
    );
  });
}

/** A tree that is put together from its root down. */
class TreeBuilder {
  readonly nodes: TreeNodes = {
    input: [],
    threshold: [],
    missingLeft: [],
    left: [],
    right: [],
    gain: [],
    rows: [],
    categories: [],
    value: [],
    leafRows: [],
  };

  leaf(value: number): number {
    this.nodes.value.push(value);
    this.nodes.leafRows.push(0);
    return -this.nodes.value.length;
  }

  /** Adds a split before its children are known, so that parents come first. */
  split(input: number, threshold: number | null, missingLeft: boolean): number {
    const { nodes } = this;
    nodes.input.push(input);
    nodes.threshold.push(threshold);
    nodes.missingLeft.push(missingLeft ? 1 : 0);
    nodes.left.push(0);
    nodes.right.push(0);
    nodes.gain.push(0);
    nodes.rows.push(0);
    return nodes.input.length - 1;
  }

  children(split: number, left: number, right: number): void {
    this.nodes.left[split] = left;
    this.nodes.right[split] = right;
  }
}

/** Halves the intervals of a step function; missing parts from numbers at the root. */
function stepTree({ input, cuts, y, special, missing }: AdditiveTerm & { shape: 'step' }): TreeNodes {
  // A special value is the interval from it to the number above it.
  const bounds = new Set([...cuts, ...special.flatMap(({ value }) => [value, above(value)])]);
  const sorted = [...bounds].sort((a, b) => a - b);
  const valueAt = (x: number): number =>
    special.find(({ value }) => value === x)?.y ?? y[cuts.filter((cut) => cut <= x).length]!;
  const values = [y[0]!, ...sorted.map(valueAt)];
  const tree = new TreeBuilder();
  /** The intervals from bound `low` - 1 up to bound `high`. */
  const halve = (low: number, high: number): number => {
    if (low === high) return tree.leaf(values[low]!);
    const middle = (low + high) >> 1;
    const split = tree.split(input, sorted[middle]!, false);
    tree.children(split, halve(low, middle), halve(middle + 1, high));
    return split;
  };
  const root = tree.split(input, null, false);
  tree.children(root, halve(0, sorted.length), tree.leaf(missing));
  return tree.nodes;
}

/** Asks for one group of levels after the other; what is left was never seen. */
function tableTree({ input, y, missing, unseen }: AdditiveTerm & { shape: 'table' }): TreeNodes {
  const tree = new TreeBuilder();
  const groups = [...Map.groupBy(y.keys(), (level) => y[level]!)];
  const ask = (k: number): number => {
    const group = groups[k];
    if (group === undefined) return tree.leaf(unseen);
    const [value, left] = group;
    const split = categorySplit(tree, input, left, false);
    tree.children(split, tree.leaf(value), ask(k + 1));
    return split;
  };
  const root = categorySplit(tree, input, [], true);
  tree.children(root, tree.leaf(missing), ask(0));
  return tree.nodes;
}

function categorySplit(tree: TreeBuilder, input: number, left: number[], missingLeft: boolean): number {
  const split = tree.split(input, null, missingLeft);
  tree.nodes.categories.push({ split, left, unseenLeft: false });
  return split;
}
