import { z } from 'zod';
import { fail, type Issue } from '../core/index.ts';
import { firstLine, type Refuse, readJson, validated } from './json-file.ts';
import { outcomes } from './outcome.ts';
import type { Policy } from './policy.ts';

const value = z.union([z.number(), z.null()]);

const schema = z.strictObject({
  /** The context of a case is `base` with the fields of the case laid over it. */
  base: z.strictObject({
    application: z.strictObject({ amountYuan: z.number(), termMonths: z.int(), purpose: z.string() }),
    assessment: z.strictObject({ pd: z.number(), score: z.number(), grade: z.string() }),
    features: z.record(z.string(), value),
  }),
  cases: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        application: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
        assessment: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
        features: z.record(z.string(), value).default({}),
        outcome: z.enum(outcomes),
        /** Knock-outs and referrals, in the order of the tables. */
        reasons: z.array(z.string()),
      }),
    )
    .min(1),
});

export type PolicyCases = z.infer<typeof schema>;

/** @throws PARUS_FILE_MISSING, PARUS_CONFIG_INVALID */
export async function loadPolicyCases(path: string): Promise<PolicyCases> {
  const refuse: Refuse = (problem, issues) => fail('PARUS_CONFIG_INVALID', { path, problem }, issues);
  return validated(schema, await readJson(path, refuse), refuse);
}

/** Runs the cases that a policy carries; one issue for each case that does not come out as written. */
export async function runPolicyCases(policy: Policy, { base, cases }: PolicyCases): Promise<Issue[]> {
  const issues: Issue[] = [];
  for (const item of cases) {
    const expected = `${item.outcome} [${item.reasons.join(', ')}]`;
    const context = {
      application: { ...base.application, ...item.application },
      assessment: { ...base.assessment, ...item.assessment },
      features: { ...base.features, ...item.features },
    };
    const got = await policy
      .evaluate(context)
      .then(
        (answer) => `${answer.outcome} [${[...answer.knockouts, ...answer.referrals].join(', ')}]`,
        firstLine,
      );
    if (got !== expected) issues.push({ path: item.name, message: `expected ${expected}, got ${got}` });
  }
  return issues;
}
