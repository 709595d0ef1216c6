import { asParusError, fail, fenToYuan } from '../core/index.ts';
import type { Assessment } from './application.ts';
import { checkApplication, isScored } from './checks.ts';
import { judgeConsent } from './consent/index.ts';
import { type DecidedTerms, decideTerms, noTerms, productOf } from './decide-terms.ts';
import type { Decision, DecisionInput, DecisionReason, PolicyStepOutput } from './decision.ts';
import { judgeFraud } from './fraud/index.ts';
import { checkIdentity } from './identity/index.ts';
import { judgeHits } from './lists/index.ts';
import { type Outcome, worse } from './outcome.ts';
import { applyOverlay } from './overlay/index.ts';
import type { PolicyAnswer, PolicyContext } from './policy/index.ts';
import type { DecisionRules } from './rules.ts';
import { finiteOrNull, snapshotOf } from './snapshot.ts';
import { type CounterOffer, subjectOf } from './terms/index.ts';
import { openWalk, type Walk } from './walk.ts';

/**
 * Decides one application: consent -> identity -> checks -> lists -> fraud -> the bank's own factors -> policy -> product,
 * limit, price, offer. Pure: input and rules decide every byte of the answer. A decline ends the walk; a review goes on, so
 * that the officer sees an indicative offer. Fails closed: without a score, with a failing policy or without data that the
 * policy reads, nothing is approved.
 * @throws PARUS_POLICY_NOT_COMPILED where the policy runs on the rule engine: see `decideAsync`
 */
export function decide(input: DecisionInput, rules: DecisionRules): Decision {
  const asked = walkToPolicy(input, rules);
  if (!asked.context) return conclude(input, rules, asked, noTerms);
  let answer: PolicyAnswer | Error;
  try {
    answer = rules.policy.evaluate(asked.context);
  } catch (thrown) {
    answer = asParusError(thrown);
    if ((answer as { code?: string }).code === 'PARUS_POLICY_NOT_COMPILED') throw answer;
  }
  return walkFromPolicy(input, rules, asked, asked.context, answer);
}

/** The same under any policy, also one that runs on the rule engine. */
export async function decideAsync(input: DecisionInput, rules: DecisionRules): Promise<Decision> {
  const asked = walkToPolicy(input, rules);
  if (!asked.context) return conclude(input, rules, asked, noTerms);
  const answer = await rules.policy.evaluateAsync(asked.context).catch(asParusError);
  return walkFromPolicy(input, rules, asked, asked.context, answer);
}

/** An application on its way: the walk so far, what goes by as its assessment, and what to ask the policy. */
interface Asked {
  readonly walk: Walk;
  readonly assessment: Assessment | null;
  /** Null where the walk ended before the policy. */
  readonly context: PolicyContext | null;
}

function walkToPolicy(input: DecisionInput, rules: DecisionRules): Asked {
  const { application, facts, consent, hits, fraud } = input;
  const { params } = rules;
  const walk = openWalk();
  if (params.consent) walk.take({ step: 'consent', output: judgeConsent(consent, params.consent) });
  if (params.identity) walk.take({ step: 'identity', output: checkIdentity(facts, params.identity) });
  const scored = isScored(input.assessment);
  const { amountFen, termMonths } = application;
  const checksInput = { amountFen, termMonths, scored };
  walk.take({ step: 'checks', input: checksInput, output: checkApplication(checksInput, params.product) });
  if (params.lists) walk.take({ step: 'lists', output: judgeHits(hits, params.lists) });
  if (params.fraud) walk.take({ step: 'fraud', output: judgeFraud(fraud, params.fraud) });
  if (!scored || walk.declined())
    return { walk, assessment: scored ? input.assessment : null, context: null };

  const assessment = overlaid(input, input.assessment as Assessment, rules, walk);
  return { walk, assessment, context: policyContext(input, assessment, rules) };
}

/** The assessment with the bank's own factors laid over it, where there are any. */
function overlaid(
  input: DecisionInput,
  assessment: Assessment,
  { overlay }: DecisionRules,
  walk: Walk,
): Assessment {
  if (!overlay) return assessment;
  const { application, firm, features } = input;
  const { eventDate, purpose } = application;
  const subject = subjectOf({ ...firm, grade: assessment.grade, purpose, eventDate, features });
  const output = applyOverlay(assessment, subject, overlay.factors, overlay.scale);
  walk.note({ step: 'overlay', output });
  return output.assessment;
}

function policyContext(
  { application, facts, hits, fraud, features }: DecisionInput,
  { pd, score, grade }: Assessment,
  { policy }: DecisionRules,
): PolicyContext {
  const read: Record<string, number | null> = {};
  for (const name of policy.meta.features)
    read[name] = Object.hasOwn(features, name) ? finiteOrNull(features[name]) : null;
  const { termMonths, purpose, amountFen } = application;
  const { registry, liveness, livenessScore, deviceFirms, recentApplications, applicant } = facts;
  return {
    application: { amountYuan: fenToYuan(amountFen), termMonths, purpose },
    assessment: { pd, score, grade },
    features: read,
    identity: { registry, liveness, livenessScore, deviceFirms, recentApplications, applicant },
    fraud: {
      probability: fraud?.probability ?? null,
      anomaly: fraud?.anomaly?.rank ?? null,
      rules: fraud ? fraud.rules.map(({ code }) => code) : null,
    },
    lists: { codes: hits ? hits.map(({ list }) => list) : null },
  };
}

