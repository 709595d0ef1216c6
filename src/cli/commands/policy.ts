import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { fail } from '../../core/index.ts';
import {
  type Decision,
  type DecisionRules,
  decideRows,
  decisionFeatures,
  loadReasonTexts,
  loadRules,
  readApplicationRows,
  replayDecision,
} from '../../decision/index.ts';
import {
  type Comparable,
  compareDecisions,
  comparePolicies,
  diagnosePolicy,
  loadPolicyCases,
  type PolicyComparison,
  readPolicyJson,
  snapshotsOf,
} from '../../decision/policy/index.ts';
import { featureNames } from '../../features/index.ts';
import { loadModel } from '../../models/index.ts';
import { openBook } from '../../sources/index.ts';
import { writeTextFile } from '../../table/index.ts';
import {
  type CommandContext,
  type CommandResult,
  type CommandSpec,
  exactlyOne,
  option,
  wholeNumber,
} from '../command.ts';
import { comparisonText, diagnosisText } from '../policy-text.ts';

interface PolicyCommandOptions {
  readonly cases?: string;
  readonly data?: string;
  readonly decisions?: string;
  readonly model?: string;
  readonly outcomes?: string;
  readonly show: number;
  readonly out?: string;
}

export const policyCommand: CommandSpec<PolicyCommandOptions> = {
  name: 'policy',
  args: '<action> <files...>',
  summary:
    'check FILE: what a policy leaves unanswered, never reaches or gets wrong; diff A B: who is decided otherwise under B, and what it costs',
  options: [
    option('--cases <file>', 'check: cases that the policy must pass (default: <name>.cases.json beside it)'),
    option('--data <dir>', 'diff: the book whose applications are decided under both'),
    option('--model <file>', 'diff --data: the model'),
    option('--decisions <file>', 'diff: recorded decisions with traces, as `decide --traces` writes them'),
    option('--outcomes <dir>', 'diff: a book that knows how loans ended (default: that of --data)'),
    option('--show <n>', 'diff: applications to list').argParser(wholeNumber('--show', 0)).default(20),
    option('--out <file>', 'where to write all that was found, as JSON'),
  ],
  example: 'parus policy check policies/sme-standard.json',
  run: async (options, context, args) => {
    const [action = '', ...files] = args;
    if (action === 'check') return check(files, options);
    if (action === 'diff') return diff(files, options, context);
    throw fail('PARUS_USAGE', { problem: `policy ${action}; expected policy check or policy diff` });
  },
};

async function check(files: readonly string[], options: PolicyCommandOptions): Promise<CommandResult> {
  const [path] = files;
  if (path === undefined || files.length > 1)
    throw fail('PARUS_USAGE', { problem: `policy check got ${files.length} files; expected one` });
  const casesPath = options.cases ?? ifThere(path.replace(/(\.json)?$/, '.cases.json'));
  const textsPath = ifThere(path.replace(/[^/\\]*$/, 'reasons.json'));
  const diagnosis = await diagnosePolicy(await readPolicyJson(path), path, {
    knownFeatures: featureNames,
    cases: casesPath === undefined ? undefined : await loadPolicyCases(casesPath),
    reasonCodes: textsPath === undefined ? undefined : Object.keys(await loadReasonTexts(textsPath)),
  });
  const data = { path, casesFrom: casesPath ?? null, ...diagnosis };
  if (options.out !== undefined) await writeTextFile(options.out, `${JSON.stringify(data, null, 2)}\n`);
  return { data, text: diagnosisText(diagnosis), exitCode: diagnosis.holds ? 0 : 3 };
}

function ifThere(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}

async function diff(
  files: readonly string[],
  options: PolicyCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const [before, after] = files;
  if (before === undefined || after === undefined || files.length > 2)
    throw fail('PARUS_USAGE', { problem: `policy diff got ${files.length} files; expected two` });
  exactlyOne({ ...options }, 'data', 'decisions');
  const bads = await badsOf(options.outcomes ?? options.data);
  const { comparison, incomplete } =
    options.decisions === undefined
      ? { comparison: await onBook(before, after, bads, options, context), incomplete: [] }
      : await onDecisions(before, after, bads, options.decisions);
  const { changes, ...summary } = comparison;
  const all = { policies: [before, after], incomplete, ...comparison };
  if (options.out !== undefined) await writeTextFile(options.out, `${JSON.stringify(all, null, 2)}\n`);
  const warnings = incomplete.map(
    ({ feature, absentIn }) =>
      `${feature} was not recorded for ${absentIn} applications and reads as missing`,
  );
  const text = [...warnings, comparisonText(comparison, options.show)].join('\n');
  const listed = changes.filter((change) => change.before !== change.after).slice(0, options.show);
  return { data: { policies: [before, after], incomplete, ...summary, changes: listed }, text };
}

