import { basename } from 'node:path';
import { ZenEngine } from '@gorules/zen-engine';
import { z } from 'zod';
import { canonicalJson, fail, issuesOfZod, sha256 } from '../core/index.ts';
import { firstLine, type Refuse, readJson, refuseIssues, validated } from './json-file.ts';
import { type Outcome, outcomes } from './outcome.ts';
import { checkPolicy, jdmSchema } from './policy-check.ts';

/** What a policy is asked about. Plain JSON: a missing feature is null, never NaN. */
export interface PolicyContext {
  readonly application: {
    readonly amountYuan: number;
    readonly termMonths: number;
    readonly purpose: string;
  };
  readonly assessment: { readonly pd: number; readonly score: number; readonly grade: string };
  /** The features the policy reads, and no other. */
  readonly features: Readonly<Record<string, number | null>>;
}

const hits = z.array(z.object({ code: z.string().min(1) })).default([]);

const answerSchema = z
  .object({ outcome: z.enum(outcomes), knockouts: hits, referrals: hits })
  .refine((answer) => answer.outcome === 'decline' || answer.knockouts.length === 0, {
    path: ['outcome'],
    message: 'a knock-out was hit, yet the outcome is no decline',
  });

const traceSchema = z.record(
  z.string(),
  z.object({ id: z.string(), name: z.string(), order: z.int(), traceData: z.unknown() }),
);

/** A node of the policy that ran, in order, with the rules of it that matched. */
export interface PolicyNodeTrace {
  readonly node: string;
  readonly name: string;
  /** `_id`s of the rules that matched; empty for nodes that are no tables. */
  readonly rules: readonly string[];
}

export interface PolicyAnswer {
  readonly outcome: Outcome;
  /** Codes of the rules that decline, in the order of the table. */
  readonly knockouts: readonly string[];
  /** Codes of the rules that ask for a human. */
  readonly referrals: readonly string[];
  readonly trace: readonly PolicyNodeTrace[];
}

export interface PolicyMeta {
  readonly path: string;
  readonly nNodes: number;
  readonly nRules: number;
  /** Names of the features it reads, sorted. */
  readonly features: readonly string[];
  /** Reason codes it can give, sorted. */
  readonly codes: readonly string[];
}

/** A policy, ready to be asked. Pure: the same context gives the same answer. */
export interface Policy {
  /** SHA-256 of the canonical JDM: layout of the file does not change it. */
  readonly hash: string;
  readonly meta: PolicyMeta;
  /**
   * Asks the policy.
   * @throws PARUS_POLICY_INVALID where it fails or does not answer with an outcome.
   */
  evaluate(context: PolicyContext): Promise<PolicyAnswer>;
}

export interface PolicyOptions {
  /** The catalogue: a policy that reads another feature is refused. */
  readonly knownFeatures?: Iterable<string> | undefined;
}

/** @throws PARUS_FILE_MISSING, PARUS_POLICY_INVALID with path, problem and every issue. */
export async function loadPolicy(path: string, options: PolicyOptions = {}): Promise<Policy> {
  return parsePolicy(await readJson(path, refusePolicy(path)), path, options);
}

/**
 * Makes a policy from the content of a JDM file; `path` names it in errors.
 * @throws PARUS_POLICY_INVALID with every issue.
 */
export function parsePolicy(json: unknown, path: string, options: PolicyOptions = {}): Policy {
  const refuse = refusePolicy(path);
  // Failures while deciding end up in traces, which must not depend on where the file lies.
  const refuseAnswer = refusePolicy(basename(path));
  const jdm = validated(jdmSchema, json, refuse);
  const known = options.knownFeatures && new Set(options.knownFeatures);
  const { issues, features, codes, nRules } = checkPolicy(jdm, known);
  if (issues.length > 0) throw refuseIssues(refuse, issues);

  const decision = (() => {
    try {
      const made = new ZenEngine().createDecision(jdm);
      made.validate();
      return made;
    } catch (error) {
      throw refuse(firstLine(error));
    }
  })();

  return {
    hash: sha256(canonicalJson(jdm)),
    meta: { path, nNodes: jdm.nodes.length, nRules, features, codes },
    async evaluate(context) {
      let result: unknown;
      let trace: unknown;
      try {
        // The trace as text costs a third of the trace as objects: the engine crosses into JavaScript once.
        const response = await decision.evaluate(forEngine(context), { trace: 'string' });
        result = response.result;
        trace = JSON.parse(String(response.trace));
      } catch (error) {
        throw refuseAnswer(firstLine(error));
      }
      const answer = answerSchema.safeParse(result);
      if (!answer.success) throw refuseIssues(refuseAnswer, issuesOfZod(answer.error.issues));
      const { outcome, knockouts, referrals } = answer.data;
      return {
        outcome,
        knockouts: knockouts.map((hit) => hit.code),
        referrals: referrals.map((hit) => hit.code),
        trace: nodeTraces(trace),
      };
    },
  };
}

const refusePolicy =
  (path: string): Refuse =>
  (problem, issues) =>
    fail('PARUS_POLICY_INVALID', { path, problem }, issues);

/** What the engine's decimal numbers hold: 28 decimal places, of which a double needs 17 for its digits. */
const LEAST_NUMBER = 1e-11;
const LARGEST_NUMBER = 1e28;

/** The engine crashes on numbers outside its range: smaller ones become 0, larger ones the largest. */
export function engineNumber(x: number): number {
  if (Math.abs(x) < LEAST_NUMBER) return 0;
  return Math.max(-LARGEST_NUMBER, Math.min(LARGEST_NUMBER, x));
}

function forEngine({ application, assessment, features }: PolicyContext): PolicyContext {
  const inRange: Record<string, number | null> = {};
  for (const [name, value] of Object.entries(features))
    inRange[name] = value === null ? null : engineNumber(value);
  return {
    application: { ...application, amountYuan: engineNumber(application.amountYuan) },
    assessment: {
      ...assessment,
      pd: engineNumber(assessment.pd),
      score: engineNumber(assessment.score),
    },
    features: inRange,
  };
}

/** The engine's trace without its timings, which differ from run to run, and in the order of running. */
function nodeTraces(trace: unknown): PolicyNodeTrace[] {
  return Object.values(traceSchema.parse(trace))
    .sort((a, b) => a.order - b.order)
    .map(({ id, name, traceData }) => ({ node: id, name, rules: matchedRules(traceData) }));
}

/** A table with hit policy `first` reports one rule, with `collect` a list. */
function matchedRules(traceData: unknown): string[] {
  const hitsOfNode: readonly unknown[] = Array.isArray(traceData) ? traceData : [traceData];
  return hitsOfNode.flatMap((hit) => {
    const id = (hit as { rule?: { _id?: unknown } } | null)?.rule?._id;
    return typeof id === 'string' ? [id] : [];
  });
}
