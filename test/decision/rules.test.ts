import { describe, expect, it } from 'vitest';
import { loadRules, makeRules, type RuleFiles } from '../../src/decision/rules.ts';
import { standardRules } from './fixtures.ts';

const { files } = standardRules.source;
/** The standard files with one of them changed. */
const changed = (name: keyof RuleFiles, change: (json: never) => unknown): RuleFiles => ({
  ...files,
  [name]: { path: `${name}.json`, json: change(structuredClone(files[name]!.json) as never) },
});

describe('loadRules', () => {
  it('loads the standard rules, the same every time', async () => {
    const again = await loadRules();
    expect(again.hash).toBe(standardRules.hash);
    expect(again.params.name).toBe('sme-standard');
  });

  it('refuses a policy that reads features the catalogue does not have', async () => {
    const { features } = standardRules.policy.meta;
    await expect(loadRules(undefined, {}, { knownFeatures: features })).resolves.toMatchObject({
      hash: standardRules.hash,
    });
    await expect(loadRules(undefined, {}, { knownFeatures: features.slice(1) })).rejects.toThrow(
      `no feature ${features[0]} in the catalogue`,
    );
  });

  it('names the file that is missing', async () => {
    await expect(loadRules('no/such.json')).rejects.toMatchObject({ code: 'PARUS_FILE_MISSING' });
  });
});

describe('makeRules', () => {
  it('makes the same rules from what they were made from: other threads do', () => {
    expect(makeRules(files, standardRules.source.options).hash).toBe(standardRules.hash);
  });

  it.each<[keyof RuleFiles, (json: never) => unknown]>([
    ['params', (json: { modelReasons: number }) => ({ ...json, modelReasons: 3 })],
    ['reasonTexts', (json: object) => ({ ...json, EXTRA: { en: 'a', zh: 'b', concrete: true } })],
    [
      'products',
      (json: { products: { name: object }[] }) => ({ ...json, products: json.products.slice(0, -1) }),
    ],
    ['fraudRules', (json: { rules: object[] }) => ({ ...json, rules: json.rules.slice(1) })],
  ])('changes its hash with %s', (name, change) => {
    expect(makeRules(changed(name, change)).hash).not.toBe(standardRules.hash);
  });

  it('refuses a policy or fraud rules whose reasons have no text', () => {
    const without = (code: string) =>
      changed('reasonTexts', ({ [code]: _, ...rest }: Record<string, object>) => rest);
    expect(() => makeRules(without('TAX_ARREARS'))).toThrow(/no reason text for TAX_ARREARS/);
    expect(() => makeRules(without('FRAUD_SHELL_CIRCLE'))).toThrow(/no reason text for FRAUD_SHELL_CIRCLE/);
  });

  it('refuses an overlay without a model, and one that was made for another model', () => {
    const overlay = {
      path: 'overlay.json',
      json: { name: 'local', base: 'a'.repeat(64), capLogOdds: 1, factors: [], policy: null },
    };
    expect(() => makeRules({ ...files, overlay })).toThrow(/got no model/);
    const base = { hash: 'b'.repeat(64), scaling: {} as never, grades: [] };
    expect(() => makeRules({ ...files, overlay }, { base })).toThrow(/expected the hash of the model/);
  });
});
