/** Models of every body that is exchanged, and rows that try their edges. */
import { openStream } from '../../../src/core/index.ts';
import {
  type AdditiveBody,
  artefactHash,
  defaultGrades,
  defaultScaling,
  MODEL_FORMAT,
  type ModelArtefact,
  type ModelInput,
} from '../../../src/models/artefact.ts';
import { bindColumns } from '../../../src/models/index.ts';
import { makeModel } from '../../../src/models/store.ts';
import type { TreeNodes, TreesBody } from '../../../src/models/tree/tree-body.ts';
import { categoryColumn, makeTable, numericColumn, type Table } from '../../../src/table/index.ts';
import { randomTree } from '../tree/random-tree.ts';

const LEVELS = ['retail', "farmer's", 'a "b" & <c>', '运输'];

/** Two numbers, a category and a number, with names that need quoting. */
export const inputs: readonly ModelInput[] = [
  { name: 'income', kind: 'numeric' },
  { name: 'age in "years"', kind: 'numeric' },
  { name: 'branch=<x>', kind: 'category', levels: LEVELS },
  { name: '金额', kind: 'numeric' },
];

/** An artefact around a body. */
export function artefactOf(
  body: ModelArtefact['body'],
  rest: Partial<Pick<ModelArtefact, 'calibration' | 'inputs'>> = {},
): ModelArtefact {
  const content: Omit<ModelArtefact, 'hash'> = {
    kind: 'parus-model',
    format: MODEL_FORMAT,
    algorithm: body.kind === 'trees' ? 'boosting' : 'logistic',
    target: { column: 'outcome', bad: 'bad' },
    inputs: [...inputs],
    excluded: [],
    body,
    calibration: { kind: 'none' },
    scaling: defaultScaling,
    grades: [...defaultGrades],
    provenance: {
      seed: 1,
      config: {},
      data: { origin: 'made up', rows: 1, bads: 1, hash: 'none' },
      made: { parus: '0', node: '0', command: 'c' },
    },
    ...rest,
  };
  return { ...content, hash: artefactHash(content) };
}

/** A tree whose splits on the category are on levels, and a few of whose others are on missing alone. */
export function mixedTree(seed: number, nSplits: number): TreeNodes {
  const tree = randomTree(seed, nSplits, inputs.length);
  const draws = openStream(seed, 'exchange');
  const categories = tree.input.flatMap((input, split) => {
    if (inputs[input]!.kind !== 'category') return [];
    const left = LEVELS.map((_, level) => level).filter((level) => draws.uniform(split, level) < 0.5);
    return [{ split, left, unseenLeft: draws.uniform(split, 9) < 0.5 }];
  });
  const threshold = tree.threshold.map((t, i) =>
    draws.uniform(i, 10) < 0.1 ? null : Math.round(8 * t!) / 8 || t,
  );
  return { ...tree, threshold, categories };
}

/** Trees of many sizes; leaves of a forest are PDs, some of them 0 and 1. */
export function mixedTrees(leaves: TreesBody['leaves'], seed = 1): TreesBody {
  const trees = [1, 2, 12, 30, 31, 60].map((nSplits, t) => mixedTree(10 * seed + t, nSplits));
  if (leaves === 'logOdds') return { kind: 'trees', leaves, base: -1.25, trees };
  const asPd = (v: number): number => Math.min(1, Math.max(0, 0.3 + v / 2));
  return {
    kind: 'trees',
    leaves,
    base: 0,
    trees: trees.map((tree) => ({ ...tree, value: tree.value.map(asPd) })),
  };
}

/** A forest that is sure of every row: PDs of 0 and 1, which every form must keep off their ends alike. */
export const certainForest: TreesBody = {
  ...mixedTrees('pd'),
  trees: [{ ...randomTree(1, 1, 1), value: [0, 1] }],
};

const step: AdditiveBody['terms'][number] = {
  shape: 'step',
  input: 1,
  cuts: [0.25, 0.5, 0.75],
  y: [0.4, 0.1, -0.3, -0.2],
  special: [
    { value: -9, y: 0.8 },
    { value: 0.5, y: 0.05 },
  ],
  missing: 0.6,
  mean: 0.1,
};

