import { describe, expect, it } from 'vitest';
import { canonicalJson, fail } from '../../src/core/index.ts';
import {
  type Assessment,
  type Decision,
  type DecisionRules,
  decide,
  decideBatch,
  type PolicyAnswer,
} from '../../src/decision/index.ts';
import {
  application,
  assessment,
  goodFacts,
  goodFeatures,
  goodInput,
  randomInput,
  standardRules,
} from './fixtures.ts';

const rules = standardRules;
const { revenueFeatures } = rules.params.limit;
/** What the policy reads and cannot do without. */
const needed = rules.policy.meta.features.filter((name) => !rules.params.mayBeMissing.includes(name));
const codesOf = (decision: { reasons: readonly { code: string }[] }): string[] =>
  decision.reasons.map(({ code }) => code);
const policyStep = ({ trace }: Decision) => trace.steps.find(({ step }) => step === 'policy');
const assessed = (change: Partial<Assessment>) => ({
  ...goodInput,
  assessment: { ...assessment, ...change },
});
const withPolicy = (evaluate: () => PolicyAnswer): DecisionRules => ({
  ...rules,
  policy: { ...rules.policy, evaluate, evaluateAsync: async () => evaluate() },
});
const answering = (answer: Partial<PolicyAnswer>): DecisionRules =>
  withPolicy(() => ({ outcome: 'approve', knockouts: [], referrals: [], trace: [], ...answer }));

