import { z } from 'zod';
import { fail, type Issue, issuesOfZod, type ParusError } from '../core/index.ts';
import { INDUSTRIES, REGIONS } from '../sources/index.ts';
import { COVERED_SOURCES } from './covered-sources.ts';
import { disasters, macro } from './macro-schema.ts';
import { fraud, lenders, network } from './parties-schema.ts';
import { baselineScenario, type Scenario } from './scenario.ts';
import { isRecord } from './scenario-merge.ts';
import {
  addUpToOne,
  annualRate,
  demandSd,
  halfLifeWeeks,
  logSd,
  months,
  perYear,
  probability,
  rounded,
  share,
  sum,
} from './scenario-ranges.ts';

// Meaning and source of every parameter stand at its field in scenario.ts; here are their ranges and what must hold between
// them. Each check stands at the smallest object it concerns, so that an error elsewhere does not hide it.

const industryProfile = z
  .strictObject({
    weight: share,
    purchaseShare: share,
    payrollShare: share,
    rentShare: share,
    energyShare: share,
    taxShare: share,
    cashShare: share,
    collectionWeeks: z.number().min(1).max(104),
    supplierWeeks: z.number().min(1).max(104),
    cyclicality: z.number().min(0).max(5),
    seasonality: z.number().min(0).max(3),
    relativeSize: z.number().min(0.1).max(10),
  })
  .superRefine((profile, context) => {
    const { purchaseShare, payrollShare, rentShare, energyShare, taxShare } = profile;
    const costs = sum([purchaseShare, payrollShare, rentShare, energyShare, taxShare]);
    if (costs < 1) return;
    const message = `purchases, payroll, rent, energy and tax add up to ${rounded(costs)} of sales; expected below 1`;
    context.addIssue({ code: 'custom', message });
  });

const industries = z.record(z.enum(INDUSTRIES), industryProfile).superRefine((profiles, context) => {
  const weights = Object.values(profiles).map(({ weight }) => weight);
  addUpToOne(weights, context, 'weights');
});

/** The seasonal index says when business is done, not how much: its mean may not stray further from 1. */
const SEASONAL_TOLERANCE = 0.05;
const environment = z.strictObject({
  seasonalIndex: z
    .array(z.number().min(0.01).max(10))
    .length(12)
    .superRefine((index, context) => {
      const mean = sum(index) / index.length;
      if (Math.abs(mean - 1) <= SEASONAL_TOLERANCE) return;
      const message = `has the mean ${rounded(mean)}; expected 1 within ${SEASONAL_TOLERANCE}`;
      context.addIssue({ code: 'custom', message });
    }),
  macroSd: demandSd,
  macroHalfLifeWeeks: halfLifeWeeks,
  industrySd: demandSd,
  industryHalfLifeWeeks: halfLifeWeeks,
});

const firm = z.strictObject({
  medianMonthlySalesYuan: z.number().min(1_000).max(10_000_000),
  logSdSales: logSd,
  demandSd,
  demandHalfLifeWeeks: halfLifeWeeks,
  weeklyNoiseSd: z.number().min(0).max(1),
  customerLossPerYear: perYear,
  customerDefaultPerYear: perYear,
  accidentsPerYear: perYear,
  accidentMonths: months,
  accidentLogSd: logSd,
  privateCrisesPerYear: perYear,
  privateCrisisMonths: months,
  topShareLogit: z.tuple([z.number().min(-10).max(10), z.number().min(0).max(10)]),
  marginSd: share,
  marginHalfLifeWeeks: halfLifeWeeks,
  marginPerQuality: share,
  livingShare: share,
  bufferMonths: months,
  bufferLogSd: logSd,
  bufferWealthExponent: z.number().min(-2).max(2),
  wealthMonths: months,
  wealthLogSd: logSd,
});

const reserveMonths = z.number().min(0).max(24);
const peckingOrder = z
  .strictObject({
    suppliers: reserveMonths,
    utility: reserveMonths,
    tax: reserveMonths,
    social: reserveMonths,
    borrow: reserveMonths,
    ownerLogSd: logSd,
    supplierPatience: z.number().min(1).max(20),
    payrollPatienceMonths: z.number().min(0.1).max(24),
  })
  .superRefine((order, context) => {
    const first = ['suppliers', 'utility', 'tax', 'social', 'borrow'] as const;
    for (const [i, name] of first.entries()) {
      const before = first[i - 1];
      if (!before || order[name] <= order[before]) continue;
      const message = `${order[name]} months is above the ${order[before]} of ${before}; expected thresholds in falling order`;
      context.addIssue({ code: 'custom', path: [name], message });
    }
  });

