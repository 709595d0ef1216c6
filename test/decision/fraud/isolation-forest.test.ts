import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { growIsolationTree } from '../../../src/decision/fraud/grow-isolation-tree.ts';
import {
  anomalyContributions,
  anomalyScore,
  expectedLengths,
  type IsolationForest,
  type IsolationTree,
  readyForest,
  scoreRank,
} from '../../../src/decision/fraud/isolation-forest.ts';
import { averagePathLength } from '../../../src/decision/fraud/path-length.ts';
import { cloud } from './fixtures.ts';

/** Five rows: the root cuts off one, the rest is parted two and two. */
const byHand: IsolationTree = {
  feature: [0, -1, 1, -1, -1],
  threshold: [10, 0, 3, 0, 0],
  left: [1, 0, 3, 0, 0],
  missing: [0, 0, 1, 0, 0],
  rows: [5, 1, 4, 2, 2],
};
const handForest: IsolationForest = {
  features: ['a', 'b'],
  sampleSize: 5,
  trees: [byHand],
  scoreQuantiles: [0.4, 0.5, 0.6],
};

test('a forest of one tree by hand: path lengths, score and contributions', () => {
  // Leaves at depth 1 with one row, at depth 2 with two rows, which a further cut would part: 2 + c(2) = 3.
  const mean = (1 * 1 + 4 * 3) / 5;
  expect(Array.from(expectedLengths(byHand))).toEqual([mean, 1, 3, 3, 3]);
  const ready = readyForest(handForest);
  const c = averagePathLength(5);
  expect(anomalyScore(ready, Float64Array.of(9, 0))).toBeCloseTo(2 ** (-1 / c), 14);
  expect(anomalyScore(ready, Float64Array.of(10, 3))).toBeCloseTo(2 ** (-3 / c), 14);
  const out = new Float64Array(2);
  anomalyContributions(ready, Float64Array.of(9, 0), out);
  expect(out[0]).toBeCloseTo(mean - 1, 14);
  expect(out[1]).toBe(0);
});

test('a missing value goes with the side that the tree names', () => {
  const ready = readyForest(handForest);
  const c = averagePathLength(5);
  expect(anomalyScore(ready, Float64Array.of(Number.NaN, 0))).toBeCloseTo(2 ** (-1 / c), 14);
  expect(anomalyScore(ready, Float64Array.of(12, Number.NaN))).toBeCloseTo(2 ** (-3 / c), 14);
});

interface Node {
  readonly rows: readonly number[];
  readonly depth: number;
  feature?: number;
  threshold?: number;
  majority?: 'below' | 'above';
  below?: Node;
  above?: Node;
}

/** The paper's algorithm as it reads, on objects; the same draws by the same names. */
function naiveTree(columns: readonly Float64Array[], sampleSize: number, seed: number, iTree: number): Node {
  const stream = openStream(seed, 'fraud.isolation');
  const n = columns[0]!.length;
  const deck = Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < Math.min(sampleSize, n); i++) {
    const j = i + stream.integer(n - i, iTree, i, 0);
    [deck[i], deck[j]] = [deck[j]!, deck[i]!];
  }
  const root: Node = { rows: deck.slice(0, sampleSize), depth: 0 };
  const most = Math.ceil(Math.log2(Math.max(2, root.rows.length)));
  const queue = [root];
  for (let number = 0; number < queue.length; number++) {
    const node = queue[number]!;
    if (node.depth >= most || node.rows.length < 2) continue;
    const known = columns.map((column) =>
      node.rows.map((row) => column[row]!).filter((v) => !Number.isNaN(v)),
    );
    const weights = known.map((values) => (new Set(values).size > 1 ? values.length : 0));
    if (weights.every((weight) => weight === 0)) continue;
    const feature = stream.categorical(weights, iTree, number, 1);
    const [least, largest] = [Math.min(...known[feature]!), Math.max(...known[feature]!)];
    const drawn = least + stream.uniform(iTree, number, 2) * (largest - least);
    const threshold = drawn > least ? drawn : largest;
    const below = node.rows.filter((row) => columns[feature]![row]! < threshold);
    const above = node.rows.filter((row) => columns[feature]![row]! >= threshold);
    const rest = node.rows.filter((row) => Number.isNaN(columns[feature]![row]!));
    const majority = below.length >= above.length ? 'below' : 'above';
    node.feature = feature;
    node.threshold = threshold;
    node.majority = majority;
    node.below = { rows: majority === 'below' ? [...below, ...rest] : below, depth: node.depth + 1 };
    node.above = { rows: majority === 'above' ? [...above, ...rest] : above, depth: node.depth + 1 };
    queue.push(node.below, node.above);
  }
  return root;
}

