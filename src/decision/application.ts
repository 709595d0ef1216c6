import type { Day, Fen } from '../core/index.ts';
import type { Reason } from '../scorecard/index.ts';
import type { Evidence } from './terms/index.ts';

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
  /** Product of the catalogue that is asked for; default: the standard product. */
  readonly productId?: string;
  /** What the applicant shows for a limit to rest on; default: nothing. */
  readonly evidence?: Evidence;
}

/** What the registry's newest entry says of a firm; null where it is not known. */
export interface FirmFacts {
  readonly industry: string | null;
  readonly region: string | null;
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
