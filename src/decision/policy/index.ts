export type { PolicyAnswer, PolicyNodeTrace } from './answer.ts';
export { loadPolicyCases, type PolicyCases, runPolicyCases } from './cases.ts';
export {
  type DiagnoseOptions,
  diagnosePolicy,
  type FindingLevel,
  type PolicyCheckName,
  type PolicyDiagnosis,
  type PolicyFinding,
} from './check/diagnose.ts';
export type { Comparable } from './compare/comparable.ts';
export {
  type ChangedApplication,
  compareDecisions,
  comparePolicies,
  type PolicyComparison,
  type ReasonChange,
} from './compare/compare.ts';
export { type Recorded, type RecordedSnapshots, snapshotsOf } from './compare/snapshots.ts';
export type { ApprovedTotals, BadRate } from './compare/totals.ts';
export type { ContextFacts, ContextValue, PolicyContext } from './context.ts';
export { type ContextField, contextFields } from './context-fields.ts';
export { type Arm, assignArm, checkExperiment, type Experiment } from './experiment/assign-arm.ts';
export { type Shadowed, type ShadowRecord, shadow } from './experiment/shadow.ts';
export {
  loadPolicy,
  type Policy,
  type PolicyMeta,
  type PolicyOptions,
  parsePolicy,
  readPolicyJson,
} from './policy.ts';
