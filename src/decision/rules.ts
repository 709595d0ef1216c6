import { fileURLToPath } from 'node:url';
import { canonicalJson, fail, sha256 } from '../core/index.ts';
import { featureNames } from '../features/index.ts';
import { type DecisionParams, loadParams } from './params.ts';
import { loadPolicy, type Policy, type PolicyOptions } from './policy.ts';
import { loadReasonTexts, type ReasonTexts } from './reason-texts.ts';

/** Everything a decision depends on besides the application: policy, parameters and reason texts. */
export interface DecisionRules {
  /** SHA-256 over the policy, the parameters and the reason texts: a decision names it. */
  readonly hash: string;
  readonly policy: Policy;
  readonly params: DecisionParams;
  readonly reasonTexts: ReasonTexts;
}

/** The policy that comes with Parus. */
export const standardPolicyPath = fileURLToPath(new URL('../../policies/sme-standard.json', import.meta.url));

/**
 * Loads `<name>.json` with `<name>.params.json` and `reasons.json` beside it, and checks that they agree and that every
 * feature the policy reads exists in the catalogue.
 * @throws PARUS_FILE_MISSING, PARUS_POLICY_INVALID, PARUS_CONFIG_INVALID
 */
export async function loadRules(
  policyPath: string = standardPolicyPath,
  options: PolicyOptions = { knownFeatures: featureNames },
): Promise<DecisionRules> {
  const policy = await loadPolicy(policyPath, options);
  const { params, json } = await loadParams(policyPath.replace(/(\.json)?$/, '.params.json'));
  const reasonTexts = await loadReasonTexts(policyPath.replace(/[^/\\]*$/, 'reasons.json'));
  return makeRules(policy, params, reasonTexts, json);
}

/**
 * Puts rules together. `paramsSource` is the parameters as written in their file, for the hash.
 * @throws PARUS_POLICY_INVALID where the policy gives a reason that has no text.
 */
export function makeRules(
  policy: Policy,
  params: DecisionParams,
  reasonTexts: ReasonTexts,
  paramsSource: unknown = params,
): DecisionRules {
  const unworded = policy.meta.codes.filter((code) => !Object.hasOwn(reasonTexts, code));
  if (unworded.length > 0)
    throw fail(
      'PARUS_POLICY_INVALID',
      { path: policy.meta.path, problem: `no reason text for ${unworded.join(', ')}` },
      unworded.map((code) => ({ path: code, message: 'no text in reasons.json' })),
    );
  const hash = sha256(canonicalJson([policy.hash, paramsSource, reasonTexts]));
  return { hash, policy, params, reasonTexts };
}
