import { isScored } from './checks.ts';
import type { DecisionInput, DecisionSnapshot } from './decision.ts';

/** The input of a decision in a form that JSON carries: missing features are null. */
export function snapshotOf(input: DecisionInput): DecisionSnapshot {
  const features: Record<string, number | null> = {};
  for (const name in input.features) features[name] = finiteOrNull(input.features[name]);
  return { ...input, assessment: isScored(input.assessment) ? input.assessment : null, features };
}

export function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
