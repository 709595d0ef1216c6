import type { Day } from '../../core/index.ts';
import type { DossierSource } from '../../sources/index.ts';
import type { ConsentPurpose } from './purposes.ts';

/** One word of a firm on one source and purpose. */
export interface ConsentRecord {
  readonly firmId: string;
  readonly source: DossierSource;
  readonly purpose: ConsentPurpose;
  /** First day of the consent; null for a refusal that no grant came before, such as the objection to a public record. */
  readonly grantedOn: Day | null;
  /** First day on which it no longer holds: a withdrawal counts on the day it is made. Null while it stands. */
  readonly withdrawnOn: Day | null;
  /** Asked and given on its own, not bundled with other consents or with the contract. */
  readonly separately: boolean;
  /** First day on which it no longer holds; null for a consent without end. */
  readonly expiresOn: Day | null;
}

/** Why a source may not be read. */
export type WithheldWhy = 'never-granted' | 'withdrawn' | 'expired' | 'other-purpose' | 'not-separate';

export interface Withheld {
  readonly source: DossierSource;
  readonly why: WithheldWhy;
}

/** What may be read of a firm on a day for a purpose; every source of a dossier is in one of the two. Plain JSON. */
export interface ConsentSummary {
  readonly purpose: ConsentPurpose;
  /** In catalogue order, like `withheld`. */
  readonly used: readonly DossierSource[];
  readonly withheld: readonly Withheld[];
}