const PURPOSES = 4;
const credit = z
  .strictObject({
    // Invested loans make sales grow, and sales make loans grow: beyond this amounts outgrow doubles.
    plannedLoansPerYear: z.number().min(0).max(3),
    platformAnnualRate: annualRate,
    bankAnnualRate: annualRate,
    acceptance: probability,
    acceptancePerLoan: probability,
    acceptancePerDebt: z.number().min(0).max(100),
    annualRate,
    applicantShare: share,
    amountPerSales: z.number().min(0.001).max(1),
    amountLogSd: z.number().min(0).max(1),
    amountYuan: z
      .tuple([z.int().min(1_000).max(1e9), z.int().min(1_000).max(1e9)])
      .superRefine(([least, most], context) => {
        if (least > most)
          context.addIssue({ code: 'custom', message: `least ${least} is above most ${most}` });
      }),
    termMonths: z
      .array(z.int().min(1).max(60))
      .min(1)
      .superRefine((terms, context) => {
        for (const [i, term] of terms.entries())
          if (i > 0 && term <= terms[i - 1]!)
            context.addIssue({ code: 'custom', path: [i], message: 'expected terms in rising order' });
      }),
    termWeights: z.array(share).superRefine((values, context) => addUpToOne(values, context)),
    purposeWeights: z
      .array(share)
      .length(PURPOSES)
      .superRefine((values, context) => addUpToOne(values, context)),
    walkAwayMonths: z.number().min(0).max(240),
    walkAwayHonesty: probability,
  })
  .superRefine(({ termMonths, termWeights }, context) => {
    if (termMonths.length === termWeights.length) return;
    const message = `has ${termWeights.length} weights for ${termMonths.length} terms`;
    context.addIssue({ code: 'custom', path: ['termWeights'], message });
  });

const delivery = z.strictObject({
  delayFactor: z.number().min(0).max(20),
  duplicates: share,
  corrections: share,
  typos: share,
});

const sourceCoverage = z
  .strictObject({ low: share, high: share, gaps: share })
  .superRefine(({ low, high }, context) => {
    if (low > high)
      context.addIssue({ code: 'custom', path: ['low'], message: `${low} is above the ${high} of high` });
  });

/** How small a firm must still be larger than the smallest loan, sd of log sales; and the least that other lenders lend. */
const SMALL_FIRM_SD = 3;
const LEAST_LOAN_YUAN = 5_000;

const schema: z.ZodType<Scenario> = z
  .strictObject({
    name: z.string().regex(/^[\w.-]{1,64}$/, 'expected 1 to 64 letters, digits, dots, dashes or underscores'),
    industries,
    regions: z.record(z.enum(REGIONS), share).superRefine((values, context) => addUpToOne(values, context)),
    environment,
    macro,
    disasters,
    firm,
    peckingOrder,
    credit,
    network,
    fraud,
    lenders,
    delivery,
    coverage: z.record(z.enum(COVERED_SOURCES), sourceCoverage),
  })
  .superRefine(({ firm, credit }, context) => {
    // Lenders' floors in borrowing.ts and here: a loan of many years' sales, invested, would make a giant of a stall.
    const smallest = 12 * firm.medianMonthlySalesYuan * Math.exp(-SMALL_FIRM_SD * firm.logSdSales);
    const least = Math.max(LEAST_LOAN_YUAN, credit.amountYuan[0]);
    if (least <= smallest) return;
    const message = `firms ${SMALL_FIRM_SD} sd below the median sell ${rounded(smallest)} yuan a year; expected at least the smallest loan, ${least}`;
    context.addIssue({ code: 'custom', path: ['firm', 'medianMonthlySalesYuan'], message });
  });

/**
 * Validates a whole scenario; `path` names it in errors.
 * @throws PARUS_CONFIG_INVALID with every issue and its path inside the scenario.
 */
export function parseScenario(json: unknown, path: string): Scenario {
  const parsed = schema.safeParse(json, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw refuseScenario(path, issuesOfScenario(parsed.error.issues));
}

/** The refusal of a scenario for a list of issues, not empty: counts them and quotes the first. */
export function refuseScenario(path: string, issues: readonly Issue[]): ParusError {
  const first = issues.map((issue) => `${issue.path}: ${issue.message}`)[0] ?? 'unknown';
  const problem = issues.length > 1 ? `${issues.length} issues, the first ${first}` : first;
  return fail('PARUS_CONFIG_INVALID', { path, problem }, issues);
}

/** One issue for each unknown key, at its own path: zod names them together at their parent's. */
function issuesOfScenario(issues: readonly z.core.$ZodIssue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return issuesOfZod([{ ...issue, message: withInput(issue) }]);
    const known = Object.keys(knownAt(issue.path)).join(', ');
    const message = known === '' ? 'unknown parameter' : `unknown parameter; expected one of ${known}`;
    return issuesOfZod(issue.keys.map((key) => ({ path: [...issue.path, key], message })));
  });
}

/** Zod's message and, where it is a plain value, what it got; our own messages say so themselves. */
function withInput({ code, message, input }: z.core.$ZodIssue): string {
  if (code === 'custom' || code === 'invalid_type') return message;
  return typeof input === 'number' || typeof input === 'string' ? `${message}, got ${input}` : message;
}

/** The baseline's parameters at a path; none inside of lists, which it may leave empty. */
function knownAt(path: readonly PropertyKey[]): Readonly<Record<string, unknown>> {
  let at: unknown = baselineScenario;
  for (const key of path) at = isRecord(at) ? at[String(key)] : undefined;
  return isRecord(at) ? at : {};
}
