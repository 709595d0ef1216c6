import { asParusError, fail, fenToYuan } from '../core/index.ts';
import type { Assessment } from './application.ts';
import { checkApplication, isScored } from './checks.ts';
import type {
  Decision,
  DecisionInput,
  DecisionReason,
  DecisionSnapshot,
  PolicyStepOutput,
  TraceStep,
} from './decision.ts';
import { setLimit } from './limit.ts';
import { makeOffer, type OfferOutput } from './offer.ts';
import { type Outcome, type StepVerdict, worse } from './outcome.ts';
import type { PolicyContext } from './policy.ts';
import { type PriceOutput, rateCap, setPrice } from './price.ts';
import type { DecisionRules } from './rules.ts';

/**
 * Decides one application: checks -> policy -> limit -> price -> offer. Pure: input and rules decide every byte of
 * the answer. A decline ends the walk; a review goes on, so that the officer sees an indicative offer.
 * Fails closed: without a score, with a failing policy or without data that the policy reads, nothing is approved.
 */
export async function decide(input: DecisionInput, rules: DecisionRules): Promise<Decision> {
  const { application, assessment } = input;
  const { params } = rules;
  const walk = openWalk();

  const scored = isScored(assessment);
  const { amountFen, termMonths, eventDate } = application;
  const checksInput = { ...input.facts, amountFen, termMonths, scored };
  const checks = checkApplication(checksInput, params.product);
  walk.take({ step: 'checks', input: checksInput, output: checks }, checks);
  if (!scored || walk.declined()) return conclude(input, rules, walk, null);

  const context = policyContext(input, assessment, rules);
  const policy = await askPolicy(context, rules);
  walk.take({ step: 'policy', input: context, output: policy }, policy);
  if (walk.declined()) return conclude(input, rules, walk, null);

  const { banked, declared } = params.limit.revenueFeatures;
  const capRate = rateCap(params.price.cap, eventDate);
  const limitInput = {
    askedFen: amountFen,
    termMonths,
    grade: assessment.grade,
    bankedRevenueYuan: finiteOrNull(input.features[banked]),
    declaredRevenueYuan: finiteOrNull(input.features[declared]),
    capRate,
  };
  const limit = setLimit(limitInput, params.limit);
  walk.take({ step: 'limit', input: limitInput, output: limit }, limit);
  const { limitFen } = limit;
  if (limitFen === 0) return conclude(input, rules, walk, null);

  const priceInput = { pd: assessment.pd, limitFen, termMonths, capRate };
  const price = setPrice(priceInput, params.price);
  walk.take({ step: 'price', input: priceInput, output: price }, price);
  if (walk.declined()) return conclude(input, rules, walk, null);

  const offerInput = { limitFen, annualRate: price.annualRate, termMonths, eventDate };
  const offer = makeOffer(offerInput, params.offer);
  walk.steps.push({ step: 'offer', input: offerInput, output: offer });
  return conclude(input, rules, walk, { limitFen, price, offer });
}

/** The input of a decision in a form that JSON carries: missing features are null. */
export function snapshotOf(input: DecisionInput): DecisionSnapshot {
  const features: Record<string, number | null> = {};
  for (const [name, value] of Object.entries(input.features)) features[name] = finiteOrNull(value);
  return { ...input, assessment: isScored(input.assessment) ? input.assessment : null, features };
}

interface Walk {
  outcome: Outcome;
  /** Reason codes, those that the outcome rests on first. */
  codes: string[];
  readonly steps: TraceStep[];
  take(step: TraceStep, verdict: StepVerdict): void;
  declined(): boolean;
}

function openWalk(): Walk {
  return {
    outcome: 'approve',
    codes: [],
    steps: [],
    declined() {
      return this.outcome === 'decline';
    },
    take(step, verdict) {
      this.steps.push(step);
      const outcome = worse(this.outcome, verdict.outcome);
      // What turned a review into a decline is what the applicant must read first.
      const codes =
        outcome === this.outcome ? [...this.codes, ...verdict.codes] : [...verdict.codes, ...this.codes];
      this.codes = [...new Set(codes)];
      this.outcome = outcome;
    },
  };
}

