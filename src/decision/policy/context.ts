/** A value of the context: plain JSON, null where it is not known, never NaN. */
export type ContextValue = null | boolean | number | string | readonly ContextValue[];

/** Fields that a step before the policy found out, by the names of `contextFields`. */
export type ContextFacts = Readonly<Record<string, ContextValue>>;

/** What a policy is asked about. Plain JSON: a missing feature is null, never NaN. */
export interface PolicyContext {
  readonly application: {
    readonly amountYuan: number;
    readonly termMonths: number;
    readonly purpose: string;
  };
  readonly assessment: { readonly pd: number; readonly score: number; readonly grade: string };
  /** The features the policy reads, and no other. */
  readonly features: Readonly<Record<string, number | null>>;
  /** What the identity checks found; absent reads as null. */
  readonly identity?: ContextFacts | undefined;
  /** What the fraud layers found; absent reads as null. */
  readonly fraud?: ContextFacts | undefined;
  /** Which lists the firm stands on; absent reads as null. */
  readonly lists?: ContextFacts | undefined;
}
