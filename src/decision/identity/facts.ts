import type { RegistryDifference } from './registry-match.ts';

/** Everything the identity step needs to know, looked up beforehand. Plain JSON: null is unknown, never NaN. */
export interface IdentityFacts {
  /** The firm has records: a registry entry at least. */
  readonly firmKnown: boolean;
  /** Claim against registry, see `matchRegistry`; `unknown` also where the registry did not answer. */
  readonly registry: 'match' | 'mismatch' | 'unknown';
  readonly registryDifferences: readonly RegistryDifference[];
  /** Answer of the liveness provider about the person who applies. */
  readonly liveness: 'passed' | 'failed' | 'unavailable' | 'not-required';
  /** Confidence of the provider that a live person was seen, 0-1; null where it gives none. */
  readonly livenessScore: number | null;
  /** Other firms seen on the applicant's device; null where the device is unknown. */
  readonly deviceFirms: number | null;
  /** Applications of this firm in the last 30 days, this one not counted; null where nobody counted. */
  readonly recentApplications: number | null;
  /** The application was made before: see `findDuplicates`. */
  readonly duplicate: boolean;
  /** Whether the person who applies is the registered legal representative, or acts on a power of attorney. */
  readonly applicant: 'owner' | 'authorised' | 'stranger' | 'unknown';
}

/** Facts that some channels do not have (a batch has no device): a lender may say that it decides without them. */
export type DispensableFact = 'device' | 'recentApplications' | 'applicant';

export interface IdentityParams {
  /** A channel without liveness check (`not-required`) passes only where this is false. */
  readonly livenessRequired: boolean;
  /** A passed check below this confidence is reviewed, 0-1. */
  readonly minLivenessScore: number;
  /** More other firms than this on the device: review. An accountant's device shows a handful of clients. */
  readonly maxDeviceFirms: number;
  /** More applications than this in 30 days: review. */
  readonly maxRecentApplications: number;
  /** Facts without which an application may still be approved; any other unknown is a review. */
  readonly mayBeUnknown: readonly DispensableFact[];
}
