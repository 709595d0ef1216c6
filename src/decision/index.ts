export type { Application, Assessment, FirmFacts } from './application.ts';
export {
  type AssessedApplication,
  type Assessor,
  decisionFeatures,
  featureWording,
  makeAssessor,
} from './assessor.ts';
export { decideBatch } from './batch.ts';
export { type CircumstanceOptions, type Circumstances, openCircumstances } from './circumstances.ts';
export { decide, decideAsync } from './decide.ts';
export {
  type ApplicationRows,
  countOutcomes,
  type DecidedShard,
  type DecisionSummary,
  decideRows,
  type Objection,
  summaryOf,
} from './decide-rows.ts';
export type {
  Decision,
  DecisionInput,
  DecisionReason,
  DecisionSnapshot,
  DecisionTrace,
  TraceStep,
} from './decision.ts';
export { neededSources } from './needed-sources.ts';
export { type Outcome, outcomes } from './outcome.ts';
export { type DecisionParams, loadParams, parseParams } from './params.ts';
export {
  loadPolicy,
  loadPolicyCases,
  type Policy,
  type PolicyAnswer,
  type PolicyCases,
  type PolicyContext,
  type PolicyMeta,
  type PolicyOptions,
  parsePolicy,
  runPolicyCases,
} from './policy/index.ts';
export {
  applicationsOf,
  decisionInput,
  decisionInputs,
  openBookFor,
  readApplicationRows,
} from './read-applications.ts';
export { loadReasonTexts, parseReasonTexts, type ReasonTexts } from './reason-texts.ts';
export { replayDecision } from './replay.ts';
export {
  type DecisionRules,
  loadRules,
  type MoreRules,
  makeRules,
  type RuleFiles,
  type RulesSource,
  standardPolicyPath,
} from './rules.ts';
export {
  annuityFactor,
  balanceYears,
  claimedEvidenceSchema,
  type Instalment,
  monthlyInstalment,
  rateCap,
  repaymentPlan,
} from './terms/index.ts';