const levels: AdditiveBody['terms'][number] = {
  shape: 'table',
  input: 2,
  y: [0.1, 0.1, -0.2, 0.7],
  missing: 0.3,
  unseen: -0.05,
  mean: 0,
};

/** Steps and levels, as a scorecard has. */
export const stepsBody: AdditiveBody = { kind: 'additive', intercept: -1.5, terms: [step, levels] };

/** Lines, steps and levels. */
export const linesBody: AdditiveBody = {
  kind: 'additive',
  intercept: -1.5,
  terms: [
    { shape: 'line', input: 0, x: [0.1, 0.3, 0.35, 0.9], y: [1.2, 0.3, 0.31, -0.7], missing: 0.2, mean: 0 },
    { shape: 'line', input: 3, x: [0.5], y: [0.25], missing: -0.25, mean: 0 },
    step,
    levels,
  ],
};

/** Lines, steps and levels, and two interactions: of numbers, and of a number with levels. */
export const productsBody: AdditiveBody = {
  ...linesBody,
  products: [
    {
      factors: [
        { shape: 'line', input: 0, x: [0.1, 0.9], y: [-1.5, 2], missing: 0 },
        { shape: 'line', input: 3, x: [0.2, 0.5, 0.7], y: [-0.4, 0.1, 0.6], missing: 0 },
      ],
      mean: 0.05,
    },
    {
      factors: [
        { shape: 'line', input: 3, x: [0.25, 0.75], y: [-1, 1], missing: 0 },
        { shape: 'table', input: 2, y: [0.3, -0.1, 0.2, 0], missing: -0.2, unseen: 0.4 },
      ],
      mean: -0.02,
    },
  ],
};

/** Numbers at and around thresholds, the ends of the doubles, special codes. */
const NUMBERS = [0, -0, 0.25, 0.5, 0.5 + 2 ** -53, 0.5 - 2 ** -54, -9, 1e308, -1e308, 5e-324, 0.125];

/** Rows with missing values, levels never seen, and numbers on the edges. */
export function randomRows(nRows: number, seed = 1): Table {
  const draws = openStream(seed, 'exchange rows');
  const numbers = (input: number): Float64Array | (number | undefined)[] =>
    Array.from({ length: nRows }, (_, row) => {
      if (draws.uniform(row, input, 1) < 0.15) return undefined;
      return NUMBERS[draws.integer(3 * NUMBERS.length, row, input)] ?? draws.uniform(row, input);
    });
  const names = [...LEVELS, 'never seen', '', undefined];
  return makeTable(
    [
      ['id', numericColumn(Array.from({ length: nRows }, (_, row) => row))],
      ['金额', numericColumn([...numbers(3)])],
      [
        'branch=<x>',
        categoryColumn(Array.from({ length: nRows }, (_, row) => names[draws.integer(names.length, row, 2)])),
      ],
      ['income', numericColumn([...numbers(0)])],
      ['age in "years"', numericColumn([...numbers(1)])],
    ],
    'rows.parquet',
  );
}

/** Our log-odds of every row. */
export function marginsOf(artefact: ModelArtefact, table: Table): Float64Array {
  const margins = new Float64Array(table.nRows);
  makeModel(artefact).margins(bindColumns(artefact.inputs, table), 0, table.nRows, margins);
  return margins;
}

/** The greatest difference between two columns of numbers. */
export function greatestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expectSameLength(a, b);
  let most = 0;
  for (let i = 0; i < a.length; i++)
    most = Math.max(most, Math.abs(a[i]! - b[i]!) || (a[i] === b[i] ? 0 : Number.POSITIVE_INFINITY));
  return most;
}

function expectSameLength(a: ArrayLike<number>, b: ArrayLike<number>): void {
  if (a.length !== b.length) throw new Error(`${a.length} numbers against ${b.length}`);
}