function walkFromPolicy(
  input: DecisionInput,
  rules: DecisionRules,
  asked: Asked,
  context: PolicyContext,
  answer: PolicyAnswer | Error,
): Decision {
  const { walk, assessment } = asked;
  walk.take({ step: 'policy', input: context, output: readPolicy(answer, context, rules) });
  if (walk.declined()) return conclude(input, rules, asked, noTerms);
  const keeps = (counter: CounterOffer): boolean => staysOpen(counter, context, walk.outcome, rules);
  return conclude(input, rules, asked, decideTerms(input, assessment!, rules, walk, keeps));
}

/**
 * Whether checks and policy would let an application for a counter-offer come as far as this one came. Its score is taken for
 * granted; a policy that runs on the rule engine cannot be asked in passing, so nothing is promised then.
 */
function staysOpen(
  { amountFen, termMonths }: CounterOffer,
  context: PolicyContext,
  soFar: Outcome,
  { policy, params }: DecisionRules,
): boolean {
  if (policy.runsOn !== 'closures') return false;
  const checks = checkApplication({ amountFen, termMonths, scored: true }, params.product);
  if (checks.outcome !== 'approve') return false;
  const application = { ...context.application, amountYuan: fenToYuan(amountFen), termMonths };
  try {
    const { outcome } = policy.evaluate({ ...context, application });
    return worse(outcome, soFar) === soFar;
  } catch {
    // A policy that fails was recorded where the application itself asked it.
    return false;
  }
}

/** The policy's answer as a verdict; a failure, a missing feature or a silent decline becomes a review. */
function readPolicy(
  answer: PolicyAnswer | Error,
  context: PolicyContext,
  { policy, params, reasonTexts }: DecisionRules,
): PolicyStepOutput {
  const missing = policy.meta.features.filter(
    (name) => context.features[name] === null && !params.mayBeMissing.includes(name),
  );
  if (answer instanceof Error) return failedPolicy(answer, missing);
  const codes = [...answer.knockouts, ...answer.referrals];
  const unworded = codes.find((code) => !Object.hasOwn(reasonTexts, code));
  if (unworded !== undefined) {
    const problem = `no reason text for ${unworded}`;
    return failedPolicy(fail('PARUS_POLICY_INVALID', { path: policy.meta.path, problem }), missing);
  }
  // A comparison with a missing value is never true, so a rule cannot be trusted to have had its say.
  if (answer.outcome !== 'decline' && missing.length > 0)
    return { outcome: 'review', codes: [...codes, 'DATA_MISSING'], answer, error: null, missing };
  if (answer.outcome !== 'approve' && codes.length === 0)
    return { outcome: 'review', codes: ['POLICY_SILENT'], answer, error: null, missing };
  return { outcome: answer.outcome, codes, answer, error: null, missing };
}

function failedPolicy(error: Error, missing: readonly string[]): PolicyStepOutput {
  const { code, message } = asParusError(error);
  return { outcome: 'review', codes: ['POLICY_FAILED'], answer: null, error: { code, message }, missing };
}

function conclude(
  input: DecisionInput,
  rules: DecisionRules,
  { walk, assessment }: Asked,
  { limitFen, price, offer, counterOffers }: DecidedTerms,
): Decision {
  const { application, model } = input;
  const texts = rules.reasonTexts;
  const isVague = (code: string): boolean => texts[code]?.concrete === false;
  const reasons = walk.codes.map((code) => wordedReason(code, rules));
  const ofModel =
    walk.codes.some(isVague) && assessment ? modelReasons(assessment, rules.params.modelReasons) : [];
  reasons.push(...ofModel);

  let { outcome } = walk;
  // Nobody is turned away without being told why: what some other step had to remark is no reason for a decline.
  if (outcome === 'decline' && ofModel.length === 0 && walk.decisive.every(isVague)) {
    outcome = 'review';
    reasons.push(wordedReason('REASON_MISSING', rules));
  }
  return {
    applicationId: application.applicationId,
    firmId: application.firmId,
    outcome,
    productId: productOf(application, rules.products).id,
    limitFen,
    annualRate: price?.annualRate ?? null,
    termMonths: application.termMonths,
    monthlyInstalmentFen: offer?.monthlyInstalmentFen ?? 0,
    expectedLossFen: price?.expectedLossFen ?? 0,
    counterOffers,
    score: assessment?.score ?? null,
    grade: assessment?.grade ?? null,
    pd: assessment?.pd ?? null,
    reasons,
    trace: { snapshot: snapshotOf(input), steps: walk.steps },
    model,
    policy: rules.hash,
  };
}

function wordedReason(code: string, { reasonTexts }: DecisionRules): DecisionReason {
  const text = reasonTexts[code];
  // Codes of the engine, the policy, the fraud rules and the overlay were checked against the texts before they got here.
  if (!text) throw fail('PARUS_INTERNAL', { problem: `reason ${code} has no text` });
  return { code, en: text.en, zh: text.zh };
}

/** The strongest reasons against the applicant, strongest first; equals in order of their names. */
function modelReasons({ reasons }: Assessment, most: number): DecisionReason[] {
  return reasons
    .filter((reason) => reason.contribution > 0)
    .sort((a, b) => b.contribution - a.contribution || (a.feature < b.feature ? -1 : 1))
    .slice(0, most)
    .map(({ feature, en, zh }) => ({ code: `MODEL:${feature}`, en, zh }));
}
