import { type BoundColumns, type ModelArtefact, makeTreesExplainer } from '../models/index.ts';

/** Two inputs and what they add to the row's log-odds of bad together, beyond what each adds alone. */
export interface RowInteraction {
  readonly a: string;
  readonly b: string;
  readonly effect: number;
}

const MOST_PAIRS = 5;
/** Forests with more leaves would take more than a second or two a row. OWN. */
const MOST_LEAVES = 20_000;
/** Rounding leaves sums of leaves that cancel this near to 0. OWN. */
const LEAST_EFFECT = 1e-9;

/** The pairs that matter most in row `row`, strongest first, uncalibrated; undefined for models without trees and for large forests. */
export function rowInteractions(
  artefact: ModelArtefact,
  bound: BoundColumns,
  row: number,
): RowInteraction[] | undefined {
  const { body, inputs } = artefact;
  if (body.kind !== 'trees') return undefined;
  if (body.trees.reduce((sum, { value }) => sum + value.length, 0) > MOST_LEAVES) return undefined;
  const { matrix } = makeTreesExplainer(artefact).interactions(bound, row);
  const n = inputs.length;
  const pairs = inputs.flatMap((_, a) =>
    // The matrix holds half of a pair's effect on either side of the diagonal.
    inputs.slice(a + 1).map((_, k) => ({ a, b: a + 1 + k, effect: 2 * matrix[a * n + a + 1 + k]! })),
  );
  return pairs
    .filter(({ effect }) => Math.abs(effect) > LEAST_EFFECT)
    .sort((x, y) => Math.abs(y.effect) - Math.abs(x.effect) || x.a - y.a || x.b - y.b)
    .slice(0, MOST_PAIRS)
    .map(({ a, b, effect }) => ({ a: inputs[a]!.name, b: inputs[b]!.name, effect }));
}

/** One pair for the terminal. */
export function togetherLine({ a, b, effect }: RowInteraction): string {
  return `Together: ${a} with ${b} ${effect > 0 ? '+' : ''}${effect.toFixed(3)}`;
}
