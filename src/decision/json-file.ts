import { readFile } from 'node:fs/promises';
import { fail, type Issue, issuesOfZod, type ParusError } from '../core/index.ts';

/** What a file of rules is refused with: the code's parameters are filled by the loader. */
export type Refuse = (problem: string, issues?: readonly Issue[]) => ParusError;

/**
 * Reads a JSON file.
 * @throws PARUS_FILE_MISSING; `refuse` where it cannot be read or is not JSON.
 */
export async function readJson(path: string, refuse: Refuse): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw fail('PARUS_FILE_MISSING', { path });
    throw refuse(firstLine(error));
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse(`not JSON: ${firstLine(error)}`);
  }
}

/** The content of a file of rules, and what errors call it. */
export interface RuleFile {
  readonly path: string;
  readonly json: unknown;
}

/** @throws PARUS_FILE_MISSING; PARUS_CONFIG_INVALID where it cannot be read or is not JSON. */
export async function readRuleFile(path: string): Promise<RuleFile> {
  return {
    path,
    json: await readJson(path, (problem, issues) => fail('PARUS_CONFIG_INVALID', { path, problem }, issues)),
  };
}

/** Validates `json`; `refuse` gets all issues, the first of them as the problem. */
export function validated<T>(schema: SafeSchema<T>, json: unknown, refuse: Refuse): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw refuseIssues(refuse, issuesOfZod(parsed.error.issues));
}

/** The refusal for a list of issues: counts them and quotes the first. */
export function refuseIssues(refuse: Refuse, issues: readonly Issue[]): ParusError {
  const first = issues[0];
  const problem = first ? `${first.path}: ${first.message}` : 'unknown';
  return refuse(issues.length > 1 ? `${issues.length} issues, the first ${problem}` : problem, issues);
}

type ZodIssues = Parameters<typeof issuesOfZod>[0];

interface SafeSchema<T> {
  safeParse(
    json: unknown,
  ):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: { readonly issues: ZodIssues } };
}

/** The first line of an error's message: what follows (native stack traces) differs from run to run. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0] ?? '';
}
