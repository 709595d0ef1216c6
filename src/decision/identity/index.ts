export { checkIdentity } from './check-identity.ts';
export {
  type CreditCodeProblem,
  checkCharacter,
  creditCodeProblem,
  normaliseCreditCode,
} from './credit-code.ts';
export {
  type DuplicateApplication,
  type DuplicateFinding,
  type DuplicateIndex,
  type DuplicateParams,
  findDuplicates,
  openDuplicateIndex,
} from './duplicates.ts';
export type { DispensableFact, IdentityFacts, IdentityParams } from './facts.ts';
export { identityParamsSchema } from './params.ts';
export {
  type ClaimedFirm,
  matchRegistry,
  type RegistryDifference,
  type RegistryMatch,
  type RegistryMatchParams,
  type RegistryRecord,
  type RegistryStatus,
} from './registry-match.ts';
export {
  checkResidentId,
  type ResidentIdCheck,
  type ResidentIdProblem,
} from './resident-id.ts';
