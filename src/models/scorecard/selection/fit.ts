import type { WorkerPool } from '../../../parallel/index.ts';
import { fitIrls, type IrlsFit } from '../../logistic/irls.ts';
import type { RiskColumn } from '../candidate.ts';

/**
 * A coefficient of WOE would be 1 if its characteristic stood alone: a prior with a standard deviation of 1 is lost among a few
 * hundred rows, and keeps the weights finite where more characteristics than bads would tell the classes apart. OWN.
 */
const SELECTION_RIDGE = 1;

/** A fit and the candidates that its coefficients belong to, after the intercept. */
export interface MemberFit extends IrlsFit {
  readonly members: readonly RiskColumn[];
}

/**
 * The lightly penalised fit of some candidates, with coefficients of at least 0.
 * @param near a fit of almost the same candidates, to start from
 * @param weights what each row counts for; default 1
 */
export async function fitOf(
  pool: WorkerPool,
  members: readonly RiskColumn[],
  bad: Uint8Array,
  near?: MemberFit,
  weights?: Float64Array,
): Promise<MemberFit> {
  const known = new Map(near?.members.map((member, j) => [member, near.beta[j + 1]!]));
  const start = near && Float64Array.of(near.beta[0]!, ...members.map((member) => known.get(member) ?? 0));
  const options = { lambda: SELECTION_RIDGE, nonNegative: true, weights, ...(start && { start }) };
  return { ...(await fitIrls(pool, columnsOf(members), bad, options)), members };
}

export function columnsOf(candidates: readonly RiskColumn[]): Float64Array[] {
  return candidates.map(({ risk }) => risk);
}
