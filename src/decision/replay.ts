import { decideAsync } from './decide.ts';
import type { Decision, DecisionTrace } from './decision.ts';
import type { DecisionRules } from './rules.ts';

/**
 * Recomputes a decision from its trace. Under the rules it was made with (`decision.policy === rules.hash`) the
 * result is equal to the byte; under other rules it shows what they would have decided on the same facts.
 */
export function replayDecision(trace: DecisionTrace, rules: DecisionRules): Promise<Decision> {
  const features = Object.fromEntries(
    Object.entries(trace.snapshot.features).map(([name, value]) => [name, value ?? Number.NaN]),
  );
  return decideAsync({ ...trace.snapshot, features }, rules);
}
