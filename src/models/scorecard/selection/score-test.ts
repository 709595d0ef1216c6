import { choleskyFactor, forwardSolve } from '../../../kernels/cholesky.ts';
import { scoreSums, scoreSumsLength } from '../../../kernels/score-sums.ts';
import { shardRanges, taskRef, type WorkerPool } from '../../../parallel/index.ts';
import type { IrlsFit } from '../../logistic/irls.ts';

/** Candidates of one task. Fixed, so that the work is cut alike at any number of workers. */
const STRIP_COLUMNS = 32;

/** A column of which less than this share is its own beside the chosen ones has no test: rounding hides the rest. */
const OWN_SHARE = 1e-8;

interface ScoreInput {
  readonly chosen: readonly Float64Array[];
  readonly candidates: readonly Float64Array[];
  readonly bad: Uint8Array;
  readonly weights?: Float64Array | undefined;
  readonly beta: Float64Array;
}

/** The sums of a strip of candidates; the worker's task. */
export function scoreStrip({ chosen, candidates, bad, weights, beta }: ScoreInput): Float64Array {
  const out = new Float64Array(scoreSumsLength(candidates.length, chosen.length));
  scoreSums(chosen, candidates, bad, beta, out, weights);
  return out;
}

/** What one column would add to a logistic regression. */
export interface ScoreTest {
  /** Rao's score statistic; 0 where the column says nothing that the chosen ones do not. */
  readonly chiSquare: number;
  /** Sign of the coefficient that the column would take: 1 or -1. */
  readonly sign: number;
}

/**
 * Score tests (Rao 1948) of every candidate beside the chosen columns, without a fit for each: U^2 / V with U = x'(y - PD) and
 * V = x'Wx - x'WZ (Z'WZ)^-1 Z'Wx, Z being the intercept and the chosen columns.
 * @param fit of `chosen`, with all coefficients at their optimum
 * @param weights what each row counts for; default 1
 */
export async function scoreTests(
  pool: WorkerPool,
  chosen: readonly Float64Array[],
  candidates: readonly Float64Array[],
  bad: Uint8Array,
  fit: IrlsFit,
  weights?: Float64Array,
): Promise<ScoreTest[]> {
  const m = chosen.length + 1;
  const factor = fit.hessian.slice();
  choleskyFactor(factor, m);
  const strips = shardRanges(candidates.length, STRIP_COLUMNS);
  const sums = await pool.mapShards(
    taskRef(import.meta.url, scoreStrip),
    strips.map(({ start, end }) => ({
      chosen,
      candidates: candidates.slice(start, end),
      bad,
      weights,
      beta: fit.beta,
    })),
  );
  return candidates.map((_, j) => {
    const s = Math.floor(j / STRIP_COLUMNS);
    const { start, end } = strips[s]!;
    const at = (row: number): number => sums[s]![row * (end - start) + (j - start)]!;
    const cross = Float64Array.from({ length: m }, (__, k) => at(k + 1));
    forwardSolve(factor, m, cross);
    const square = at(m + 1);
    const variance = square - cross.reduce((sum, v) => sum + v * v, 0);
    const slope = at(0);
    return {
      chiSquare: variance > OWN_SHARE * square ? (slope * slope) / variance : 0,
      sign: slope > 0 ? 1 : -1,
    };
  });
}
