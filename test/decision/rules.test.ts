import { describe, expect, it } from 'vitest';
import { parseParams } from '../../src/decision/params.ts';
import { loadRules, makeRules } from '../../src/decision/rules.ts';
import { readPolicyFile, standardRules } from './fixtures.ts';

describe('loadRules', () => {
  it('loads the standard rules, the same every time', async () => {
    const again = await loadRules();
    expect(again.hash).toBe(standardRules.hash);
    expect(again.params.name).toBe('sme-standard');
  });

  it('refuses a policy that reads features the catalogue does not have', async () => {
    const { features } = standardRules.policy.meta;
    await expect(loadRules(undefined, { knownFeatures: features })).resolves.toMatchObject({
      hash: standardRules.hash,
    });
    await expect(loadRules(undefined, { knownFeatures: features.slice(1) })).rejects.toThrow(
      `no feature ${features[0]} in the catalogue`,
    );
  });

  it('names the file that is missing', async () => {
    await expect(loadRules('no/such.json')).rejects.toMatchObject({ code: 'PARUS_FILE_MISSING' });
  });
});

describe('makeRules', () => {
  const { policy, reasonTexts } = standardRules;
  const source = readPolicyFile('sme-standard.params.json') as { offer: { validDays: number } };
  const params = parseParams(source, 'p.json');

  it('changes its hash with the parameters and with the texts', () => {
    const hashes = [
      makeRules(policy, params, reasonTexts, source).hash,
      makeRules(policy, params, reasonTexts, { ...source, offer: { validDays: 31 } }).hash,
      makeRules(policy, params, { ...reasonTexts, EXTRA: { en: 'a', zh: 'b', concrete: true } }, source).hash,
    ];
    expect(hashes[0]).toBe(standardRules.hash);
    expect(new Set(hashes).size).toBe(3);
  });

  it('refuses a policy whose reasons have no text', () => {
    const { TAX_ARREARS: _, ...fewer } = reasonTexts;
    expect(() => makeRules(policy, params, fewer)).toThrow(/no reason text for TAX_ARREARS/);
  });
});