function policyContext(
  { application, features }: DecisionInput,
  { pd, score, grade }: Assessment,
  { policy }: DecisionRules,
): PolicyContext {
  const read: Record<string, number | null> = {};
  for (const name of policy.meta.features)
    read[name] = Object.hasOwn(features, name) ? finiteOrNull(features[name]) : null;
  const { termMonths, purpose } = application;
  return {
    application: { amountYuan: fenToYuan(application.amountFen), termMonths, purpose },
    assessment: { pd, score, grade },
    features: read,
  };
}

/** The policy's answer as a verdict; a failure, a missing feature or a silent decline becomes a review. */
async function askPolicy(context: PolicyContext, rules: DecisionRules): Promise<PolicyStepOutput> {
  const { policy, params, reasonTexts } = rules;
  const missing = policy.meta.features.filter(
    (name) => context.features[name] === null && !params.mayBeMissing.includes(name),
  );
  try {
    const answer = await policy.evaluate(context);
    const codes = [...answer.knockouts, ...answer.referrals];
    const unworded = codes.find((code) => !Object.hasOwn(reasonTexts, code));
    if (unworded !== undefined)
      throw fail('PARUS_POLICY_INVALID', {
        path: policy.meta.path,
        problem: `no reason text for ${unworded}`,
      });
    // A comparison with a missing value is never true, so a rule cannot be trusted to have had its say.
    if (answer.outcome !== 'decline' && missing.length > 0)
      return { outcome: 'review', codes: [...codes, 'DATA_MISSING'], answer, error: null, missing };
    if (answer.outcome !== 'approve' && codes.length === 0)
      return { outcome: 'review', codes: ['POLICY_SILENT'], answer, error: null, missing };
    return { outcome: answer.outcome, codes, answer, error: null, missing };
  } catch (thrown) {
    const { code, message } = asParusError(thrown);
    return { outcome: 'review', codes: ['POLICY_FAILED'], answer: null, error: { code, message }, missing };
  }
}

interface Terms {
  readonly limitFen: number;
  readonly price: PriceOutput;
  readonly offer: OfferOutput;
}

function conclude(input: DecisionInput, rules: DecisionRules, walk: Walk, terms: Terms | null): Decision {
  const { application, model } = input;
  const snapshot = snapshotOf(input);
  const { assessment } = snapshot;
  const texts = rules.reasonTexts;
  const vague = walk.codes.filter((code) => texts[code]?.concrete === false);
  const reasons = walk.codes.map((code) => wordedReason(code, rules));
  if (vague.length > 0 && assessment) reasons.push(...modelReasons(assessment, rules.params.modelReasons));

  let { outcome } = walk;
  // Nobody is turned away without being told why.
  if (outcome === 'decline' && reasons.length === vague.length) {
    outcome = 'review';
    reasons.push(wordedReason('REASON_MISSING', rules));
  }
  return {
    applicationId: application.applicationId,
    firmId: application.firmId,
    outcome,
    limitFen: terms?.limitFen ?? 0,
    annualRate: terms?.price.annualRate ?? null,
    termMonths: application.termMonths,
    monthlyInstalmentFen: terms?.offer.monthlyInstalmentFen ?? 0,
    expectedLossFen: terms?.price.expectedLossFen ?? 0,
    score: assessment?.score ?? null,
    grade: assessment?.grade ?? null,
    pd: assessment?.pd ?? null,
    reasons,
    trace: { snapshot, steps: walk.steps },
    model,
    policy: rules.hash,
  };
}

function wordedReason(code: string, { reasonTexts }: DecisionRules): DecisionReason {
  const text = reasonTexts[code];
  // Codes of the engine and of the policy were checked against the texts before they got here.
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

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
