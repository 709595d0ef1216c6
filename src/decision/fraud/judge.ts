import type { StepVerdict } from '../outcome.ts';
import type { FraudAssessment } from './assess.ts';
import type { RuleHit } from './match-rules.ts';
import type { FraudParams } from './params.ts';

/** Reasons of the fraud step that no rule gives. */
export const fraudCodes = ['FRAUD_PROBABILITY', 'FRAUD_ANOMALY', 'FRAUD_NOT_ASSESSED'] as const;

export type FraudCode = (typeof fraudCodes)[number];

export interface FraudVerdict extends StepVerdict {
  /** Hits that count under these parameters: the evidence that an officer is shown. */
  readonly hits: readonly RuleHit[];
}

/**
 * Judges an assessment: hard evidence declines; a rule, a probability or an oddity above its threshold goes to a person, and so
 * does what could not be assessed. A probability alone never declines anyone.
 * `null`: there is no assessment at all, which is reviewed.
 */
export function judgeFraud(assessment: FraudAssessment | null, params: FraudParams): FraudVerdict {
  if (assessment === null) return { outcome: 'review', codes: ['FRAUD_NOT_ASSESSED'], hits: [] };
  const { probability, anomaly, rules, graph, known } = assessment;
  const knockouts = rules.filter(({ severity }) => severity === 'knockout');
  // Where nothing is known of the probability, a rule counts by itself.
  const heard = probability === null || probability >= params.ruleProbability;
  const referrals = heard ? rules.filter(({ severity }) => severity === 'refer') : [];
  const hits = [...knockouts, ...referrals];
  const codes: string[] = hits.map(({ code }) => code);
  if (probability !== null && probability >= params.reviewProbability) codes.push('FRAUD_PROBABILITY');
  if (anomaly !== null && anomaly.rank > params.anomalyRank) codes.push('FRAUD_ANOMALY');
  const unassessed =
    known < params.leastKnown ||
    (probability === null && params.withoutProbability === 'review') ||
    (graph === null && params.withoutGraph === 'review');
  if (unassessed) codes.push('FRAUD_NOT_ASSESSED');
  if (knockouts.length > 0) return { outcome: 'decline', codes, hits };
  return { outcome: codes.length > 0 ? 'review' : 'approve', codes, hits };
}
