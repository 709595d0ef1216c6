export { type AuditOptions, type AuditRow, auditClaims } from './audit.ts';
export { claims } from './catalogue/index.ts';
export type { Claim, ClaimResult, ClaimTable, Condition, Verdict } from './claim.ts';
export { type ClaimContext, type Experiment, MOST_TRAINING_FIRMS } from './context.ts';
export type { AuditScale } from './scale.ts';
