import { decideAsync } from './decide.ts';
import type { Decision, DecisionInput } from './decision.ts';
import type { DecisionRules } from './rules.ts';

/** Decides a few applications, in their order; for a whole book see `decideRows`. */
export async function decideBatch(
  inputs: readonly DecisionInput[],
  rules: DecisionRules,
): Promise<Decision[]> {
  const decisions: Decision[] = [];
  for (const input of inputs) decisions.push(await decideAsync(input, rules));
  return decisions;
}
