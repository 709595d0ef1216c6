import { basename } from 'node:path';
import { canonicalJson, fail, type Issue, sha256 } from '../../core/index.ts';
import { firstLine, type Refuse, readJson, refuseIssues, validated } from '../json-file.ts';
import { type PolicyAnswer, readAnswer } from './answer.ts';
import { checkPolicy } from './check/check-policy.ts';
import { compilePolicy } from './compile/index.ts';
import type { PolicyContext } from './context.ts';
import { type Jdm, jdmSchema } from './jdm.ts';
import { openZen } from './zen.ts';

/** What is known of a policy without asking it. */
export interface PolicyMeta {
  readonly path: string;
  readonly nNodes: number;
  readonly nRules: number;
  /** Names of the features it reads, sorted. */
  readonly features: readonly string[];
  /** Reason codes it can give, sorted. */
  readonly codes: readonly string[];
  /** What keeps it from being compiled, by path in the file; empty for a compiled policy. */
  readonly outside: readonly Issue[];
}

/** A policy, ready to be asked. Pure: the same context gives the same answer. */
export interface Policy {
  /** SHA-256 of the canonical JDM: layout of the file does not change it. */
  readonly hash: string;
  readonly meta: PolicyMeta;
  /** Compiled to closures, or run by the rule engine because something in it lies outside the compiled subset. */
  readonly runsOn: 'closures' | 'zen';
  /**
   * Asks a compiled policy.
   * @throws PARUS_POLICY_INVALID where it fails or does not answer with an outcome; PARUS_POLICY_NOT_COMPILED where it
   * runs on the rule engine, which only answers `evaluateAsync`.
   */
  evaluate(context: PolicyContext): PolicyAnswer;
  /**
   * Asks any policy.
   * @throws PARUS_POLICY_INVALID where it fails or does not answer with an outcome.
   */
  evaluateAsync(context: PolicyContext): Promise<PolicyAnswer>;
}

export interface PolicyOptions {
  /** The catalogue: a policy that reads another feature is refused. */
  readonly knownFeatures?: Iterable<string> | undefined;
  /** `zen` runs a policy on the rule engine even where it can be compiled: for comparison. */
  readonly runsOn?: 'zen' | undefined;
}

/** @throws PARUS_FILE_MISSING, PARUS_POLICY_INVALID with path, problem and every issue. */
export async function loadPolicy(path: string, options: PolicyOptions = {}): Promise<Policy> {
  return parsePolicy(await readPolicyJson(path), path, options);
}

/** The content of a policy's file, not looked at. @throws PARUS_FILE_MISSING, PARUS_POLICY_INVALID where it is not JSON. */
export function readPolicyJson(path: string): Promise<unknown> {
  return readJson(path, refusePolicy(path));
}

/**
 * Makes a policy from the content of a JDM file; `path` names it in errors.
 * @throws PARUS_POLICY_INVALID with every issue.
 */
export function parsePolicy(json: unknown, path: string, options: PolicyOptions = {}): Policy {
  const refuse = refusePolicy(path);
  const jdm: Jdm = validated(jdmSchema, json, refuse);
  const known = options.knownFeatures && new Set(options.knownFeatures);
  const { issues, features, codes, nRules } = checkPolicy(jdm, known);
  if (issues.length > 0) throw refuseIssues(refuse, issues);

  const zen = openZen(jdm, refuse);
  const { run, outside } =
    options.runsOn === 'zen' ? { run: null, outside: [] as readonly Issue[] } : compilePolicy(jdm);
  // Failures while deciding end up in traces, which must not depend on where the file lies.
  const refuseAnswer = refusePolicy(basename(path));
  const policy = {
    hash: sha256(canonicalJson(jdm)),
    meta: { path, nNodes: jdm.nodes.length, nRules, features, codes, outside },
  };

  if (run) {
    const evaluate = (context: PolicyContext): PolicyAnswer => {
      const { result, trace } = guarded(() => run(context), refuseAnswer);
      return readAnswer(result, trace, refuseAnswer);
    };
    return { ...policy, runsOn: 'closures', evaluate, evaluateAsync: async (context) => evaluate(context) };
  }
  return {
    ...policy,
    runsOn: 'zen',
    evaluate() {
      const problem = outside[0] ? `${outside[0].path}: ${outside[0].message}` : 'it was asked to';
      throw fail('PARUS_POLICY_NOT_COMPILED', { path: basename(path), problem });
    },
    async evaluateAsync(context) {
      const { result, trace } = await zen(context).catch((error: unknown) => {
        throw refuseAnswer(firstLine(error));
      });
      return readAnswer(result, trace, refuseAnswer);
    },
  };
}

/** A node that cannot run names its problem; the policy's name is put before it here. */
function guarded<T>(run: () => T, refuse: Refuse): T {
  try {
    return run();
  } catch (thrown) {
    throw refuse(firstLine(thrown));
  }
}

/** The refusal of a policy; `path` names its file. */
export const refusePolicy =
  (path: string): Refuse =>
  (problem, issues) =>
    fail('PARUS_POLICY_INVALID', { path, problem }, issues);
