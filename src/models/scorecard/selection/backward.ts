import type { WorkerPool } from '../../../parallel/index.ts';
import type { IrlsFit } from '../../logistic/irls.ts';
import type { Drop, RiskColumn } from '../candidate.ts';
import { evidence, evidenceText } from './evidence.ts';
import { fitOf, type MemberFit } from './fit.ts';
import type { Chosen, ForwardOptions } from './forward.ts';
import { covarianceOf, waldStatistics } from './wald.ts';

/** Share of the characteristics that may leave between two fits: the approximation holds near its fit. OWN. */
const LEAVING_SHARE = 0.2;

/**
 * Backward elimination for a logistic regression without negative coefficients: from the model of all candidates the one
 * with the lowest
 * Wald statistic leaves, until all exceed the bound and no more
 * than `most` are left. Between fits the model is moved along its quadratic approximation, one column a time (J. Lawless
 * and K. Singhal, Biometrics 34, 1978, pp. 318-327); a fit of those that stay then has the last word.
 */
export async function selectBackward<C extends RiskColumn>(
  pool: WorkerPool,
  candidates: readonly C[],
  bad: Uint8Array,
  { bound, most, weights }: Omit<ForwardOptions, 'removal'>,
  drop: Drop,
): Promise<Chosen<C>> {
  let members = [...candidates];
  let fit: MemberFit | undefined;
  for (;;) {
    fit = await fitOf(pool, members, bad, fit, weights);
    const { beta } = fit;
    const wrong = new Set(members.filter((_, j) => beta[j + 1]! <= 0));
    for (const member of wrong)
      drop(member, `would have the wrong sign beside the ${members.length - 1} others`);
    const left = wrong.size > 0 ? members.filter((member) => !wrong.has(member)) : approximate(members, fit);
    if (left.length === members.length) {
      const wald = waldStatistics(fit);
      return new Map(members.map((member, j) => [member, evidence(wald[j]!)]));
    }
    members = left;
  }

  /** Those that stay when the weakest leave one by one, by the quadratic approximation at `fit`. */
  function approximate(inside: readonly C[], { beta, hessian }: IrlsFit): C[] {
    const m = beta.length;
    const b = beta.slice();
    const covariance = covarianceOf(hessian, m);
    const active = new Set(inside.keys());
    const fewest = Math.min(inside.length - 1, inside.length * (1 - LEAVING_SHARE));
    for (;;) {
      let weakest = -1;
      let chiSquare = active.size > most ? Number.POSITIVE_INFINITY : bound;
      for (const j of active) {
        const wald = b[j + 1]! > 0 ? b[j + 1]! ** 2 / covariance[(j + 1) * (m + 1)]! : 0;
        if (wald > chiSquare || (wald === chiSquare && weakest >= 0)) continue;
        [weakest, chiSquare] = [j, wald];
      }
      if (weakest < 0 || active.size <= fewest || active.size === 1)
        return inside.filter((_, j) => active.has(j));
      const leaver = inside[weakest]!;
      const own = evidence(chiSquare);
      active.delete(weakest);
      drop(leaver, `gains too little beside the ${active.size} others left (${evidenceText(own)})`);
      const w = weakest + 1;
      const variance = covariance[w * (m + 1)]!;
      const pull = Float64Array.from({ length: m }, (_, i) => covariance[i * m + w]! / variance);
      const row = covariance.slice(w * m, (w + 1) * m);
      const at = b[w]!;
      for (let i = 0; i < m; i++) {
        b[i]! -= pull[i]! * at;
        for (let k = 0; k < m; k++) covariance[i * m + k]! -= pull[i]! * row[k]!;
      }
    }
  }
}
