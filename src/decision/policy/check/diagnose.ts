import type { Issue } from '../../../core/index.ts';
import { validated } from '../../json-file.ts';
import { type PolicyCases, tryPolicyCases } from '../cases.ts';
import { contextFields } from '../context-fields.ts';
import { type Jdm, type JdmTable, jdmSchema, tableSchema } from '../jdm.ts';
import { type Policy, parsePolicy, refusePolicy } from '../policy.ts';
import { checkPolicy } from './check-policy.ts';
import { domainsOf } from './domains.ts';
import { coverTable, type Example } from './table-coverage.ts';
import { unreadColumns } from './unread.ts';

/** What `diagnosePolicy` looks for. */
export type PolicyCheckName =
  | 'load'
  | 'reason text'
  | 'contradiction'
  | 'unreachable'
  | 'gap'
  | 'default'
  | 'overlap'
  | 'unread'
  | 'case'
  | 'coverage'
  | 'engine';

/** An `error` makes the check fail; a `warning` is likely a mistake; a `note` is worth knowing. */
export type FindingLevel = 'error' | 'warning' | 'note';

export interface PolicyFinding {
  readonly check: PolicyCheckName;
  readonly level: FindingLevel;
  /** Where in the file. */
  readonly path: string;
  readonly message: string;
  /** Values by column expression that show what is meant; null where none is needed. */
  readonly example: Example | null;
}

export interface PolicyDiagnosis {
  /** Null where the policy does not load. */
  readonly hash: string | null;
  readonly runsOn: Policy['runsOn'] | null;
  readonly nNodes: number;
  readonly nRules: number;
  /** Errors first. */
  readonly findings: readonly PolicyFinding[];
  /** Cases run and rules that a case reached; null without a file of cases. */
  readonly cases: { readonly run: number; readonly failed: number; readonly rulesReached: number } | null;
  /** No finding is an error. */
  readonly holds: boolean;
}

export interface DiagnoseOptions {
  readonly knownFeatures?: Iterable<string> | undefined;
  /** Codes that have a text, as the keys of reasons.json; absent: texts are not checked. */
  readonly reasonCodes?: Iterable<string> | undefined;
  readonly cases?: PolicyCases | undefined;
}

/**
 * Checks a policy more thoroughly than loading does: what its rows leave unanswered or never reach, what nobody reads,
 * and whether its cases come out as written. `path` names the file in refusals.
 * @throws PARUS_POLICY_INVALID where it is no JDM at all; whatever else is wrong is a finding.
 */
export async function diagnosePolicy(
  json: unknown,
  path: string,
  { knownFeatures, reasonCodes, cases }: DiagnoseOptions = {},
): Promise<PolicyDiagnosis> {
  const jdm: Jdm = validated(jdmSchema, json, refusePolicy(path));
  const { issues, codes, nRules } = checkPolicy(jdm, knownFeatures && new Set(knownFeatures));
  const size = { nNodes: jdm.nodes.length, nRules };
  const failed = (findings: readonly PolicyFinding[]): PolicyDiagnosis => ({
    ...size,
    hash: null,
    runsOn: null,
    findings,
    cases: null,
    holds: false,
  });
  if (issues.length > 0) return failed(issues.map((issue) => finding('load', 'error', issue)));
  let policy: Policy;
  try {
    policy = parsePolicy(json, path);
  } catch (error) {
    return failed([finding('load', 'error', { path: '', message: (error as Error).message })]);
  }

  const findings = [
    ...untold(codes, reasonCodes),
    ...jdm.nodes.flatMap((node, i) => tableFindings(jdm, node, i)),
    ...unreadColumns(jdm).map((issue) => finding('unread', 'note', issue)),
    ...policy.meta.outside.map((issue) => finding('engine', 'note', issue)),
  ];
  const run = cases ? await runCases(policy, jdm, cases) : null;
  findings.push(...(run?.findings ?? []));
  const order: readonly FindingLevel[] = ['error', 'warning', 'note'];
  findings.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  return {
    ...size,
    hash: policy.hash,
    runsOn: policy.runsOn,
    findings,
    cases: run && { run: run.run, failed: run.failed, rulesReached: run.rulesReached },
    holds: findings.every(({ level }) => level !== 'error'),
  };
}

