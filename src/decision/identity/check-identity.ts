import type { StepVerdict } from '../outcome.ts';
import type { EngineCode } from '../reason-texts.ts';
import type { IdentityFacts, IdentityParams } from './facts.ts';

/**
 * Identity: is the firm there, is it who it says, is the applicant a person who may speak for it?
 * All findings are given, and in a review also what could not be found out.
 *
 * Decline: an unknown firm; a duplicate; a failed liveness check together with a second, independent finding against the
 * applicant. A failed check alone is a review: such checks also refuse live persons (bad light, an old telephone), and where
 * most applicants are honest most failures are theirs, so a bank asks the applicant in rather than turns him away; with
 * another contradiction beside it, an attack is the likelier story.
 * Review: whatever contradicts, whatever a provider did not answer. Nothing unknown is ever approved, but for
 * `mayBeUnknown`.
 */
export function checkIdentity(facts: IdentityFacts, params: IdentityParams): StepVerdict {
  const refused: EngineCode[] = [];
  if (!facts.firmKnown) refused.push('FIRM_UNKNOWN');
  if (facts.duplicate) refused.push('APPLICATION_DUPLICATE');

  const contradictions = contradictionsOf(facts, params);
  const liveness = livenessFinding(facts, params);
  const failed: EngineCode[] = liveness === 'LIVENESS_FAILED' ? [liveness] : [];
  // A decline rests on what was found; what could not be found out is no reason to tell anybody.
  const found = [...refused, ...failed, ...contradictions];
  if (refused.length > 0 || (failed.length > 0 && contradictions.length > 0))
    return { outcome: 'decline', codes: found };

  const doubts = liveness && failed.length === 0 ? [liveness, ...found] : found;
  const codes = [...doubts, ...unknownsOf(facts, params)];
  return codes.length > 0 ? { outcome: 'review', codes } : { outcome: 'approve', codes: [] };
}

/** Findings against the applicant that do not rest on the liveness check. */
function contradictionsOf(facts: IdentityFacts, params: IdentityParams): EngineCode[] {
  const codes: EngineCode[] = [];
  if (facts.registry === 'mismatch') {
    if (facts.registryDifferences.includes('status')) codes.push('REGISTRY_NOT_ACTIVE');
    if (facts.registryDifferences.some((difference) => difference !== 'status'))
      codes.push('REGISTRY_MISMATCH');
    // A mismatch that names no difference is still one.
    if (facts.registryDifferences.length === 0) codes.push('REGISTRY_MISMATCH');
  }
  if (facts.deviceFirms !== null && !(facts.deviceFirms <= params.maxDeviceFirms))
    codes.push('DEVICE_SHARED');
  if (facts.recentApplications !== null && !(facts.recentApplications <= params.maxRecentApplications))
    codes.push('APPLICATIONS_MANY');
  if (facts.applicant === 'stranger') codes.push('APPLICANT_NOT_AUTHORISED');
  return codes;
}

function livenessFinding(facts: IdentityFacts, params: IdentityParams): EngineCode | null {
  switch (facts.liveness) {
    case 'failed':
      return 'LIVENESS_FAILED';
    case 'passed':
      // Written so that a score that is no number falls through to the review.
      return facts.livenessScore === null ||
        (facts.livenessScore >= params.minLivenessScore && facts.livenessScore <= 1)
        ? null
        : 'LIVENESS_WEAK';
    case 'not-required':
      return params.livenessRequired ? 'LIVENESS_UNAVAILABLE' : null;
    default:
      return 'LIVENESS_UNAVAILABLE';
  }
}

function unknownsOf(facts: IdentityFacts, { mayBeUnknown }: IdentityParams): EngineCode[] {
  const codes: EngineCode[] = [];
  // Anything but the two clear answers is no answer.
  if (facts.registry !== 'match' && facts.registry !== 'mismatch') codes.push('REGISTRY_UNAVAILABLE');
  if (facts.deviceFirms === null && !mayBeUnknown.includes('device')) codes.push('DEVICE_UNKNOWN');
  if (facts.recentApplications === null && !mayBeUnknown.includes('recentApplications'))
    codes.push('APPLICATIONS_UNCOUNTED');
  const placed =
    facts.applicant === 'owner' || facts.applicant === 'authorised' || facts.applicant === 'stranger';
  if (!placed && !mayBeUnknown.includes('applicant')) codes.push('APPLICANT_UNKNOWN');
  return codes;
}
