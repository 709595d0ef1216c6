import { fail } from '../core/index.ts';
import { termReader } from '../models/additive/shapes.ts';
import type { AdditiveTerm } from '../models/artefact.ts';
import { calibrator } from '../models/calibration/calibrator.ts';
import type { BoundColumns, ModelArtefact } from '../models/index.ts';

/**
 * Log-odds of each term of row `row` above the best that its input could say: never negative. A calibration stretches them by
 * one factor a row, as it does shares above the average.
 * @throws PARUS_MODEL_NOT_SUPPORTED where inputs do not add up each on its own: no value of an input is best in trees
 */
export function excessesAboveBest(artefact: ModelArtefact, { columns }: BoundColumns, row: number): number[] {
  const { body, calibration, algorithm, hash } = artefact;
  if (body.kind !== 'additive' || (body.products ?? []).length > 0) {
    throw fail('PARUS_MODEL_NOT_SUPPORTED', {
      path: hash.slice(0, 12),
      got: algorithm,
      operation: 'measuring reasons from the best value of each input',
      expected: 'a scorecard, or a logistic model or linear support vector machine without interactions',
    });
  }
  const shares = body.terms.map((term) => termReader(term)(columns[term.input]![row]!));
  const excesses = body.terms.map((term, t) => shares[t]! - Math.min(bestOf(term), shares[t]!));
  if (calibration.kind === 'none') return excesses;
  const map = calibrator(calibration);
  const now = shares.reduce((sum, share) => sum + share, body.intercept);
  const moved = excesses.reduce((sum, excess) => sum + excess, 0);
  const factor = moved === 0 ? 0 : (map(now) - map(now - moved)) / moved;
  return excesses.map((excess) => excess * factor);
}

/** The least log-odds that a known value gives; being missing is no aim. */
function bestOf(term: AdditiveTerm): number {
  const special = term.shape === 'step' ? term.special.map(({ y }) => y) : [];
  return Math.min(...term.y, ...special);
}
