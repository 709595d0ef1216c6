import type { Fen } from '../core/index.ts';
import type { Application, Assessment, FirmFacts } from './application.ts';
import type { ChecksInput } from './checks.ts';
import type { ConsentSummary, ConsentVerdict } from './consent/index.ts';
import type { FraudAssessment, FraudVerdict } from './fraud/index.ts';
import type { IdentityFacts } from './identity/index.ts';
import type { ListHit, ListVerdict } from './lists/index.ts';
import type { Outcome, StepVerdict } from './outcome.ts';
import type { OverlaidAssessment } from './overlay/index.ts';
import type { PolicyAnswer, PolicyContext } from './policy/index.ts';
import type {
  CounterOffer,
  LimitInput,
  LimitOutput,
  OfferInput,
  OfferOutput,
  PartnerPart,
  PriceInput,
  PriceOutput,
  ProductMatch,
} from './terms/index.ts';

/** Everything a decision is a function of, besides the rules: all looked up beforehand. */
export interface DecisionInput {
  readonly application: Application;
  readonly facts: IdentityFacts;
  readonly firm: FirmFacts;
  /** Which sources may be read and which not, and why; null where nobody could look it up. */
  readonly consent: ConsentSummary | null;
  /** Entries of lists that the application met; null where the lists could not be read. */
  readonly hits: readonly ListHit[] | null;
  /** Null where nobody looked: a review under rules that ask for it. */
  readonly fraud: FraudAssessment | null;
  /** Null where the application could not be scored: never approved then. */
  readonly assessment: Assessment | null;
  /** Features by name of the catalogue; NaN is missing. */
  readonly features: Readonly<Record<string, number>>;
  /** Content hash of the model that made the assessment. */
  readonly model: string;
}

/** A `DecisionInput` that JSON can carry: missing features are null. */
export interface DecisionSnapshot extends Omit<DecisionInput, 'features'> {
  readonly features: Readonly<Record<string, number | null>>;
}

interface StepRecord<Name extends string, Input, Output> {
  readonly step: Name;
  readonly input: Input;
  readonly output: Output;
}

/** A step that judges a part of the snapshot, which is its input. */
interface SnapshotStep<Name extends string, Output> {
  readonly step: Name;
  readonly output: Output;
}

/** One step of the walk with what went in and what came out; steps after a decline are not taken, nor those that the rules leave out. */
export type TraceStep =
  | SnapshotStep<'consent', ConsentVerdict>
  | SnapshotStep<'identity', StepVerdict>
  | StepRecord<'checks', ChecksInput, StepVerdict>
  | SnapshotStep<'lists', ListVerdict>
  | SnapshotStep<'fraud', FraudVerdict>
  | SnapshotStep<'overlay', OverlaidAssessment>
  | StepRecord<'policy', PolicyContext, PolicyStepOutput>
  | SnapshotStep<'product', ProductMatch & StepVerdict>
  | StepRecord<'limit', LimitInput, LimitOutput>
  | StepRecord<'price', PriceInput, PriceOutput>
  | StepRecord<'offer', OfferInput, OfferOutput>
  | SnapshotStep<'funding', readonly PartnerPart[]>;

export interface PolicyStepOutput extends StepVerdict {
  /** What the policy said; null where it failed. */
  readonly answer: PolicyAnswer | null;
  /** Why the policy failed; null where it answered. */
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Features that the policy reads and the dossier does not have. */
  readonly missing: readonly string[];
}

/** All that is needed to recompute a decision, and every step of how it came about. Plain JSON. */
export interface DecisionTrace {
  readonly snapshot: DecisionSnapshot;
  readonly steps: readonly TraceStep[];
}

export interface DecisionReason {
  /** Code of policies/reasons.json, or `MODEL:` and the feature. */
  readonly code: string;
  readonly en: string;
  readonly zh: string;
}

/** The answer to one application. */
export interface Decision {
  readonly applicationId: string;
  readonly firmId: string;
  readonly outcome: Outcome;
  /** Product of the offer, also where none could be made. */
  readonly productId: string;
  /** Granted (approve) or indicated (review); 0 for a decline. */
  readonly limitFen: Fen;
  /** Nominal annual rate of the offer; null without an offer. */
  readonly annualRate: number | null;
  readonly termMonths: number;
  /** Regular monthly instalment of the offer, of other shapes the largest payment; 0 without an offer. */
  readonly monthlyInstalmentFen: Fen;
  /** Expected loss of the offer over its term; 0 without an offer. */
  readonly expectedLossFen: Fen;
  /** Other loans that would be granted, where this one is not, or not in full. */
  readonly counterOffers: readonly CounterOffer[];
  /** Null where the application could not be scored, as are `grade` and `pd`. */
  readonly score: number | null;
  readonly grade: string | null;
  readonly pd: number | null;
  /** Never empty for review and decline; a decline names at least one concrete reason. */
  readonly reasons: readonly DecisionReason[];
  readonly trace: DecisionTrace;
  /** Content hash of the model. */
  readonly model: string;
  /** Hash of the rules: policy, parameters, products and reason texts together. */
  readonly policy: string;
}
