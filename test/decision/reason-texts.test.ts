import { describe, expect, it } from 'vitest';
import { engineCodes, loadReasonTexts, parseReasonTexts } from '../../src/decision/reason-texts.ts';
import { readPolicyFile, standardRules } from './fixtures.ts';

const fraudRuleCodes = (readPolicyFile('fraud-rules.json') as { rules: { code: string }[] }).rules.map(
  ({ code }) => code,
);

describe('reasons.json', () => {
  it('words every reason of the engine and the policy, and no other', () => {
    const used = [...new Set([...engineCodes, ...fraudRuleCodes, ...standardRules.policy.meta.codes])].sort();
    expect(Object.keys(standardRules.reasonTexts).sort()).toEqual(used);
  });

  it('is English in `en` and Chinese in `zh`', () => {
    for (const { en, zh } of Object.values(standardRules.reasonTexts)) {
      expect(en).not.toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[A-Z].*\.$/);
      expect(zh).toMatch(/\p{Script=Han}.*。$/u);
    }
  });
});

describe('parseReasonTexts', () => {
  it('refuses bad codes, missing texts and missing reasons of the engine', () => {
    const texts = readPolicyFile('reasons.json') as Record<string, unknown>;
    const { FIRM_UNKNOWN: _, ...others } = texts;
    expect(() => parseReasonTexts(others, 'r.json')).toThrow(/FIRM_UNKNOWN: missing/);
    expect(() => parseReasonTexts({ ...texts, 'lower case': texts['FIRM_UNKNOWN'] }, 'r.json')).toThrow(
      /r\.json/,
    );
    expect(() => parseReasonTexts({ ...texts, NO_ZH: { en: 'x', concrete: true } }, 'r.json')).toThrow(
      /NO_ZH\.zh/,
    );
  });

  it('names a file that is not there', async () => {
    await expect(loadReasonTexts('no/reasons.json')).rejects.toMatchObject({ code: 'PARUS_FILE_MISSING' });
  });
});
