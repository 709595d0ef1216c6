import { decide } from './decide.ts';
import type { Decision, DecisionInput } from './decision.ts';
import type { DecisionRules } from './rules.ts';

export interface BatchOptions {
  /** Called after each chunk with the number of decisions made. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Decisions in flight at once, >= 1: the policy engine works in threads of its own. Never changes a result. */
  readonly concurrency?: number | undefined;
}

/**
 * Decides many applications, in their order. The second and later application with the same id is a duplicate,
 * whatever its `facts` say.
 */
export async function decideBatch(
  inputs: readonly DecisionInput[],
  rules: DecisionRules,
  { onProgress, concurrency = 256 }: BatchOptions = {},
): Promise<Decision[]> {
  const seen = new Set<string>();
  const decisions: Decision[] = [];
  for (let start = 0; start < inputs.length; start += concurrency) {
    const chunk = inputs.slice(start, start + concurrency).map((input) => {
      const { applicationId } = input.application;
      const duplicate = input.facts.duplicate || seen.has(applicationId);
      seen.add(applicationId);
      return decide({ ...input, facts: { ...input.facts, duplicate } }, rules);
    });
    decisions.push(...(await Promise.all(chunk)));
    onProgress?.(decisions.length, inputs.length);
  }
  return decisions;
}
