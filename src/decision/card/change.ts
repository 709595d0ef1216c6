import type { Fen } from '../../core/index.ts';
import type { Model } from '../../models/index.ts';
import type { Application } from '../application.ts';
import type { Decision, DecisionInput } from '../decision.ts';
import type { Outcome } from '../outcome.ts';
import type { DecisionRules } from '../rules.ts';
import type { Reference } from './reference.ts';

/** One thing that would have to be different: the application's amount or term, or a feature. */
export interface ProposedChange {
  /** `amountFen`, `termMonths` or a feature of the catalogue. */
  readonly name: string;
  /** Null where it is not known now. */
  readonly from: number | null;
  readonly to: number;
}

/** Changes that together alter the outcome: the whole application was decided again with them. */
export interface ChangeOption {
  readonly changes: readonly ProposedChange[];
  readonly outcome: Outcome;
  readonly limitFen: Fen;
  readonly annualRate: number | null;
}

/** What would change an outcome. Plain JSON. */
export interface ChangeAnswer {
  /** At most one by the terms asked for and one by the firm's figures; empty where nothing within reach was found. */
  readonly options: readonly ChangeOption[];
}

/** What it takes to decide an application again with something changed. */
export interface ChangeQuestion {
  readonly input: DecisionInput;
  readonly rules: DecisionRules;
  readonly model: Model;
  /** The firm's features for an application, in catalogue order; NaN is missing. */
  readonly vectorOf: (application: Application) => Float64Array;
  /** How far a figure could go: the range among the approved. */
  readonly reference: Reference | null;
  /** What the fraud step says of changed features; default: what it said of the present ones. */
  readonly fraudOf?: ((features: DecisionInput['features']) => DecisionInput['fraud']) | undefined;
}

/** Changes that are tried together. */
export type Moves = readonly ProposedChange[];
/** Decides the application anew with changes. */
export type Trial = (moves: Moves) => Promise<Decision>;

/** What a search for changes works with. */
export interface Search {
  readonly before: Decision;
  readonly question: ChangeQuestion;
  readonly trial: Trial;
  readonly isBetter: (decision: Decision) => boolean;
}