function naivePath(node: Node, values: Float64Array): number {
  if (!node.below || !node.above) return node.depth + averagePathLength(node.rows.length);
  const value = values[node.feature!]!;
  if (Number.isNaN(value)) return naivePath(node.majority === 'below' ? node.below : node.above, values);
  return naivePath(value < node.threshold! ? node.below : node.above, values);
}

function forestOf(
  columns: readonly Float64Array[],
  names: readonly string[],
  nTrees: number,
  size: number,
): IsolationForest {
  const trees = Array.from({ length: nTrees }, (_, t) => growIsolationTree(columns, size, 5, t));
  const sampleSize = Math.min(size, columns[0]!.length);
  return { features: names, sampleSize, trees, scoreQuantiles: [0, 1] };
}

const rowOf = (columns: readonly Float64Array[], row: number): Float64Array =>
  Float64Array.from(columns, (column) => column[row]!);

test('scores are those of the naive twin, with and without missing values', () => {
  for (const missing of [0, 0.4]) {
    const { columns, names } = cloud(120, 5, missing);
    const forest = forestOf(columns, names, 20, 64);
    const ready = readyForest(forest);
    const twins = forest.trees.map((_, t) => naiveTree(columns, 64, 5, t));
    for (let row = 0; row < 120; row++) {
      const values = rowOf(columns, row);
      const mean = twins.reduce((sum, twin) => sum + naivePath(twin, values), 0) / twins.length;
      expect(anomalyScore(ready, values)).toBeCloseTo(2 ** (-mean / averagePathLength(64)), 13);
    }
  }
});

test('the row far away is the oddest, and its odd feature is the one to blame', () => {
  const { columns, names } = cloud(300, 6);
  const ready = readyForest(forestOf(columns, names, 100, 128));
  const scores = Array.from({ length: 300 }, (_, row) => anomalyScore(ready, rowOf(columns, row)));
  expect(scores.indexOf(Math.max(...scores))).toBe(299);
  expect(scores[299]).toBeGreaterThan(0.6);
  const parts = new Float64Array(6);
  anomalyContributions(ready, rowOf(columns, 299), parts);
  expect(parts.indexOf(Math.max(...parts))).toBe(0);
});

test('contributions add up to what a path lacks', () => {
  const { columns, names } = cloud(150, 4, 0.2);
  const forest = forestOf(columns, names, 10, 64);
  const ready = readyForest(forest);
  const root = forest.trees.reduce((sum, tree) => sum + expectedLengths(tree)[0]!, 0) / forest.trees.length;
  const parts = new Float64Array(4);
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.double({ min: -60, max: 60, noNaN: true }), fc.constant(Number.NaN)), {
        minLength: 4,
        maxLength: 4,
      }),
      (row) => {
        const values = Float64Array.from(row);
        anomalyContributions(ready, values, parts);
        const path = root - parts.reduce((a, b) => a + b, 0);
        expect(2 ** (-path / averagePathLength(forest.sampleSize))).toBeCloseTo(
          anomalyScore(ready, values),
          12,
        );
      },
    ),
  );
});

test('a row of which nothing is known is never odder than the average', () => {
  const { columns, names } = cloud(300, 6);
  const ready = readyForest(forestOf(columns, names, 100, 128));
  expect(anomalyScore(ready, new Float64Array(6).fill(Number.NaN))).toBeLessThan(0.5);
});

test('trees of rows that cannot be told apart are a root alone', () => {
  const same = [new Float64Array(10).fill(3), new Float64Array(10).fill(Number.NaN)];
  expect(growIsolationTree(same, 8, 1, 0)).toEqual({
    feature: [-1],
    threshold: [0],
    left: [0],
    missing: [0],
    rows: [8],
  });
});

test('neighbouring numbers are still parted', () => {
  const next = 1 + Number.EPSILON;
  const tree = growIsolationTree([Float64Array.of(1, next)], 2, 1, 0);
  expect(tree.rows).toEqual([2, 1, 1]);
});

test('ranks run from 0 to 1 between the known quantiles', () => {
  expect(scoreRank(handForest, 0.3)).toBe(0);
  expect(scoreRank(handForest, 0.45)).toBeCloseTo(0.25, 12);
  expect(scoreRank(handForest, 0.55)).toBeCloseTo(0.75, 12);
  expect(scoreRank(handForest, 0.7)).toBe(1);
  expect(scoreRank({ ...handForest, scoreQuantiles: [0.5, 0.5, 0.5, 0.7] }, 0.5)).toBe(0);
});
