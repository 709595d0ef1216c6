import { readFileSync } from 'node:fs';
import { openStream } from '../../src/core/index.ts';
import { assumeConsented } from '../../src/decision/consent/index.ts';
import type { FraudAssessment } from '../../src/decision/fraud/index.ts';
import type { IdentityFacts } from '../../src/decision/identity/index.ts';
import type { Application, Assessment, DecisionInput } from '../../src/decision/index.ts';
import { type DecisionParams, loadRules, parseParams, standardPolicyPath } from '../../src/decision/index.ts';
import { defaultGrades } from '../../src/models/index.ts';
import { gradeOf } from '../../src/scorecard/index.ts';

/** The rules that ship with Parus: the tests run against what users run. */
export const standardRules = await loadRules();

export function readPolicyFile(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../policies/${name}`, import.meta.url), 'utf8'));
}

export const standardJson = (): Record<string, never> =>
  JSON.parse(readFileSync(standardPolicyPath, 'utf8')) as Record<string, never>;

/** Parameters with round figures, so that examples can be worked by hand. */
export const roundParams: DecisionParams = parseParams(
  {
    name: 'round',
    product: { minAmountYuan: 5000, maxAmountYuan: 5_000_000, minTermMonths: 1, maxTermMonths: 36 },
    limit: {
      absoluteCapYuan: 5_000_000,
      minLimitYuan: 5000,
      stepYuan: 1000,
      inflowMultiple: 2,
      instalmentShare: 0.25,
      declaredShare: 0.8,
      revenueFeatures: { banked: 'banked', declared: 'declared' },
      capByGradeYuan: { A: 5_000_000, B: 100_000, X: 0 },
    },
    price: {
      fundingRate: 0.06,
      lossGivenDefault: 0.5,
      operatingCost: { perLoanYuan: 200, perYearYuan: 125 },
      capital: { riskWeight: 1, ratio: 0.1, targetReturn: 0.16 },
      stepBp: 5,
      cap: {
        multiple: 4,
        lpr: [
          { from: '2024-07-22', annualRate: 0.0335 },
          { from: '2024-10-21', annualRate: 0.031 },
        ],
      },
    },
    offer: { validDays: 30 },
    modelReasons: 4,
    mayBeMissing: [],
  },
  'round.params.json',
);

const { banked, declared } = standardRules.params.limit.revenueFeatures;

/** Features of a firm that the standard policy has nothing against. */
export const goodFeatures: Readonly<Record<string, number>> = {
  ...(readPolicyFile('sme-standard.cases.json') as { base: { features: Record<string, number> } }).base
    .features,
  [banked]: 100_000,
  [declared]: 90_000,
};

export const application: Application = {
  applicationId: 'app-1',
  firmId: 'firm-1',
  amountFen: 15_000_000,
  termMonths: 12,
  purpose: 'operations',
  eventDate: 20_000,
};

export const assessment: Assessment = {
  pd: 0.02,
  margin: Math.log(0.02 / 0.98),
  score: 600,
  grade: 'B2',
  reasons: [
    { feature: 'enquiries', en: 'Enquiries: 2', zh: '查询：2', contribution: 0.4 },
    { feature: 'age', en: 'Age: 48 months', zh: '年龄：48 个月', contribution: -0.3 },
  ],
};

export const goodFacts: IdentityFacts = {
  firmKnown: true,
  registry: 'match',
  registryDifferences: [],
  liveness: 'not-required',
  livenessScore: null,
  deviceFirms: 0,
  recentApplications: 0,
  duplicate: false,
  applicant: 'owner',
};

/** Nothing found, in a firm of which all is known. */
export const noFraud: FraudAssessment = {
  probability: 0.001,
  anomaly: null,
  rules: [],
  rulesUnknown: 0,
  graph: null,
  known: 1,
  layers: ['rules', 'supervised'],
};

/** What lies about an application that nobody has anything against. */
export const goodCircumstances = {
  facts: goodFacts,
  firm: { industry: 'retail', region: 'inland-city-cluster' },
  consent: assumeConsented('credit-decision'),
  hits: [],
  fraud: noFraud,
} as const;

export const goodInput: DecisionInput = {
  application,
  ...goodCircumstances,
  assessment,
  features: goodFeatures,
  model: 'a'.repeat(64),
};

/** Applications of every kind, each a pure function of its number: good, bad, thin, absurd. */
export function randomInput(i: number, seed = 7): DecisionInput {
  const draw = openStream(seed, 'test/decisions');
  let k = 0;
  const u = (): number => draw.uniform(i, k++);
  const below = (n: number): number => Math.floor(u() * n);
  const maybe = (value: number): number => (u() < 0.03 ? Number.NaN : value);

  const pd = u() < 0.02 ? Number.NaN : u() ** 3;
  const features: Record<string, number> = {};
  for (const name of standardRules.policy.meta.features) {
    const usual = goodFeatures[name] ?? 0;
    features[name] = maybe(u() < 0.85 ? usual : usual * 3 * u() + below(20) * (u() < 0.5 ? 1 : 0));
  }
  features[banked] = maybe(Math.exp(8 + 6 * u()));
  features[declared] = maybe(Math.exp(8 + 6 * u()));
  const reasons =
    u() < 0.05
      ? []
      : Array.from({ length: 1 + below(6) }, (_, r) => ({
          feature: `f${r}`,
          en: `reason ${r}`,
          zh: `理由 ${r}`,
          contribution: u() - 0.4,
        }));
  return {
    application: {
      applicationId: `app-${i}`,
      firmId: `firm-${below(1000)}`,
      amountFen: Math.round(Math.exp(12 + 8 * u())),
      termMonths: 1 + below(40),
      purpose: 'operations',
      eventDate: 18_000 + below(3000),
    },
    ...goodCircumstances,
    facts: { ...goodFacts, firmKnown: u() > 0.02, duplicate: u() < 0.02 },
    fraud: u() < 0.02 ? null : { ...noFraud, probability: u() < 0.03 ? u() : 0.001 },
    assessment:
      u() < 0.02
        ? null
        : { pd, margin: 0, score: 500 + below(200), grade: gradeOf(pd, defaultGrades), reasons },
    features,
    model: 'b'.repeat(64),
  };
}
