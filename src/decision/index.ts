export { annuityFactor, balanceYears, type Instalment, monthlyInstalment, repaymentPlan } from './annuity.ts';
export type { Application, Assessment, IdentityFacts } from './application.ts';
export {
  type AssessedApplication,
  type Assessor,
  decisionFeatures,
  featureWording,
  makeAssessor,
} from './assessor.ts';
export { type BatchOptions, decideBatch } from './batch.ts';
export { decide } from './decide.ts';
export type {
  Decision,
  DecisionInput,
  DecisionReason,
  DecisionSnapshot,
  DecisionTrace,
  TraceStep,
} from './decision.ts';
export { type Outcome, outcomes } from './outcome.ts';
export { type DecisionParams, loadParams, parseParams } from './params.ts';
export {
  loadPolicy,
  type Policy,
  type PolicyAnswer,
  type PolicyContext,
  type PolicyMeta,
  type PolicyOptions,
  parsePolicy,
} from './policy.ts';
export { loadPolicyCases, type PolicyCases, runPolicyCases } from './policy-cases.ts';
export { rateCap } from './price.ts';
export { loadReasonTexts, parseReasonTexts, type ReasonTexts } from './reason-texts.ts';
export { replayDecision } from './replay.ts';
export { type DecisionRules, loadRules, makeRules, standardPolicyPath } from './rules.ts';
