import type { FlatTrees } from '../flat-trees.ts';
import { makeWalker, type RowScorer } from '../scoring/walk.ts';
import { above, copyBox, cutBox, type InputBox, narrowed, rowOf, wholeBox } from './input-box.ts';

/** Two rows that differ in one input alone, lower and upper, whose sums of leaves stand against a trend. */
export interface TrendCounterexample {
  /** Values in the order of the inputs: NaN for missing, or a level's code. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Sums of the leaves of the two rows, as scored. */
  readonly lowerSum: number;
  readonly upperSum: number;
}

/** What is known about a trend of all trees together, whatever the other inputs are; missing values have no place on it. */
export type TrendVerdict =
  | { readonly verdict: 'proven' }
  | { readonly verdict: 'refuted'; readonly counterexample: TrendCounterexample }
  /** Where proving would take more steps than allowed. */
  | { readonly verdict: 'unknown' };

export interface TrendCertificate {
  /** constant: no number of this input matters. none: both trends are refuted. */
  readonly trend: 'constant' | 'ascending' | 'descending' | 'none' | 'unknown';
  readonly ascending: TrendVerdict;
  readonly descending: TrendVerdict;
}

/** Pairs of nodes that a proof may look at, for one input and trend: some seconds. OWN. */
const MOST_STEPS = 20_000_000;

/** A fall smaller than this is rounding: leaves are of the order of 1 and sums of hundreds of them err by less. OWN. */
const ROUNDING = 1e-12;

/**
 * Decides whether the sum of all trees rises, or falls, with a numeric input, exactly rather than tree by tree. Between two
 * neighbouring thresholds nothing changes, and across threshold c only trees that test the input at c do, so that few trees
 * bear on each. The least step of one tree across c is found by walking both sides of it down the tree at once, through the
 * boxes of other inputs that lead to both leaves; the sum of the trees' least steps bounds the step of all. Where it is
 * below 0, the step is computed at the rows where single trees are worst: a fall refutes the trend. Else the rows are divided
 * there and both parts are bounded anew.
 *
 * @param nLevels levels of each input, 0 for numbers @param mostSteps pairs of nodes that may be looked at before giving up
 */
export function certifyTrend(
  trees: FlatTrees,
  nLevels: readonly number[],
  input: number,
  mostSteps = MOST_STEPS,
): TrendCertificate {
  const byCut = treesByCut(trees, input);
  const prove = (sign: 1 | -1): TrendVerdict => {
    const search = { trees, input, sign, sumOf: makeWalker(trees), stepsLeft: 0 };
    let isSure = true;
    for (const [cut, some] of byCut) {
      // Each has its share, so that a hard one does not hide a plain refutation at another.
      search.stepsLeft = mostSteps / byCut.size;
      const found = stepAgainst(search, cut, some, wholeBox(nLevels));
      if (found === 'unknown') isSure = false;
      else if (found) return { verdict: 'refuted', counterexample: found };
    }
    return { verdict: isSure ? 'proven' : 'unknown' };
  };
  const [ascending, descending] = [prove(1), prove(-1)];
  return { trend: trendOf(ascending, descending), ascending, descending };
}

function trendOf({ verdict: up }: TrendVerdict, { verdict: down }: TrendVerdict): TrendCertificate['trend'] {
  if (up === 'proven') return down === 'proven' ? 'constant' : 'ascending';
  if (down === 'proven') return 'descending';
  return up === 'refuted' && down === 'refuted' ? 'none' : 'unknown';
}

/** A tree that tests an input at some limit, and its nodes on the ways there. */
interface CutTree {
  readonly root: number;
  readonly leadsThere: Set<number>;
}

/** The trees that test an input at each limit. */
function treesByCut({ roots, input, limit, child }: FlatTrees, tested: number): Map<number, CutTree[]> {
  const byCut = new Map<number, CutTree[]>();
  for (const root of roots) {
    const ways = new Map<number, Set<number>>();
    const path: number[] = [];
    const visit = (node: number): void => {
      if (node < 0) return;
      path.push(node);
      const cut = limit[node]!;
      if (input[node] === tested && cut !== Number.POSITIVE_INFINITY) {
        const leadsThere = ways.get(cut) ?? new Set();
        for (const way of path) leadsThere.add(way);
        ways.set(cut, leadsThere);
      }
      visit(child[2 * node]!);
      visit(child[2 * node + 1]!);
      path.pop();
    };
    visit(root);
    for (const [cut, leadsThere] of ways) byCut.set(cut, [...(byCut.get(cut) ?? []), { root, leadsThere }]);
  }
  return byCut;
}