/** Decides the applications of a book under both policies, in the pool's workers. */
function onBook(
  before: string,
  after: string,
  bads: ReadonlyMap<string, boolean>,
  { data, model: modelPath }: PolicyCommandOptions,
  context: CommandContext,
): Promise<PolicyComparison> {
  if (data === undefined || modelPath === undefined)
    throw fail('PARUS_USAGE', { problem: 'policy diff --data expects --model' });
  return context.withPool(async (pool) => {
    const model = await loadModel(modelPath);
    const rulesBefore = await loadRules(before, { model });
    const rulesAfter = await loadRules(after, { model });
    const wanted = (rules: DecisionRules): string => decisionFeatures(model, rules).join();
    const rowsBefore = await readApplicationRows(data, model, rulesBefore, pool);
    // Features are the long part of the work: policies that read the same share them.
    const rowsAfter =
      wanted(rulesBefore) === wanted(rulesAfter) && rulesBefore.fraud?.hash === rulesAfter.fraud?.hash
        ? rowsBefore
        : await readApplicationRows(data, model, rulesAfter, pool);
    const decided = async (rows: typeof rowsBefore, rules: DecisionRules): Promise<Comparable[]> => {
      const decisions: Comparable[] = [];
      await decideRows(pool, rows, model, rules, {
        withTraces: true,
        onShard: ({ lines }) => {
          for (const decision of parsedLines(lines)) decisions.push(withPriceOnly(decision));
        },
      });
      return decisions;
    };
    return compareDecisions(
      await decided(rowsBefore, rulesBefore),
      await decided(rowsAfter, rulesAfter),
      bads,
    );
  });
}

function parsedLines(lines: Uint8Array): Decision[] {
  return new TextDecoder()
    .decode(lines)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Decision);
}

/** What a comparison needs of a decision: of its trace the price, so that a whole book fits into memory. */
function withPriceOnly({ trace, ...decision }: Decision): Comparable {
  return { ...decision, trace: { steps: trace.steps.filter(({ step }) => step === 'price') } };
}

/** Decides recorded snapshots under both policies. */
async function onDecisions(
  before: string,
  after: string,
  bads: ReadonlyMap<string, boolean>,
  path: string,
): Promise<{
  readonly comparison: PolicyComparison;
  readonly incomplete: readonly { readonly feature: string; readonly absentIn: number }[];
}> {
  const rulesBefore = await loadRules(before);
  const rulesAfter = await loadRules(after);
  const features = [...rulesBefore.policy.meta.features, ...rulesAfter.policy.meta.features];
  const { snapshots, incomplete } = snapshotsOf(await readDecisions(path), features);
  const comparison = await comparePolicies(
    snapshots,
    rulesBefore,
    rulesAfter,
    async (snapshot, rules) => withPriceOnly(await replayDecision({ snapshot, steps: [] }, rules)),
    bads,
  );
  return { comparison, incomplete };
}

/** @throws PARUS_FILE_MISSING, PARUS_FILE_EMPTY, PARUS_FILE_FORMAT with the line. */
async function readDecisions(path: string): Promise<Decision[]> {
  if (!existsSync(path)) throw fail('PARUS_FILE_MISSING', { path });
  const decisions: Decision[] = [];
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8') })) {
    line += 1;
    if (text.trim() === '') continue;
    decisions.push(decisionIn(text, path, line));
  }
  if (decisions.length === 0) throw fail('PARUS_FILE_EMPTY', { path, got: 'no decisions' });
  return decisions;
}

function decisionIn(text: string, path: string, line: number): Decision {
  const refuse = (problem: string) => fail('PARUS_FILE_FORMAT', { path, problem: `line ${line} ${problem}` });
  let decision: Partial<Decision> | null;
  try {
    decision = JSON.parse(text) as Partial<Decision> | null;
  } catch {
    throw refuse('is not JSON');
  }
  if (typeof decision?.applicationId !== 'string' || !decision.trace?.snapshot?.application)
    throw refuse('is no decision with its trace, as `parus decide --traces` writes them');
  return decision as Decision;
}

/** How the loans of a book ended, by application. */
async function badsOf(dir: string | undefined): Promise<ReadonlyMap<string, boolean>> {
  if (dir === undefined) return new Map();
  const { rows } = await openBook(dir, { sources: ['outcomes'] });
  const { columns, levels } = rows.outcomes;
  const ids = levels['applicationId'] ?? [];
  return new Map(
    Array.from(columns.applicationId, (id, row) => [ids[id] ?? '', columns.bad[row] === 1] as const),
  );
}
