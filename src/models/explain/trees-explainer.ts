import { fail } from '../../core/index.ts';
import type { ModelArtefact } from '../artefact.ts';
import type { BoundColumns } from '../model.ts';
import { type Background, makeInterventionalShap } from '../tree/explaining/interventional-shap.ts';
import { makeTreeInteractions } from '../tree/explaining/tree-interactions.ts';
import { expectedSum } from '../tree/explaining/tree-shap.ts';
import { flattenTrees } from '../tree/flat-trees.ts';
import { marginOfSum, stretchTo } from '../tree/margin.ts';
import { makeWalker } from '../tree/scoring/walk.ts';
import { drawRows } from './draw-rows.ts';

/** Background rows: time grows with them, and their mean errs by 5 % of the spread of single rows at most. OWN. */
const BACKGROUND_ROWS = 400;

/** Shares of a row's uncalibrated log-odds of bad, in the order of the inputs: intercept + shares = log-odds. */
export interface Shares {
  readonly intercept: number;
  readonly shares: Float64Array;
}

/** Two inputs and what they do together. */
export interface PairEffect {
  readonly a: number;
  readonly b: number;
  /** Log-odds of bad beyond what each does alone, or the mean of its absolute value over rows. */
  readonly effect: number;
}

/** What only trees can tell about a row. */
export interface TreesExplainer {
  /** Interaction values, inputs x inputs, row-major and symmetric; with `intercept` they add up to the log-odds. */
  interactions(
    bound: BoundColumns,
    row: number,
  ): { readonly intercept: number; readonly matrix: Float64Array };
  /** The `count` pairs that matter most in some rows, by mean absolute effect; ties in model order, none of effect 0. */
  topPairs(bound: BoundColumns, rows: Uint32Array, count: number): PairEffect[];
}

/** @throws PARUS_MODEL_NOT_SUPPORTED where the model is not made of trees */
export function makeTreesExplainer(artefact: ModelArtefact): TreesExplainer {
  const { body, trees, nInputs } = treesOf(artefact, 'interactions');
  const explain = makeTreeInteractions(trees, nInputs);
  const sumOf = makeWalker(trees);
  const marginOf = marginOfSum(body);
  const averageSum = expectedSum(trees);

  function interactions({ columns }: BoundColumns, row: number) {
    const values = Float64Array.from(columns, (column) => column[row]!);
    const matrix = new Float64Array(nInputs * nInputs);
    explain(values, matrix);
    if (body.leaves === 'pd') stretchTo(matrix, averageSum, sumOf(values, 0), marginOf);
    return { intercept: marginOf(averageSum), matrix };
  }

  return {
    interactions,
    topPairs(bound, rows, count) {
      const total = new Float64Array(nInputs * nInputs);
      for (const row of rows) {
        interactions(bound, row).matrix.forEach((value, at) => {
          total[at]! += Math.abs(value);
        });
      }
      // The matrix holds half of a pair's effect on either side of the diagonal.
      const pairs: PairEffect[] = [];
      for (let a = 0; a < nInputs; a++) {
        for (let b = a + 1; b < nInputs; b++) {
          const effect = (2 * total[a * nInputs + b]!) / rows.length;
          if (effect > 0) pairs.push({ a, b, effect });
        }
      }
      return pairs.sort((x, y) => y.effect - x.effect || x.a - y.a || x.b - y.b).slice(0, count);
    },
  };
}

/**
 * Shapley values against a background: what the row's values do where the others are drawn from background rows, instead of
 * from the training rows that came the same way. Depends on nothing but the model's function and the background.
 * @param background rows to compare with, such as the training table's; of many, some are drawn
 * @throws PARUS_MODEL_NOT_SUPPORTED where the model is not made of trees
 */
export function makeBackgroundExplainer(
  artefact: ModelArtefact,
  background: BoundColumns,
  seed: number,
  mostRows = BACKGROUND_ROWS,
): (bound: BoundColumns, row: number) => Shares {
  const { body, trees, nInputs } = treesOf(artefact, 'explaining against a background');
  const rows = drawRows(background.nRows, mostRows, seed);
  const { baseline, explain } = makeInterventionalShap(trees, backgroundOf(background, rows));
  const sumOf = makeWalker(trees);
  const marginOf = marginOfSum(body);
  return ({ columns }, row) => {
    const values = Float64Array.from(columns, (column) => column[row]!);
    const shares = new Float64Array(nInputs);
    explain(values, shares);
    if (body.leaves === 'pd') stretchTo(shares, baseline, sumOf(values, 0), marginOf);
    return { intercept: marginOf(baseline), shares };
  };
}

function backgroundOf({ columns }: BoundColumns, rows: Uint32Array): Background {
  const nInputs = columns.length;
  const values = new Float64Array(rows.length * nInputs);
  columns.forEach((column, f) => {
    rows.forEach((row, b) => {
      values[b * nInputs + f] = column[row]!;
    });
  });
  return { nRows: rows.length, nInputs, values };
}

function treesOf({ body, inputs, hash, algorithm }: ModelArtefact, operation: string) {
  if (body.kind !== 'trees') {
    throw fail('PARUS_MODEL_NOT_SUPPORTED', {
      path: hash.slice(0, 12),
      got: algorithm,
      operation,
      expected: 'a model of trees: tree, forest or boosting',
    });
  }
  const nLevels = inputs.map((input) => (input.kind === 'category' ? input.levels.length : 0));
  return { body, trees: flattenTrees(body, nLevels), nInputs: inputs.length };
}