function finding(
  check: PolicyCheckName,
  level: FindingLevel,
  { path, message }: Issue,
  example: Example | null = null,
): PolicyFinding {
  return { check, level, path, message, example };
}

function untold(codes: readonly string[], told: Iterable<string> | undefined): PolicyFinding[] {
  if (!told) return [];
  const known = new Set(told);
  return codes
    .filter((code) => !known.has(code))
    .map((code) => finding('reason text', 'error', { path: code, message: 'no text in reasons.json' }));
}

function tableFindings(jdm: Jdm, node: Jdm['nodes'][number], iNode: number): PolicyFinding[] {
  if (node.type !== 'decisionTableNode') return [];
  const table = tableSchema.parse(node.content);
  const path = `nodes.${iNode}.content`;
  const looks = table.inputField?.trim();
  const inside = !looks ? null : Object.hasOwn(contextFields, looks) ? looks : 'elsewhere';
  const cover = coverTable(table, domainsOf(jdm), inside);
  const name = (row: number): string => table.rules[row]?.['_id'] || `row ${row}`;
  const at = (row: number): string => `${path}.rules.${row}`;
  // Where the outcome is not answered nobody can be approved; other tables may well have nothing to say.
  const answers = table.outputs.some(({ field }) => field === 'outcome');

  const found = [
    ...cover.contradictions.map(({ row, column }) => {
      const { id = '', field } = table.inputs[column] ?? {};
      const message = `${name(row)} never matches: ${field} cannot be ${table.rules[row]?.[id]?.trim()}`;
      return finding('contradiction', 'error', { path: `${at(row)}.${id}`, message });
    }),
    ...cover.unreachable.map(({ row, by }) =>
      finding('unreachable', 'error', {
        path: at(row),
        message: `${name(row)} is never reached: ${by.map(name).join(', ')} before it leave${by.length === 1 ? 's' : ''} nothing`,
      }),
    ),
    ...cover.gaps.map((example) =>
      finding(
        'gap',
        answers ? 'error' : 'warning',
        { path, message: `no row of ${node.name} answers` },
        example,
      ),
    ),
    ...cover.overlaps.map(({ rows: [a, b], example }) =>
      finding(
        'overlap',
        'note',
        {
          path: at(b),
          message: `${name(a)} and ${name(b)} both match and answer differently; ${name(a)} wins`,
        },
        example,
      ),
    ),
  ];
  if (!cover.complete)
    found.push(finding('gap', 'note', { path, message: `${node.name} is too large to be looked at whole` }));
  if (table.hitPolicy === 'first' && cover.notRead.length > 0 && !hasDefault(table))
    found.push(
      finding('default', 'warning', {
        path,
        message: `${node.name} has no last row that matches anything, and ${cover.notRead.map(name).join(', ')} cannot be described by intervals, so it may leave something unanswered`,
      }),
    );
  return found;
}

function hasDefault({ inputs, rules }: JdmTable): boolean {
  const last = rules.at(-1);
  return last !== undefined && inputs.every(({ id }) => last[id]?.trim() === '');
}

interface CasesRun {
  readonly findings: readonly PolicyFinding[];
  readonly run: number;
  readonly failed: number;
  readonly rulesReached: number;
}

async function runCases(policy: Policy, jdm: Jdm, cases: PolicyCases): Promise<CasesRun> {
  const { issues, reached } = await tryPolicyCases(policy, cases);
  const findings = issues.map((issue) => finding('case', 'error', issue));
  let rulesReached = 0;
  jdm.nodes.forEach(({ id, type, content }, iNode) => {
    if (type !== 'decisionTableNode') return;
    tableSchema.parse(content).rules.forEach((rule, row) => {
      const name = rule['_id'] ?? '';
      if (reached.get(id)?.has(name)) rulesReached += 1;
      else
        findings.push(
          finding('coverage', 'warning', {
            path: `nodes.${iNode}.content.rules.${row}`,
            message: `no case reaches ${name || `row ${row}`}`,
          }),
        );
    });
  });
  return { findings, run: cases.cases.length, failed: issues.length, rulesReached };
}
