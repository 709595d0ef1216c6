export {
  type ConsentBook,
  type ConsentEvent,
  consentBookOf,
  consentLine,
  parseConsentEvents,
  readConsents,
} from './consent-log.ts';
export { assumeConsented, consentedSources } from './consented-sources.ts';
export { type ConsentParams, type ConsentVerdict, consentCode, judgeConsent } from './judge-consent.ts';
export { consentParamsSchema } from './params.ts';
export {
  type ConsentNeed,
  type ConsentPurpose,
  consentNeed,
  consentPurposeNames,
  consentPurposes,
  sourcesOfPurpose,
} from './purposes.ts';
export type { ConsentRecord, ConsentSummary, Withheld, WithheldWhy } from './record.ts';
export { restrictDossier } from './restrict-dossier.ts';
