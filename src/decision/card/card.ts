import type { Outcome } from '../outcome.ts';
import type { Language } from './language.ts';

/** Where a figure of the applicant stands beside the usual. */
export interface Standing {
  /** The middle half of the approved: quartiles. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly lowText: string;
  readonly highText: string;
  /** Share of the approved that is lower; of those that are equal one half. 0-1. */
  readonly rank: number;
  /** Approved applicants whose figure is known. */
  readonly known: number;
  readonly side: 'below' | 'within' | 'above';
}

/** One of the main reasons, with the applicant's figure against the usual. */
export interface CardReason {
  /** Code of the decision's reason, or `MODEL:` and the feature. */
  readonly code: string;
  /** Did the outcome rest on it, or did it only count in the assessment? */
  readonly decisive: boolean;
  readonly direction: 'against' | 'for';
  readonly title: string;
  /** The figure in a sentence; empty where the reason has none. */
  readonly detail: string;
  /** The feature it is about; null where it is about none. */
  readonly feature: string | null;
  /** Null where it is not known, not printed or there is none. */
  readonly value: number | null;
  readonly valueText: string | null;
  /** Null without a figure or without a reference. */
  readonly usual: Standing | null;
}

/** The terms of an offer in words and figures. */
export interface CardOffer {
  readonly amountFen: number;
  readonly annualRate: number;
  readonly termMonths: number;
  readonly monthlyInstalmentFen: number;
  /** Null where the trace has no offer, as is `validUntil`. */
  readonly totalInterestFen: number | null;
  readonly validUntil: number | null;
  /** False for a review: for orientation only. */
  readonly binding: boolean;
}

/** An explanation of one decision for the applicant, in one language. Plain JSON; holds nothing of other persons. */
export interface Card {
  readonly language: Language;
  readonly title: string;
  readonly applicationId: string;
  /** Day of the application, days since 1970-01-01. */
  readonly day: number;
  readonly outcome: Outcome;
  readonly headline: string;
  readonly lead: readonly string[];
  readonly asked: {
    readonly amountFen: number;
    readonly termMonths: number;
    readonly purpose: string;
  };
  /** Null for a decline and wherever no price was set. */
  readonly offer: CardOffer | null;
  /** Labels and texts of asked and offered terms, in the order they are printed. */
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly reasonsTitle: string;
  /** Sentences that sum the reasons up, such as that the risk is too high; never without reasons below. */
  readonly basis: readonly string[];
  /** At most four, those that the outcome rests on first. */
  readonly reasons: readonly CardReason[];
  /** Reasons beyond the fourth, in words. */
  readonly moreReasons: readonly string[];
  /** Approved applicants that the usual is taken from; null without a reference. */
  readonly referenceRows: number | null;
  /** What would change the answer; of an approval other loans that are possible; null without any. */
  readonly change: {
    readonly title: string;
    readonly lines: readonly string[];
    readonly note: string;
  } | null;
  readonly sources: {
    readonly title: string;
    readonly lists: readonly { readonly label: string; readonly names: readonly string[] }[];
  };
  readonly rights: { readonly title: string; readonly lines: readonly string[]; readonly contact: string };
  /** Decision id, and the first digits of the hashes of model and rules. */
  readonly marks: { readonly decision: string; readonly model: string; readonly policy: string };
  /** Words that the drawing needs. */
  readonly words: {
    readonly chart: string;
    readonly chartNote: string;
    readonly marks: string;
    readonly contributing: string;
    readonly more: string;
    readonly noReasons: string;
    readonly yours: string;
    readonly usual: string;
  };
}
