import type { WorkerPool } from '../../../parallel/index.ts';
import type { Candidate, Drop, RiskColumn } from '../candidate.ts';
import { type Evidence, evidence, evidenceText } from './evidence.ts';
import { columnsOf, fitOf } from './fit.ts';
import { type ScoreTest, scoreTests } from './score-test.ts';
import { waldStatistics } from './wald.ts';

export interface ForwardOptions {
  /** The chi-square that a characteristic must exceed; see `criterion.ts`. */
  readonly bound: number;
  /** Most characteristics. */
  readonly most: number;
  /** Stepwise: after each entry, those that are no longer worth their degrees of freedom go. */
  readonly removal: boolean;
  /** What each row counts for; default 1. */
  readonly weights?: Float64Array | undefined;
}

/** The candidates chosen, in order of entry, with the test that let them in. */
export type Chosen<C extends Candidate> = ReadonlyMap<C, Evidence>;

/**
 * Forward or stepwise selection for a logistic regression without negative coefficients. The candidate with the
 * highest score statistic enters, if that exceeds the bound and its coefficient would be positive; one that an entry turns negative goes, and
 * with `removal` so does one whose Wald statistic no longer does (Hosmer, Lemeshow, Applied Logistic Regression, sec. 4.3).
 * What went does not come back, so that it ends.
 */
export async function selectForward<C extends RiskColumn>(
  pool: WorkerPool,
  candidates: readonly C[],
  bad: Uint8Array,
  { bound, most, removal, weights }: ForwardOptions,
  drop: Drop,
): Promise<Chosen<C>> {
  const chosen = new Map<C, Evidence>();
  let outside = [...candidates];
  let fit = await fitOf(pool, [], bad, undefined, weights);
  for (let step = 1; ; step++) {
    const inside = columnsOf([...chosen.keys()]);
    const tests = await scoreTests(pool, inside, columnsOf(outside), bad, fit, weights);
    const best = chosen.size < most ? bestOf(outside, tests, bound) : undefined;
    if (!best) {
      const why = chosen.size < most ? 'does not gain enough' : `is not among the ${most} that entered first`;
      outside.forEach((candidate, j) => {
        drop(candidate, outsideReason(tests[j]!, why, chosen.size));
      });
      return chosen;
    }
    outside = outside.filter((candidate) => candidate !== best.candidate);
    chosen.set(best.candidate, evidence(best.test.chiSquare, step));
    const { name } = best.candidate;
    for (;;) {
      const members = [...chosen.keys()];
      fit = await fitOf(pool, members, bad, fit, weights);
      const wald = waldStatistics(fit);
      const wrong = members.filter((_, j) => fit.beta[j + 1]! <= 0);
      const weakest = members
        .map((member, j) => ({ member, chiSquare: wald[j]! }))
        .sort((a, b) => a.chiSquare - b.chiSquare)[0];
      if (wrong.length > 0) {
        for (const member of wrong) {
          chosen.delete(member);
          drop(member, `its coefficient lost its sign when ${name} entered at step ${step}`);
        }
      } else if (removal && weakest && weakest.chiSquare <= bound && chosen.size > 1) {
        chosen.delete(weakest.member);
        const own = evidence(weakest.chiSquare);
        drop(
          weakest.member,
          `no longer gains enough once ${name} is in (step ${step}: ${evidenceText(own)})`,
        );
      } else break;
    }
  }
}

function bestOf<C extends Candidate>(
  outside: readonly C[],
  tests: readonly ScoreTest[],
  bound: number,
): { readonly candidate: C; readonly test: ScoreTest } | undefined {
  let best: { readonly candidate: C; readonly test: ScoreTest } | undefined;
  let most = bound;
  outside.forEach((candidate, j) => {
    const test = tests[j]!;
    if (test.sign > 0 && test.chiSquare > most) {
      best = { candidate, test };
      most = test.chiSquare;
    }
  });
  return best;
}

function outsideReason(test: ScoreTest, why: string, others: number): string {
  const own = evidence(test.chiSquare);
  return test.sign < 0
    ? `would have the wrong sign beside the ${others} chosen`
    : `${why} beside the ${others} chosen (${evidenceText(own)})`;
}
