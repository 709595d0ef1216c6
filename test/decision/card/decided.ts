import { type Decision, type DecisionInput, decide } from '../../../src/decision/index.ts';
import { goodInput, randomInput, standardRules } from '../fixtures.ts';

/** What the standard rules decide on the good application with `change`. */
export function decided(change: Partial<DecisionInput> = {}): Decision {
  return decide({ ...goodInput, ...change }, standardRules);
}

/** Decisions of every kind. */
export function randomDecisions(n: number): Decision[] {
  return Array.from({ length: n }, (_, i) => decide(randomInput(i), standardRules));
}
