import type { TraceStep } from './decision.ts';
import { type Outcome, type StepVerdict, worse } from './outcome.ts';

/** A step that judges. */
type JudgingStep = Extract<TraceStep, { readonly output: StepVerdict }>;

/** The way of one application so far. */
export interface Walk {
  /** The worst outcome of the steps taken. */
  readonly outcome: Outcome;
  /** Reason codes, those that the outcome rests on first. */
  readonly codes: readonly string[];
  /** Codes of the steps that came to the outcome. */
  readonly decisive: readonly string[];
  readonly steps: readonly TraceStep[];
  /** Takes a step with its verdict. */
  take(step: JudgingStep): void;
  /** Records a step that judges nothing. */
  note(step: TraceStep): void;
  declined(): boolean;
}

export function openWalk(): Walk {
  let outcome: Outcome = 'approve';
  let codes: readonly string[] = [];
  let decisive: readonly string[] = [];
  const steps: TraceStep[] = [];
  return {
    get outcome() {
      return outcome;
    },
    get codes() {
      return codes;
    },
    get decisive() {
      return decisive;
    },
    steps,
    take(step) {
      steps.push(step);
      const verdict: StepVerdict = step.output;
      const next = worse(outcome, verdict.outcome);
      if (verdict.codes.length > 0) {
        // What turned a review into a decline is what the applicant must read first.
        const all = next === outcome ? [...codes, ...verdict.codes] : [...verdict.codes, ...codes];
        codes = [...new Set(all)];
      }
      if (next !== outcome) decisive = verdict.codes;
      else if (verdict.outcome === outcome) decisive = [...decisive, ...verdict.codes];
      outcome = next;
    },
    note(step) {
      steps.push(step);
    },
    declined: () => outcome === 'decline',
  };
}
