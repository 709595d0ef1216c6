import { z } from 'zod';
import { fail, type Issue } from '../../core/index.ts';
import { firstLine, type Refuse, readJson, validated } from '../json-file.ts';
import { outcomes } from '../outcome.ts';
import type { PolicyAnswer } from './answer.ts';
import type { PolicyContext } from './context.ts';
import type { Policy } from './policy.ts';

const value = z.union([z.number(), z.null()]);
const fact = z.union([
  z.null(),
  z.boolean(),
  z.number(),
  z.string(),
  z.array(z.union([z.number(), z.string()])),
]);
/** What the steps before the policy found; a case lays its own over the base. */
const facts = {
  identity: z.record(z.string(), fact).optional(),
  fraud: z.record(z.string(), fact).optional(),
  lists: z.record(z.string(), fact).optional(),
};

const schema = z.strictObject({
  /** The context of a case is `base` with the fields of the case laid over it. */
  base: z.strictObject({
    application: z.strictObject({ amountYuan: z.number(), termMonths: z.int(), purpose: z.string() }),
    assessment: z.strictObject({ pd: z.number(), score: z.number(), grade: z.string() }),
    features: z.record(z.string(), value),
    ...facts,
  }),
  cases: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        application: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
        assessment: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
        features: z.record(z.string(), value).default({}),
        ...facts,
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
  return parsePolicyCases(await readJson(path, refuseCases(path)), path);
}

/** @throws PARUS_CONFIG_INVALID with every issue. */
export function parsePolicyCases(json: unknown, path: string): PolicyCases {
  return validated(schema, json, refuseCases(path));
}

const refuseCases =
  (path: string): Refuse =>
  (problem, issues) =>
    fail('PARUS_CONFIG_INVALID', { path, problem }, issues);

/** How the cases of a policy came out. */
export interface CasesRun {
  /** One for each case that did not come out as written. */
  readonly issues: readonly Issue[];
  /** Ids of the rules that matched in some case, by node. */
  readonly reached: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Runs the cases that a policy carries. */
export async function tryPolicyCases(policy: Policy, { base, cases }: PolicyCases): Promise<CasesRun> {
  const issues: Issue[] = [];
  const reached = new Map<string, Set<string>>();
  for (const item of cases) {
    const expected = `${item.outcome} [${item.reasons.join(', ')}]`;
    const got = await policy.evaluateAsync(contextOf(base, item)).then((answer) => {
      noteRules(answer, reached);
      return `${answer.outcome} [${[...answer.knockouts, ...answer.referrals].join(', ')}]`;
    }, firstLine);
    if (got !== expected) issues.push({ path: item.name, message: `expected ${expected}, got ${got}` });
  }
  return { issues, reached };
}

/** Runs the cases that a policy carries; one issue for each case that does not come out as written. */
export async function runPolicyCases(policy: Policy, cases: PolicyCases): Promise<readonly Issue[]> {
  return (await tryPolicyCases(policy, cases)).issues;
}

function contextOf(base: PolicyCases['base'], item: PolicyCases['cases'][number]): PolicyContext {
  return {
    application: { ...base.application, ...item.application },
    assessment: { ...base.assessment, ...item.assessment },
    features: { ...base.features, ...item.features },
    ...(base.identity || item.identity ? { identity: { ...base.identity, ...item.identity } } : {}),
    ...(base.fraud || item.fraud ? { fraud: { ...base.fraud, ...item.fraud } } : {}),
    ...(base.lists || item.lists ? { lists: { ...base.lists, ...item.lists } } : {}),
  };
}

function noteRules({ trace }: PolicyAnswer, reached: Map<string, Set<string>>): void {
  for (const { node, rules } of trace) {
    const known = reached.get(node) ?? new Set<string>();
    for (const rule of rules) known.add(rule);
    reached.set(node, known);
  }
}
