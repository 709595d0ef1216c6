import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadPolicyCases, parsePolicy, runPolicyCases } from '../../../src/decision/policy/index.ts';
import { standardJson, standardRules } from '../fixtures.ts';

const cases = await loadPolicyCases(
  fileURLToPath(new URL('../../../policies/sme-standard.cases.json', import.meta.url)),
);

describe('the cases of the standard policy', () => {
  it('all come out as written', async () => {
    expect(await runPolicyCases(standardRules.policy, cases)).toEqual([]);
  });

  it('reach every reason that the policy can give', () => {
    const reached = new Set(cases.cases.flatMap((item) => item.reasons));
    expect(standardRules.policy.meta.codes.filter((code) => !reached.has(code))).toEqual([]);
  });

  it('give every feature of the policy a value', () => {
    expect(Object.keys(cases.base.features).sort()).toEqual(standardRules.policy.meta.features);
  });
});

describe('runPolicyCases', () => {
  it('names the case that a changed policy breaks', async () => {
    const changed = JSON.parse(JSON.stringify(standardJson()).replace('< 6', '< 3'));
    const issues = await runPolicyCases(parsePolicy(changed, 'p.json'), cases);
    expect(issues).toEqual([
      {
        path: 'five months old is too young',
        message: 'expected decline [FIRM_TOO_YOUNG], got approve []',
      },
    ]);
  });

  it('reports a policy that fails as what it is', async () => {
    const json = JSON.parse(
      JSON.stringify(standardJson()).replaceAll(String.raw`\"approve\"`, String.raw`\"yes\"`),
    );
    const issues = await runPolicyCases(parsePolicy(json, 'p.json'), cases);
    expect(issues.length).toBeGreaterThan(0);
    expect(issues[0]?.message).toContain('policy p.json is invalid');
  });
});
