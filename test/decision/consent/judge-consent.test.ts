import { describe, expect, it } from 'vitest';
import {
  assumeConsented,
  type ConsentSummary,
  consentCode,
  judgeConsent,
} from '../../../src/decision/consent/index.ts';
import { dossierSources } from '../../../src/sources/index.ts';
import { standardRules } from '../fixtures.ts';

const params = { required: ['tax', 'bank', 'bureau'] } as const;
const summary: ConsentSummary = {
  purpose: 'credit-decision',
  used: ['registry', 'tax'],
  withheld: [
    { source: 'bank', why: 'withdrawn' },
    { source: 'bureau', why: 'not-separate' },
    { source: 'pos', why: 'never-granted' },
  ],
};

describe('judgeConsent', () => {
  it('approves where every required source may be read, whatever else is withheld', () => {
    expect(judgeConsent(summary, { required: ['tax'] })).toEqual({
      outcome: 'approve',
      codes: [],
      used: summary.used,
      withheld: summary.withheld,
    });
    expect(judgeConsent(assumeConsented('credit-decision'), params).outcome).toBe('approve');
    expect(judgeConsent(summary, { required: [] }).outcome).toBe('approve');
  });

  it('reviews, and names each consent that would help', () => {
    const { outcome, codes, withheld } = judgeConsent(summary, params);
    expect({ outcome, codes }).toEqual({ outcome: 'review', codes: ['CONSENT_BANK', 'CONSENT_BUREAU'] });
    expect(withheld).toEqual(summary.withheld);
  });

  it('reviews where consents could not be looked up, and where a required source was forgotten', () => {
    expect(judgeConsent(null, params)).toEqual({
      outcome: 'review',
      codes: ['CONSENT_UNKNOWN'],
      used: [],
      withheld: [],
    });
    expect(judgeConsent({ ...summary, withheld: [] }, params).codes).toEqual([
      'CONSENT_BANK',
      'CONSENT_BUREAU',
    ]);
  });

  it('has a text for the consent to every source', () => {
    for (const source of dossierSources) {
      const { en, zh } = standardRules.reasonTexts[consentCode(source)]!;
      expect(en).toContain('consent');
      expect(zh).toContain('授权');
    }
  });
});