interface Search {
  readonly trees: FlatTrees;
  readonly input: number;
  /** 1: the sum must not fall with the input; -1: not rise. */
  readonly sign: 1 | -1;
  readonly sumOf: RowScorer;
  stepsLeft: number;
}

/** Looks in `whole` for rows whose sum steps the wrong way across `cut`; undefined is a proof that there are none. */
function stepAgainst(
  search: Search,
  cut: number,
  some: readonly CutTree[],
  whole: InputBox,
): TrendCounterexample | 'unknown' | undefined {
  const open = [whole];
  for (let box = open.pop(); box !== undefined; box = open.pop()) {
    const steps = some.map((tree) => leastStep(search, cut, tree, box!));
    if (search.stepsLeft < 0) return 'unknown';
    if (steps.reduce((sum, { step }) => sum + step, 0) >= -ROUNDING) continue;
    for (const { where } of steps) {
      const found = counterexampleAt(search, cut, rowOf(where));
      if (found) return found;
    }
    const worst = steps.reduce((a, b) => (b.step < a.step ? b : a));
    // Where the worst tree's box is the whole box, its step is the same everywhere: divide by another's.
    const parts = [worst, ...steps].map(({ where }) => cutBox(box!, where)).find((cutting) => cutting);
    // One box with one step a tree, against the trend by their sum but not as scored: less than rounding hides.
    if (parts === undefined) return 'unknown';
    open.push(...parts);
  }
  return undefined;
}

/** Scores a row below and above the cut. */
function counterexampleAt(
  { input, sign, sumOf }: Search,
  cut: number,
  row: Float64Array,
): TrendCounterexample | undefined {
  const [lower, upper] = [row.slice(), row.slice()];
  lower[input] = cut;
  upper[input] = above(cut);
  const [lowerSum, upperSum] = [sumOf(lower, 0), sumOf(upper, 0)];
  return sign * (upperSum - lowerSum) < -ROUNDING ? { lower, upper, lowerSum, upperSum } : undefined;
}

interface LeastStep {
  readonly step: number;
  /** Other inputs that lead there. */
  readonly where: InputBox;
}

/** The least step (in the sense of the trend) of one tree across `cut`, over the rows of `box`. */
function leastStep(search: Search, cut: number, { root, leadsThere }: CutTree, box: InputBox): LeastStep {
  const { trees, input, sign } = search;
  let least = Number.POSITIVE_INFINITY;
  let where = box;
  const here = copyBox(box);
  const visit = (lower: number, upper: number): void => {
    search.stepsLeft -= 1;
    if (search.stepsLeft < 0) return;
    const isSame = lower === upper && !leadsThere.has(lower);
    if (isSame || (lower < 0 && upper < 0)) {
      const step = isSame ? 0 : sign * (trees.value[-1 - upper]! - trees.value[-1 - lower]!);
      if (step < least) {
        least = step;
        where = copyBox(here);
      }
      return;
    }
    // A common node first, so that the two part as late as they do in the tree.
    const node = lower >= 0 ? lower : upper;
    const [left, right] = [trees.child[2 * node]!, trees.child[2 * node + 1]!];
    if (trees.input[node] === input) {
      const limit = trees.limit[node]!;
      const lowerNext = cut <= limit ? left : right;
      const upperNext = cut < limit ? left : right;
      visit(node === lower ? lowerNext : lower, node === upper ? upperNext : upper);
      return;
    }
    for (const isLeft of [true, false]) {
      const next = isLeft ? left : right;
      narrowed(here, trees, node, isLeft, () => {
        visit(node === lower ? next : lower, node === upper ? next : upper);
      });
    }
  };
  visit(root, root);
  return { step: least, where };
}
