import { shortestBetween } from '../../binning/index.ts';
import type { ModelInput } from '../../models/index.ts';
import { below } from '../../models/tree/flat-trees.ts';
import type { TreeNodes, TreesBody } from '../../models/tree/tree-body.ts';
import { type Cell, namedLevels, unseenLevel } from './cell-values.ts';

/** Rows that meet at one split and part there. */
export interface SplitRows {
  readonly rows: readonly { readonly cells: readonly Cell[]; readonly what: string }[];
}

/** What the splits above leave of an input. */
interface Left {
  readonly low: number;
  readonly high: number;
  /** Codes of the levels left. */
  readonly levels: ReadonlySet<number>;
  readonly isUnseenLeft: boolean;
  readonly isKnownLeft: boolean;
  readonly isMissingLeft: boolean;
}

/**
 * For every split that a row can come to, rows that come to it and stand just below its threshold, at it, or are missing there
 * (for categories: a level of each side, one never seen, missing). Inputs that the way does not ask for are typical.
 */
export function splitRows(
  { trees }: TreesBody,
  inputs: readonly ModelInput[],
  typical: readonly Cell[],
): SplitRows[] {
  const start = inputs.map(
    (input): Left => ({
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
      levels: new Set(
        input.kind === 'category' ? namedLevels(input).map((level) => input.levels.indexOf(level)) : [],
      ),
      isUnseenLeft: true,
      isKnownLeft: true,
      isMissingLeft: true,
    }),
  );
  return trees.flatMap((tree, t) => {
    const found: SplitRows[] = [];
    const visit = (split: number, left: readonly Left[]): void => {
      if (split < 0) return;
      const cells = left.map((own, i) => cellIn(own, inputs[i]!, typical[i]));
      if (cells.includes(NOTHING)) return;
      const f = tree.input[split]!;
      const rows = sidesOf(tree, split, left[f]!, inputs[f]!).map(({ cell, what }) => ({
        cells: (cells as Cell[]).with(f, cell),
        what: `tree ${t + 1} split ${split + 1}, ${inputs[f]!.name} ${what}`,
      }));
      found.push({ rows });
      const [toLeft, toRight] = parted(tree, split, left[f]!);
      visit(tree.left[split]!, left.with(f, toLeft));
      visit(tree.right[split]!, left.with(f, toRight));
    };
    visit(tree.input.length > 0 ? 0 : -1, start);
    return found;
  });
}

/** No value is left: no row comes here. */
const NOTHING = Symbol('nothing');

function cellIn(left: Left, input: ModelInput, typical: Cell): Cell | typeof NOTHING {
  if (input.kind === 'category') {
    if (typeof typical === 'string' && left.levels.has(input.levels.indexOf(typical))) return typical;
    for (const level of left.levels) return input.levels[level]!;
    if (left.isUnseenLeft) return unseenLevel(input);
  } else if (left.isKnownLeft && left.low < left.high) {
    const { low, high } = left;
    if (typeof typical === 'number' && typical >= low && typical < high) return typical;
    if (high === Number.POSITIVE_INFINITY) return low;
    return low === Number.NEGATIVE_INFINITY ? below(high) : shortestBetween(low, below(high));
  }
  return left.isMissingLeft ? undefined : NOTHING;
}

/** The values of a split's input that stand at its edges, of those that come to it. */
function sidesOf(
  tree: TreeNodes,
  split: number,
  left: Left,
  input: ModelInput,
): { readonly cell: Cell; readonly what: string }[] {
  const missing = left.isMissingLeft ? [{ cell: undefined, what: 'missing' }] : [];
  if (input.kind === 'category') {
    const chosen = new Set(tree.categories.find((c) => c.split === split)?.left);
    const codes = [...left.levels];
    const levels = [codes.find((code) => chosen.has(code)), codes.find((code) => !chosen.has(code))];
    const named = levels.flatMap((code) => (code === undefined ? [] : [input.levels[code]!]));
    return [
      ...named.map((cell) => ({ cell, what: cell })),
      ...(left.isUnseenLeft ? [{ cell: unseenLevel(input), what: 'level never seen' }] : []),
      ...missing,
    ];
  }
  const threshold = tree.threshold[split]!;
  const sides =
    threshold === null
      ? []
      : [
          { cell: below(threshold), what: `just below ${threshold}` },
          { cell: threshold, what: `at ${threshold}` },
        ];
  return [
    ...sides.filter(({ cell }) => left.isKnownLeft && cell >= left.low && cell < left.high),
    ...missing,
  ];
}

/** What each side of a split leaves of its input. */
function parted(tree: TreeNodes, split: number, left: Left): [Left, Left] {
  const toLeft = tree.missingLeft[split] === 1;
  const missing = [left.isMissingLeft && toLeft, left.isMissingLeft && !toLeft] as const;
  const category = tree.categories.find((c) => c.split === split);
  if (category) {
    const chosen = new Set(category.left);
    const codes = [...left.levels];
    const own = new Set(codes.filter((code) => chosen.has(code)));
    const other = new Set(codes.filter((code) => !chosen.has(code)));
    return [
      {
        ...left,
        levels: own,
        isUnseenLeft: left.isUnseenLeft && category.unseenLeft,
        isMissingLeft: missing[0],
      },
      {
        ...left,
        levels: other,
        isUnseenLeft: left.isUnseenLeft && !category.unseenLeft,
        isMissingLeft: missing[1],
      },
    ];
  }
  const threshold = tree.threshold[split]!;
  if (threshold === null) {
    return [
      { ...left, isMissingLeft: missing[0] },
      { ...left, isKnownLeft: false, isMissingLeft: missing[1] },
    ];
  }
  return [
    { ...left, high: Math.min(left.high, threshold), isMissingLeft: missing[0] },
    { ...left, low: Math.max(left.low, threshold), isMissingLeft: missing[1] },
  ];
}
