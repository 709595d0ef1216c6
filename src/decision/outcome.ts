/** From best to worst for the applicant; steps can only move a decision to the right. */
export const outcomes = ['approve', 'review', 'decline'] as const;
export type Outcome = (typeof outcomes)[number];

/** The outcome that stands when two steps disagree: the worse one. */
export function worse(a: Outcome, b: Outcome): Outcome {
  return outcomes.indexOf(a) >= outcomes.indexOf(b) ? a : b;
}

/** What a step concluded, with the codes of its reasons. */
export interface StepVerdict {
  readonly outcome: Outcome;
  readonly codes: readonly string[];
}
