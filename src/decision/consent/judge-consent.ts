import type { DossierSource } from '../../sources/index.ts';
import type { StepVerdict } from '../outcome.ts';
import type { EngineCode } from '../reason-texts.ts';
import type { ConsentSummary, Withheld } from './record.ts';

export interface ConsentParams {
  /** Sources without which nothing is approved automatically. */
  readonly required: readonly DossierSource[];
}

/** What the consent step concludes; a decision states the sources it used and those it did not. */
export interface ConsentVerdict extends StepVerdict {
  readonly used: readonly DossierSource[];
  readonly withheld: readonly Withheld[];
}

/**
 * Consent: a required source that may not be read sends the application to review, with a code for each that says which
 * consent would help; no source is ever a reason to decline. `summary` null: consents could not be looked up, so nothing is
 * used; a review.
 */
export function judgeConsent(summary: ConsentSummary | null, params: ConsentParams): ConsentVerdict {
  if (summary === null) return { outcome: 'review', codes: ['CONSENT_UNKNOWN'], used: [], withheld: [] };
  const { used, withheld } = summary;
  // By what is used, not by what is withheld: a source that is in neither was not looked up.
  const codes = params.required.filter((source) => !used.includes(source)).map(consentCode);
  return { outcome: codes.length > 0 ? 'review' : 'approve', codes, used, withheld };
}

/** The code of the reason that consent to a source is wanting. */
export function consentCode(source: DossierSource): EngineCode {
  return `CONSENT_${source.toUpperCase() as Uppercase<DossierSource>}`;
}
