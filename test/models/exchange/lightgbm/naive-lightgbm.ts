/** Scores a row from LightGBM's text as its documentation says, knowing nothing of Parus: the oracle of our text. */

type Block = Readonly<Record<string, string>>;

/** A value of a feature: a number (NaN missing) or a category's code. */
export type Value = number;

/** The raw score of a row by the model in `text`: the sum or average of its leaves. */
export function naiveLightGbm(text: string): (row: readonly Value[]) => number {
  const header = blockOf(text.slice(0, text.indexOf('\n\n')));
  // Trees are found by their sizes in bytes, as LightGBM does it.
  const bytes = Buffer.from(text);
  let at = bytes.indexOf('\n\n') + 2;
  const trees = header['tree_sizes']!.split(' ').map((size) => {
    const block = bytes.subarray(at, at + Number(size)).toString();
    at += Number(size);
    if (!block.startsWith('Tree=')) throw new Error(`no tree at byte ${at}`);
    return blockOf(block);
  });
  if (!bytes.subarray(at).toString().startsWith('end of trees')) throw new Error('the trees do not end');
  return (row) => {
    let sum = 0;
    for (const tree of trees) sum += leafOf(tree, row);
    return 'average_output' in header ? sum / trees.length : sum;
  };
}

function blockOf(text: string): Block {
  return Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const parts = line.split('=');
        if (parts.length > 2) throw new Error(`LightGBM stops at ${line}`);
        return [parts[0], parts[1] ?? ''];
      }),
  );
}

function leafOf(tree: Block, row: readonly Value[]): number {
  const at = (name: string, i: number): number => Number(tree[name]!.split(' ')[i]);
  let node = at('num_leaves', 0) === 1 ? -1 : 0;
  while (node >= 0) {
    const value = row[at('split_feature', node)]!;
    const left = at('decision_type', node) & 1 ? inSet(tree, node, value) : numberLeft(tree, node, value);
    node = at(left ? 'left_child' : 'right_child', node);
  }
  return at('leaf_value', -1 - node);
}

function numberLeft(tree: Block, node: number, value: Value): boolean {
  const type = Number(tree['decision_type']!.split(' ')[node]);
  if (type >> 2 !== 2) throw new Error('expected NaN as missing');
  if (Number.isNaN(value)) return (type & 2) !== 0;
  return value <= Number(tree['threshold']!.split(' ')[node]);
}

function inSet(tree: Block, node: number, value: Value): boolean {
  if (Number.isNaN(value)) return false;
  const set = Number(tree['threshold']!.split(' ')[node]);
  const [start, end] = tree['cat_boundaries']!.split(' ')
    .slice(set, set + 2)
    .map(Number);
  const words = tree['cat_threshold']!.split(' ').slice(start, end).map(Number);
  return ((words[value >> 5] ?? 0) >>> (value & 31)) % 2 === 1;
}
