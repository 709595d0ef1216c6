import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FraudAssessment, type FraudParams, judgeFraud } from '../../../src/decision/fraud/index.ts';
import { worse } from '../../../src/decision/outcome.ts';

const params: FraudParams = {
  reviewProbability: 0.2,
  ruleProbability: 0.02,
  anomalyRank: 0.99,
  withoutProbability: 'review',
  withoutGraph: 'approve',
  leastKnown: 0.2,
};

const hit = (severity: 'refer' | 'knockout') =>
  ({
    code: severity === 'refer' ? 'FRAUD_A' : 'FRAUD_B',
    typology: 'shell',
    severity,
    reads: 'firm',
    evidence: [],
  }) as const;

const clean: FraudAssessment = {
  probability: 0.001,
  anomaly: { score: 0.4, rank: 0.3, odd: [] },
  rules: [],
  rulesUnknown: 0,
  graph: null,
  known: 0.8,
  layers: ['rules', 'anomaly', 'supervised'],
};

test('nothing found is no obstacle', () => {
  expect(judgeFraud(clean, params)).toEqual({ outcome: 'approve', codes: [], hits: [] });
});

test('hard evidence declines, whatever the model says', () => {
  const verdict = judgeFraud({ ...clean, rules: [hit('knockout')] }, params);
  expect(verdict).toMatchObject({ outcome: 'decline', codes: ['FRAUD_B'] });
});

test('a probability alone goes to a person and never declines', () => {
  expect(judgeFraud({ ...clean, probability: 0.2 }, params)).toMatchObject({
    outcome: 'review',
    codes: ['FRAUD_PROBABILITY'],
  });
  expect(judgeFraud({ ...clean, probability: 1 }, params).outcome).toBe('review');
});

test('a suspicion counts where the model does not rule it out', () => {
  const suspected = { ...clean, rules: [hit('refer')] };
  expect(judgeFraud(suspected, params).outcome).toBe('approve');
  expect(judgeFraud({ ...suspected, probability: 0.02 }, params)).toMatchObject({
    outcome: 'review',
    codes: ['FRAUD_A'],
  });
  expect(judgeFraud(suspected, { ...params, ruleProbability: 0 }).outcome).toBe('review');
  expect(judgeFraud({ ...suspected, probability: null }, params).codes).toContain('FRAUD_A');
});

test('what could not be assessed is reviewed as the parameters say', () => {
  expect(judgeFraud(null, params)).toMatchObject({ outcome: 'review', codes: ['FRAUD_NOT_ASSESSED'] });
  expect(judgeFraud({ ...clean, probability: null }, params).outcome).toBe('review');
  expect(
    judgeFraud({ ...clean, probability: null }, { ...params, withoutProbability: 'approve' }).outcome,
  ).toBe('approve');
  expect(judgeFraud(clean, { ...params, withoutGraph: 'review' }).outcome).toBe('review');
  expect(judgeFraud({ ...clean, known: 0.1 }, params).outcome).toBe('review');
});

test('oddity goes to a person above its rank', () => {
  const odd = { ...clean, anomaly: { score: 0.7, rank: 0.995, odd: [] } };
  expect(judgeFraud(odd, params)).toMatchObject({ outcome: 'review', codes: ['FRAUD_ANOMALY'] });
  expect(judgeFraud(odd, { ...params, anomalyRank: 1 }).outcome).toBe('approve');
});

test('more suspicion never makes the verdict better, and a verdict without an obstacle has no code', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const rules = fc.array(fc.constantFrom(hit('refer'), hit('knockout')), { maxLength: 2 });
  fc.assert(
    fc.property(share, share, rules, rules, (low, high, some, more) => {
      const before = judgeFraud({ ...clean, probability: Math.min(low, high), rules: some }, params);
      const after = judgeFraud(
        { ...clean, probability: Math.max(low, high), rules: [...some, ...more] },
        params,
      );
      expect(worse(before.outcome, after.outcome)).toBe(after.outcome);
      expect(before.codes.length === 0).toBe(before.outcome === 'approve');
    }),
  );
});