describe('decide', () => {
  it('approves a good firm with limit, price and instalment, every step traced', async () => {
    const decision = await decide(goodInput, rules);
    // 150,000 yuan over 12 months: 81,250 yuan-years. 6.5 % + 2 % x 60 % + 328 / 81,250 = 0.4037 %
    // + 0.75 x 10.5 % x 5.5 % = 0.4331 % -> 8.5368 % -> 8.55 %. Loss 1.2 % of 81,250 = 975 yuan.
    expect(decision).toMatchObject({
      applicationId: 'app-1',
      firmId: 'firm-1',
      outcome: 'approve',
      limitFen: 15_000_000,
      annualRate: 0.0855,
      termMonths: 12,
      expectedLossFen: 97_500,
      score: 600,
      grade: 'B2',
      pd: 0.02,
      reasons: [],
      policy: rules.hash,
      model: goodInput.model,
    });
    expect(decision.monthlyInstalmentFen).toBe(1_308_644);
    expect(decision.trace.steps.map(({ step }) => step)).toEqual([
      'consent',
      'identity',
      'checks',
      'lists',
      'fraud',
      'policy',
      'product',
      'limit',
      'price',
      'offer',
    ]);
  });

  it('makes a smaller counter-offer where revenue does not carry the amount, and says so', async () => {
    const features = { ...goodFeatures, [revenueFeatures.banked]: 40_000, [revenueFeatures.declared]: 0 };
    const decision = await decide({ ...goodInput, features }, rules);
    expect(decision).toMatchObject({ outcome: 'approve', limitFen: 8_000_000 });
    expect(codesOf(decision)).toEqual(['LIMIT_BY_CASH_FLOW']);
  });

  it('declines a price above the cap, and adds the reasons of the model', async () => {
    const decision = await decide(assessed({ pd: 0.12, grade: 'C2' }), rules);
    expect(decision).toMatchObject({
      outcome: 'decline',
      limitFen: 0,
      annualRate: null,
      monthlyInstalmentFen: 0,
    });
    // Only what speaks against the applicant: the age of the firm spoke for it.
    expect(codesOf(decision)).toEqual(['PRICE_ABOVE_CAP_RISK', 'MODEL:enquiries']);
    expect(decision.trace.steps.at(-1)).toMatchObject({ step: 'price', output: { outcome: 'decline' } });
  });

  it('orders the reasons of the model by strength and names at most as many as told', async () => {
    const reasons = [0.1, 0.5, -2, 0.3, 0.5, 0.2].map((contribution, i) => ({
      feature: `f${i}`,
      en: `e${i}`,
      zh: `z${i}`,
      contribution,
    }));
    const decision = await decide(assessed({ pd: 0.5, grade: 'E', reasons }), rules);
    expect(codesOf(decision)).toEqual([
      'RISK_ABOVE_APPETITE',
      'MODEL:f1',
      'MODEL:f4',
      'MODEL:f3',
      'MODEL:f5',
    ]);
  });

  it('turns a decline that nobody can explain into a review', async () => {
    const decision = await decide(assessed({ pd: 0.5, grade: 'E', reasons: [] }), rules);
    expect(decision.outcome).toBe('review');
    expect(codesOf(decision)).toEqual(['RISK_ABOVE_APPETITE', 'REASON_MISSING']);
  });

  it('takes no remark of another step for the reason of a decline', () => {
    // The price is above the cap, which only restates the risk; that the limit was cut by cash flow declined nobody.
    const features = { ...goodFeatures, [revenueFeatures.banked]: 40_000, [revenueFeatures.declared]: 0 };
    const risky = { ...assessed({ pd: 0.12, grade: 'C2', reasons: [] }), features };
    const decision = decide(risky, rules);
    expect(codesOf(decision)).toEqual(['PRICE_ABOVE_CAP_RISK', 'LIMIT_BY_CASH_FLOW', 'REASON_MISSING']);
    expect(decision.outcome).toBe('review');
  });

  it('declines unknown firms and duplicates without asking the policy', async () => {
    const broken = withPolicy(() => {
      throw new Error('must not be asked');
    });
    const facts = { ...goodFacts, firmKnown: false, duplicate: true };
    const decision = await decide({ ...goodInput, facts, assessment: null }, broken);
    expect(decision).toMatchObject({ outcome: 'decline', pd: null, score: null, grade: null });
    expect(codesOf(decision)).toEqual(['FIRM_UNKNOWN', 'APPLICATION_DUPLICATE', 'NOT_SCORED']);
    expect(decision.trace.steps.some(({ step }) => step === 'policy')).toBe(false);
  });

  it('declines an amount outside the product', async () => {
    const asked = { ...goodInput, application: { ...application, amountFen: 600_000_000 } };
    expect(codesOf(await decide(asked, rules))).toEqual(['AMOUNT_ABOVE_PRODUCT']);
  });

  it('reviews what could not be scored', async () => {
    for (const unscored of [{ ...goodInput, assessment: null }, assessed({ pd: Number.NaN })]) {
      const decision = await decide(unscored, rules);
      expect(decision).toMatchObject({ outcome: 'review', limitFen: 0, pd: null });
      expect(codesOf(decision)).toEqual(['NOT_SCORED']);
    }
  });

  it('reviews a grade that the rules do not know', async () => {
    expect(codesOf(await decide(assessed({ grade: 'Z' }), rules))).toEqual(['GRADE_UNKNOWN']);
  });
});

