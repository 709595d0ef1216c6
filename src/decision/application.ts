import type { Day, Fen } from '../core/index.ts';
import type { Reason } from '../scorecard/index.ts';

/** An application as the engine sees it. */
export interface Application {
  readonly applicationId: string;
  readonly firmId: string;
  /** Amount asked for, > 0. */
  readonly amountFen: Fen;
  /** Term asked for, whole months >= 1. */
  readonly termMonths: number;
  /** Use of funds as stated, one of the purposes of the `applications` source. */
  readonly purpose: string;
  readonly eventDate: Day;
}

/** The model layer's view of an application. */
export interface Assessment {
  /** Probability of 90+ days past due within 12 months, 0-1. */
  readonly pd: number;
  /** Log-odds of bad. */
  readonly margin: number;
  /** Higher is safer. */
  readonly score: number;
  readonly grade: string;
  readonly reasons: readonly Reason[];
}

/** What the identity checks need to know and the application does not say. */
export interface IdentityFacts {
  /** The firm has records: a registry entry at least. */
  readonly firmKnown: boolean;
  /** The application id was seen before. */
  readonly duplicate: boolean;
}
