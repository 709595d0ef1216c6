import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/index.ts';
import { type DecisionTrace, decideBatch, replayDecision } from '../../src/decision/index.ts';
import { makeRules } from '../../src/decision/rules.ts';
import { randomInput, standardJson, standardRules } from './fixtures.ts';

const decisions = await decideBatch(
  Array.from({ length: 1000 }, (_, i) => randomInput(i, 11)),
  standardRules,
);

describe('replayDecision', () => {
  it('gives the same decision, byte for byte, from a trace that went through JSON', async () => {
    for (const decision of decisions) {
      const trace = JSON.parse(JSON.stringify(decision.trace)) as DecisionTrace;
      expect(canonicalJson(await replayDecision(trace, standardRules))).toBe(canonicalJson(decision));
    }
  });

  it('shows what another policy would have decided on the same facts', async () => {
    const stricter = JSON.parse(JSON.stringify(standardJson()).replace('>= 0.2', '>= 0.01'));
    const { files } = standardRules.source;
    const rules = makeRules({ ...files, policy: { path: 'stricter.json', json: stricter } });
    const before = decisions.filter(({ outcome }) => outcome === 'approve');
    const after = await Promise.all(before.map(({ trace }) => replayDecision(trace, rules)));
    const changed = after.filter(({ outcome }) => outcome !== 'approve');
    expect(changed.length).toBeGreaterThan(0);
    for (const { pd, policy } of changed) {
      expect(pd).toBeGreaterThanOrEqual(0.01);
      expect(policy).not.toBe(standardRules.hash);
    }
  });
});