describe('decide fails closed', () => {
  it.each([
    [
      'throws a coded error',
      () => {
        throw fail('PARUS_POLICY_INVALID', { path: 'p', problem: 'x' });
      },
    ],
    [
      'throws anything',
      () => {
        throw new TypeError('native');
      },
    ],
  ])('reviews when the policy %s, with an indicative offer', async (_, evaluate) => {
    const decision = await decide(goodInput, withPolicy(evaluate));
    expect(decision).toMatchObject({ outcome: 'review', limitFen: 15_000_000, annualRate: 0.0855 });
    expect(codesOf(decision)).toEqual(['POLICY_FAILED']);
    expect(policyStep(decision)).toMatchObject({ output: { answer: null } });
  });

  it('reviews a policy that declines or refers without a reason, or gives one that has no text', async () => {
    expect(codesOf(await decide(goodInput, answering({ outcome: 'decline' })))).toEqual(['POLICY_SILENT']);
    expect(codesOf(await decide(goodInput, answering({ outcome: 'review' })))).toEqual(['POLICY_SILENT']);
    const unworded = await decide(goodInput, answering({ outcome: 'decline', knockouts: ['toString'] }));
    expect(unworded.outcome).toBe('review');
    expect(codesOf(unworded)).toEqual(['POLICY_FAILED']);
  });

  it('approves nobody while a feature that the policy reads is missing, even if the policy would', async () => {
    for (const name of needed) {
      for (const chosen of [rules, answering({})]) {
        const { [name]: _, ...without } = goodFeatures;
        for (const features of [without, { ...goodFeatures, [name]: Number.NaN }]) {
          const decision = await decide({ ...goodInput, features }, chosen);
          expect(decision.outcome, name).toBe('review');
          expect(codesOf(decision)).toContain('DATA_MISSING');
          expect(policyStep(decision)).toMatchObject({ output: { missing: [name] } });
        }
      }
    }
  });

  it('lets the rules name features that may be missing', async () => {
    const { mayBeMissing } = rules.params;
    expect(needed.length).toBeGreaterThan(0);
    for (const name of mayBeMissing) expect(rules.policy.meta.features).toContain(name);
    const gaps = Object.fromEntries(mayBeMissing.map((name) => [name, Number.NaN]));
    const input = { ...goodInput, features: { ...goodFeatures, ...gaps } };
    expect((await decide(input, rules)).outcome).toBe('approve');
    const strict = { ...rules, params: { ...rules.params, mayBeMissing: [] } };
    expect((await decide(input, strict)).outcome).toBe('review');
  });

  it('approves nobody whose revenue nobody knows, nor with no features at all', async () => {
    const { banked, declared } = revenueFeatures;
    const features = { ...goodFeatures, [banked]: Number.NaN, [declared]: Number.POSITIVE_INFINITY };
    const decision = await decide({ ...goodInput, features }, rules);
    expect(decision.outcome).toBe('review');
    expect(codesOf(decision)).toEqual(['REVENUE_UNKNOWN']);
    expect((await decide({ ...goodInput, features: {} }, rules)).outcome).toBe('review');
  });
});

describe('10,000 random decisions', () => {
  const inputs = Array.from({ length: 10_000 }, (_, i) => randomInput(i));
  const decisionsMade = decideBatch(inputs, rules);

  it('meet every outcome', async () => {
    const counts = { approve: 0, review: 0, decline: 0 };
    for (const { outcome } of await decisionsMade) counts[outcome] += 1;
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(300);
  });

  it('name a concrete reason for every decline and some reason for every review', async () => {
    for (const decision of await decisionsMade) {
      if (decision.outcome === 'approve') continue;
      expect(decision.reasons.length).toBeGreaterThan(0);
      if (decision.outcome === 'review') continue;
      const concrete = decision.reasons.filter(
        ({ code }) => code.startsWith('MODEL:') || rules.reasonTexts[code]?.concrete,
      );
      expect(concrete.length, codesOf(decision).join()).toBeGreaterThan(0);
      for (const { en, zh } of decision.reasons) {
        expect(en).not.toBe('');
        expect(zh).not.toBe('');
      }
    }
  });

  it('never lend above what was asked, the grade or five million, nor above the rate cap, nor on missing data', async () => {
    const decisions = await decisionsMade;
    decisions.forEach((decision, i) => {
      const input = inputs[i];
      if (!input) throw new Error('lost an input');
      const { outcome, limitFen, annualRate, grade, monthlyInstalmentFen } = decision;
      expect(limitFen).toBeLessThanOrEqual(input.application.amountFen);
      expect(limitFen).toBeLessThanOrEqual(500_000_000);
      expect(outcome === 'decline' && limitFen > 0).toBe(false);
      expect(limitFen > 0).toBe(annualRate !== null);
      expect(limitFen > 0).toBe(monthlyInstalmentFen > 0);
      if (annualRate !== null) expect(annualRate).toBeLessThanOrEqual(4 * 0.0385 + 1e-9);
      if (outcome !== 'approve') return;
      expect(limitFen).toBeLessThanOrEqual((rules.params.limit.capByGradeYuan[grade ?? ''] ?? 0) * 100);
      expect(input.facts).toEqual(goodFacts);
      for (const name of needed) expect(input.features[name]).not.toBeNaN();
    });
  });

  it('are plain JSON, trace and all', async () => {
    for (const decision of (await decisionsMade).slice(0, 500))
      expect(JSON.parse(canonicalJson(decision))).toEqual(decision);
  });
});
