import { z } from 'zod';
import { issuesOfZod } from '../../core/index.ts';
import { type Refuse, refuseIssues } from '../json-file.ts';
import { type Outcome, outcomes } from '../outcome.ts';

/** A node of the policy that ran, in order, with the rules of it that matched. */
export interface PolicyNodeTrace {
  readonly node: string;
  readonly name: string;
  /** `_id`s of the rules that matched, or ids of the statements that a switch took; empty for other nodes. */
  readonly rules: readonly string[];
}

/** What a policy says of an application. */
export interface PolicyAnswer {
  readonly outcome: Outcome;
  /** Codes of the rules that decline, in the order of the table. */
  readonly knockouts: readonly string[];
  /** Codes of the rules that ask for a human. */
  readonly referrals: readonly string[];
  readonly trace: readonly PolicyNodeTrace[];
}

const hits = z.array(z.object({ code: z.string().min(1) })).default([]);

const answerSchema = z
  .object({ outcome: z.enum(outcomes), knockouts: hits, referrals: hits })
  .refine((answer) => answer.outcome === 'decline' || answer.knockouts.length === 0, {
    path: ['outcome'],
    message: 'a knock-out was hit, yet the outcome is no decline',
  });

/**
 * Reads what a policy said: an outcome, and the codes of its knock-outs and referrals.
 * @throws what `refuse` makes where it is no answer.
 */
export function readAnswer(result: unknown, trace: readonly PolicyNodeTrace[], refuse: Refuse): PolicyAnswer {
  // The schema says what is wrong; what is right is seen faster without it, thousands of times a second.
  const { outcome, knockouts, referrals } = (result ?? {}) as Readonly<Record<string, unknown>>;
  const declines = codesOf(knockouts);
  const refers = codesOf(referrals);
  if (declines && refers && isOutcome(outcome) && (outcome === 'decline' || declines.length === 0))
    return { outcome, knockouts: declines, referrals: refers, trace };

  const answer = answerSchema.safeParse(result);
  if (!answer.success) throw refuseIssues(refuse, issuesOfZod(answer.error.issues));
  return {
    outcome: answer.data.outcome,
    knockouts: answer.data.knockouts.map((hit) => hit.code),
    referrals: answer.data.referrals.map((hit) => hit.code),
    trace,
  };
}

function isOutcome(value: unknown): value is Outcome {
  return (outcomes as readonly unknown[]).includes(value);
}

/** The codes of a list of hits; undefined where it is none. */
function codesOf(list: unknown): string[] | undefined {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return undefined;
  const codes: string[] = [];
  for (const hit of list as readonly unknown[]) {
    const code = (hit as { code?: unknown } | null)?.code;
    if (typeof code !== 'string' || code === '') return undefined;
    codes.push(code);
  }
  return codes;
}
