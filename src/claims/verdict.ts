import type { Interval } from '../evaluation/index.ts';
import type { Condition, Verdict } from './claim.ts';
import type { Estimate } from './t-interval.ts';

/** A verdict and, where it has one, its condition. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly condition?: Condition;
}

/**
 * Whether a figure reaches what is claimed: it holds where the whole interval does, and does not where none of it does. In
 * between it holds if the true figure lies in the claim's part of the interval, which more books would tell. Without an
 * interval (one book) nothing can be told. `flip` is the assumption that the verdict hangs on, as far as the experiment looked.
 */
export function judgeAtLeast(claimed: number, estimate: Estimate, flip?: Condition): Judgement {
  return judge(claimed, estimate, ([low, high]) => [low >= claimed, high >= claimed], flip);
}

/** The same where less is better. */
export function judgeAtMost(claimed: number, estimate: Estimate, flip?: Condition): Judgement {
  return judge(claimed, estimate, ([low, high]) => [high <= claimed, low <= claimed], flip);
}

/** `reaches` says whether all, and whether any, of an interval is as good as claimed. */
function judge(
  claimed: number,
  { mean, ci95, n }: Estimate,
  reaches: (interval: Interval) => readonly [all: boolean, any: boolean],
  flip: Condition | undefined,
): Judgement {
  if (!Number.isFinite(mean) || ci95 === null) {
    const assumption = `measured on ${n} book${n === 1 ? '' : 's'}: an interval takes two seeds at least`;
    return { verdict: 'not testable here', condition: { assumption, flipsAt: null } };
  }
  const [all, any] = reaches(ci95);
  if (all) return { verdict: 'holds', ...(flip && { condition: flip }) };
  // A value within reach at which the claim comes true is what the claim hangs on.
  if (flip?.flipsAt) return { verdict: 'holds if', condition: flip };
  if (!any) return { verdict: 'does not hold', ...(flip && { condition: flip }) };
  const assumption = `the interval over ${n} books includes the claimed figure: more books would tell`;
  return { verdict: 'holds if', condition: { assumption, flipsAt: `${claimed}, within the interval` } };
}

/** Of several parts of one claim the worst decides; conditions of parts that do not hold outright are put together. */
export function judgeAll(parts: readonly Judgement[]): Judgement {
  const order: readonly Verdict[] = ['holds', 'holds if', 'not testable here', 'does not hold'];
  const verdict = parts.reduce<Verdict>(
    (worst, part) => (order.indexOf(part.verdict) > order.indexOf(worst) ? part.verdict : worst),
    'holds',
  );
  const conditions = parts.filter((part) => part.verdict === verdict).flatMap((part) => part.condition ?? []);
  if (conditions.length === 0) return { verdict };
  const flips = conditions.flatMap(({ flipsAt }) => flipsAt ?? []);
  return {
    verdict,
    condition: {
      assumption: [...new Set(conditions.map(({ assumption }) => assumption))].join('; '),
      flipsAt: flips.length > 0 ? flips.join('; and ') : null,
    },
  };
}
