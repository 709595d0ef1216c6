import type { ModelInput } from '../../artefact.ts';
import { below } from '../../tree/flat-trees.ts';
import type { TreeNodes } from '../../tree/tree-body.ts';
import { packSplitCode } from './split-codes.ts';

const WORD_BITS = 32;

/** A split as LightGBM holds it: missing of a category always goes right there, so that children may change places. */
interface Split {
  readonly threshold: number;
  readonly code: number;
  readonly left: number;
  readonly right: number;
}

/** One `Tree=` block without its last blank line. Categories are codes: the level's place, then one for levels never seen. */
export function treeText(tree: TreeNodes, index: number, inputs: readonly ModelInput[]): string {
  const sets: number[][] = [];
  const categories = new Map(tree.categories.map((c) => [c.split, c]));
  const splits = tree.input.map((input, i): Split => {
    const category = categories.get(i);
    const [left, right] = [tree.left[i]!, tree.right[i]!];
    const missingLeft = tree.missingLeft[i] === 1;
    if (category === undefined) {
      return { ...numericThreshold(tree.threshold[i]!, missingLeft), left, right };
    }
    const codes = leftCodes(category, inputs[input]!, missingLeft);
    const code = packSplitCode({ category: true, defaultLeft: false, missing: 'nan' });
    const sides = missingLeft ? { left: right, right: left } : { left, right };
    return { threshold: sets.push(codes) - 1, code, ...sides };
  });
  const words = sets.map(bitset);
  const boundaries = [0];
  for (const set of words) boundaries.push(boundaries.at(-1)! + set.length);
  const means = nodeMeans(tree);
  const fields: Record<string, readonly number[]> = {
    num_leaves: [tree.value.length],
    num_cat: [sets.length],
    split_feature: tree.input,
    split_gain: tree.gain,
    threshold: splits.map(({ threshold }) => threshold),
    decision_type: splits.map(({ code }) => code),
    left_child: splits.map(({ left }) => left),
    right_child: splits.map(({ right }) => right),
    leaf_value: tree.value,
    leaf_weight: tree.leafRows,
    leaf_count: tree.leafRows,
    internal_value: means,
    internal_weight: tree.rows,
    internal_count: tree.rows,
    ...(sets.length > 0 && { cat_boundaries: boundaries, cat_threshold: words.flat() }),
    is_linear: [0],
    shrinkage: [1],
  };
  const lines = Object.entries(fields).map(([name, values]) => `${name}=${values.join(' ')}`);
  return [`Tree=${index}`, ...lines, ''].join('\n');
}

/** LightGBM sends v <= threshold left, we v < threshold. */
function numericThreshold(
  threshold: number | null,
  missingLeft: boolean,
): { threshold: number; code: number } {
  return {
    threshold: threshold === null ? Number.MAX_VALUE : below(threshold),
    code: packSplitCode({ category: false, defaultLeft: missingLeft, missing: 'nan' }),
  };
}

/** Codes that go left, or, where missing does, those that go right. */
function leftCodes(
  { left, unseenLeft }: TreeNodes['categories'][number],
  input: ModelInput,
  missingLeft: boolean,
): number[] {
  const levels = input.kind === 'category' ? input.levels : [];
  const isLeft = new Set(left);
  if (unseenLeft) isLeft.add(levels.length);
  return Array.from({ length: levels.length + 1 }, (_, code) => code).filter(
    (code) => isLeft.has(code) !== missingLeft,
  );
}

function bitset(codes: readonly number[]): number[] {
  const words = new Uint32Array(1 + Math.floor(Math.max(0, ...codes) / WORD_BITS));
  for (const code of codes) words[Math.floor(code / WORD_BITS)]! |= 1 << (code % WORD_BITS);
  return [...words];
}

/** Average leaf by split, weighted by rows where they are known. */
function nodeMeans(tree: TreeNodes): number[] {
  const means = new Array<number>(tree.input.length);
  const of = (child: number): readonly [number, number] =>
    child < 0 ? [tree.value[-1 - child]!, tree.leafRows[-1 - child]!] : [means[child]!, tree.rows[child]!];
  for (let i = tree.input.length - 1; i >= 0; i--) {
    const [[a, n], [b, m]] = [of(tree.left[i]!), of(tree.right[i]!)];
    means[i] = n + m > 0 ? (a * n + b * m) / (n + m) : (a + b) / 2;
  }
  return means;
}
