import { describe, expect, it } from 'vitest';
import { localPolicyPath, parseOverlay, withLocalPolicy } from '../../../src/decision/overlay/index.ts';
import { type Policy, type PolicyContext, parsePolicy } from '../../../src/decision/policy/index.ts';
import { readPolicyFile } from '../fixtures.ts';

const platform = parsePolicy(readPolicyFile('sme-standard.json'), 'platform.json');
const { base } = readPolicyFile('sme-standard.cases.json') as { base: PolicyContext };

/** The platform's tables with rules of a bank's own in them: knock-outs that hit whatever is asked. */
function policyOf(knockouts: readonly string[]): Policy {
  const json = readPolicyFile('sme-standard.json') as {
    nodes: { id: string; content: { inputs?: { id: string }[]; rules?: Record<string, string>[] } }[];
  };
  const tables = new Map(json.nodes.map((node) => [node.id, node.content]));
  const table = tables.get('knockouts')!;
  const anything = Object.fromEntries(table.inputs!.map(({ id }) => [id, '']));
  table.rules = knockouts.map((code) => ({
    ...anything,
    _id: `bank-${code}`,
    'knockouts-out-code': `"${code}"`,
  }));
  tables.get('referrals')!.rules = [];
  return parsePolicy(json, 'bank.json');
}

describe('withLocalPolicy', () => {
  const content = policyOf([]);
  const strict = policyOf(['LOCAL_BAN', 'OVERDUE_NOW']);

  it('lets the bank add a knock-out, and says who asked in the trace', () => {
    expect(platform.evaluate(base).outcome).toBe('approve');
    const answer = withLocalPolicy(platform, strict).evaluate(base);
    expect(answer).toMatchObject({
      outcome: 'decline',
      knockouts: ['LOCAL_BAN', 'OVERDUE_NOW'],
      referrals: [],
    });
    expect(answer.trace).toEqual([...platform.evaluate(base).trace, ...strict.evaluate(base).trace]);
  });

  it('lets the bank take nothing back, names no reason twice, the platform’s first', () => {
    const overdue = { ...base, features: { ...base.features, bureau_days_past_due_now: 30 } };
    expect(withLocalPolicy(platform, content).evaluate(overdue)).toMatchObject({
      outcome: 'decline',
      knockouts: ['OVERDUE_NOW'],
    });
    expect(withLocalPolicy(platform, strict).evaluate(overdue).knockouts).toEqual([
      'OVERDUE_NOW',
      'LOCAL_BAN',
    ]);
  });

  it('answers the same asynchronously', async () => {
    const joined = withLocalPolicy(platform, strict);
    expect(await joined.evaluateAsync(base)).toEqual(joined.evaluate(base));
  });

  it('is known by both policies: features, codes and hash', () => {
    const joined = withLocalPolicy(platform, strict);
    expect(joined.meta.features).toEqual(platform.meta.features);
    expect(joined.meta.nRules).toBe(platform.meta.nRules + strict.meta.nRules);
    expect(new Set([platform.hash, joined.hash, withLocalPolicy(platform, content).hash]).size).toBe(3);
    expect(joined.runsOn).toBe('closures');
  });
});

it('localPolicyPath lies beside the overlay file', () => {
  const overlay = parseOverlay(readPolicyFile('examples/local-factors.json'), 'o.json');
  expect(localPolicyPath(overlay, 'rules/o.json')).toBeNull();
  expect(localPolicyPath({ ...overlay, policy: 'bank.json' }, 'rules/o.json')).toBe('rules/bank.json');
  expect(localPolicyPath({ ...overlay, policy: '/bank.json' }, 'rules/o.json')).toBe('/bank.json');
});
