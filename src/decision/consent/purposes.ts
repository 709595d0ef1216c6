import { type DossierSource, dossierSources, sources } from '../../sources/index.ts';

/**
 * What consent is asked for. A purpose admits the sources whose contracts collect for one of the `collectedFor` texts:
 * nobody can consent, for a purpose, to a source that does not serve it.
 */
interface PurposeSpec {
  readonly en: string;
  readonly zh: string;
  /** Words that the `purpose` of a source's contract begins with. */
  readonly collectedFor: readonly string[];
}

const specs = {
  'credit-decision': {
    en: 'to decide on an application for a loan',
    zh: '用于贷款申请的审批',
    collectedFor: ['identity', 'due diligence', 'assessment of', 'prevention of fraud'],
  },
  'loan-monitoring': {
    en: 'to watch a loan that was paid out',
    zh: '用于贷后管理',
    collectedFor: ['identity', 'due diligence', 'assessment of'],
  },
  'fraud-prevention': {
    en: 'to prevent fraud',
    zh: '用于防范欺诈',
    collectedFor: ['identity', 'due diligence', 'prevention of fraud'],
  },
  'model-development': {
    en: 'to develop and to check models',
    zh: '用于模型开发与监测',
    collectedFor: ['identity', 'due diligence', 'assessment of', 'prevention of fraud'],
  },
} as const satisfies Record<string, PurposeSpec>;

export type ConsentPurpose = keyof typeof specs;

/** What each purpose is called, to the officer and to the customer. */
export const consentPurposes: Readonly<Record<ConsentPurpose, PurposeSpec>> = specs;
export const consentPurposeNames = Object.keys(specs) as [ConsentPurpose, ...ConsentPurpose[]];

/** The sources that a purpose admits, in catalogue order. */
export function sourcesOfPurpose(purpose: ConsentPurpose): readonly DossierSource[] {
  return admitted[purpose];
}

const admitted = Object.fromEntries(
  consentPurposeNames.map((name) => [
    name,
    dossierSources.filter((source) =>
      consentPurposes[name].collectedFor.some((words) => sources[source].purpose.startsWith(words)),
    ),
  ]),
) as unknown as Readonly<Record<ConsentPurpose, readonly DossierSource[]>>;

/** How consent to a source must be given, by its sensitivity. */
export type ConsentNeed = 'none' | 'given' | 'given-separately';

/**
 * Public records need no consent, business records need one, personal records one of their own that was not bundled with
 * others. Personal Information Protection Law of the PRC (2021): articles 13 and 14 (consent), 27 (public information, unless
 * the person objects), 29 (separate consent to sensitive information).
 */
export function consentNeed(source: DossierSource): ConsentNeed {
  const { sensitivity } = sources[source];
  return sensitivity === 'public' ? 'none' : sensitivity === 'business' ? 'given' : 'given-separately';
}
