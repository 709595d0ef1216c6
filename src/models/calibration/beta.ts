import { sharedFloat64, sharedUint8, type WorkerPool } from '../../parallel/index.ts';
import { fitIrls } from '../logistic/irls.ts';

/** log-odds = a ln p - b ln(1 - p) + c, where p is the PD before. */
export interface BetaCurve {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Enough to keep the coefficients finite where the rows are separated perfectly; no more. */
const RIDGE = 1e-3;

/** ln p and ln(1 - p) of a margin, finite for any finite margin. */
export function logProbabilities(margin: number): readonly [number, number] {
  const tail = Math.log1p(Math.exp(-Math.abs(margin)));
  return [Math.min(margin, 0) - tail, -Math.max(margin, 0) - tail];
}

/**
 * Beta calibration (Kull, Silva Filho, Flach, AISTATS 2017, algorithm 1): logistic regression of the outcome on ln p and
 * -ln(1 - p) with both coefficients at or above zero, so that the map keeps the ranking. The identity, a = b = 1 and
 * c = 0, is among its curves, unlike among Platt's of a PD.
 * @param margins IN log-odds of rows that their model has not seen
 */
export async function fitBeta(pool: WorkerPool, margins: Float64Array, bad: Uint8Array): Promise<BetaCurve> {
  const logs = [sharedFloat64(margins.length), sharedFloat64(margins.length)] as const;
  margins.forEach((margin, i) => {
    const [logP, logQ] = logProbabilities(margin);
    logs[0][i] = logP;
    logs[1][i] = -logQ;
  });
  const outcomes = sharedUint8(bad.length);
  outcomes.set(bad);
  const { beta } = await fitIrls(pool, logs, outcomes, { lambda: RIDGE, nonNegative: true });
  return { a: beta[1]!, b: beta[2]!, c: beta[0]! };
}
