/** Stepwise selection by refitting every model: the twin of `selectForward`. */
import { fitIrls } from '../../../../src/models/logistic/irls.ts';
import type { RiskColumn } from '../../../../src/models/scorecard/candidate.ts';
import type { WorkerPool } from '../../../../src/parallel/index.ts';

/** Minus twice the log-likelihood of the unpenalised model of some columns, with signs held. */
async function deviance(pool: WorkerPool, members: readonly RiskColumn[], bad: Uint8Array): Promise<number> {
  const columns = members.map(({ risk }) => risk);
  const { beta } = await fitIrls(pool, columns, bad, { lambda: 1e-6, nonNegative: true });
  return bad.reduce((sum, y, i) => {
    const eta = columns.reduce((total, x, j) => total + beta[j + 1]! * x[i]!, beta[0]!);
    return sum - 2 * Math.log(y ? 1 / (1 + Math.exp(-eta)) : 1 / (1 + Math.exp(eta)));
  }, 0);
}

/** Names in order of entry: the largest drop of the deviance enters while it exceeds `bound`; who is worth less than that goes. */
export async function naiveStepwise(
  pool: WorkerPool,
  candidates: readonly RiskColumn[],
  bad: Uint8Array,
  bound: number,
): Promise<string[]> {
  let chosen: RiskColumn[] = [];
  const gone = new Set<RiskColumn>();
  for (;;) {
    const now = await deviance(pool, chosen, bad);
    let best: RiskColumn | undefined;
    let least = now - bound;
    for (const one of candidates) {
      if (chosen.includes(one) || gone.has(one)) continue;
      const then = await deviance(pool, [...chosen, one], bad);
      if (then < least) [best, least] = [one, then];
    }
    if (!best) return chosen.map(({ name }) => name);
    chosen.push(best);
    const full = await deviance(pool, chosen, bad);
    for (const one of [...chosen]) {
      const without = chosen.filter((other) => other !== one);
      if ((await deviance(pool, without, bad)) - full >= bound) continue;
      gone.add(one);
      chosen = without;
    }
  }
}
