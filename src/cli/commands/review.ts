import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { dayOf, fail, formatDay, formatYuan, parseDay, sha256 } from '../../core/index.ts';
import {
  type Decision,
  decideBatch,
  decisionInputs,
  loadRules,
  openBookFor,
  standardPolicyPath,
} from '../../decision/index.ts';
import {
  appendToQueue,
  dueToExpire,
  loadReviewParams,
  openCase,
  overdueDays,
  queueOf,
  type ReviewCase,
  type ReviewCommand,
  type ReviewParams,
  type ReviewQueue,
  readReviewQueue,
  repairQueue,
  reviewEvent,
  reviewStatistics,
  SYSTEM,
  standardReviewParams,
  type Verdict,
  verdicts,
} from '../../decision/review/index.ts';
import { loadModel } from '../../models/index.ts';
import { writeTextFile } from '../../table/index.ts';
import { type CommandResult, type CommandSpec, option, required } from '../command.ts';
import { textTable } from '../terminal.ts';

interface ReviewOptions {
  readonly queue: string;
  readonly as?: string;
  readonly role?: string;
  readonly day: number;
  readonly outcome?: Verdict;
  readonly reason?: string;
  readonly text?: string;
  readonly file?: string;
  readonly until?: number;
  readonly all?: boolean;
  readonly params?: string;
  readonly data?: string;
  readonly model?: string;
  readonly policy: string;
  readonly out?: string;
}

const QUEUE_ACTIONS = ['list', 'open', 'expire', 'export', 'stats', 'repair'] as const;
const CASE_ACTIONS = [
  'show',
  'claim',
  'release',
  'comment',
  'evidence',
  'propose',
  'confirm',
  'return',
  'escalate',
  'snooze',
] as const;

const asDay =
  (name: string) =>
  (text: string): number => {
    const day = parseDay(text);
    if (day === undefined) throw new InvalidArgumentError(`${name} got ${text}; expected a date YYYY-MM-DD.`);
    return day;
  };

export const reviewCommand: CommandSpec<ReviewOptions> = {
  name: 'review',
  args: '<action> [case]',
  summary: `the queue of cases that persons decide, two for each: ${[...QUEUE_ACTIONS, ...CASE_ACTIONS].join(', ')}`,
  options: [
    required('--queue <file>', 'the record of the queue, append-only NDJSON'),
    option('--as <user>', 'who acts; this command does not check that it is you'),
    option('--role <role>', 'in which role: officer, senior, head, or those of --params'),
    option('--day <date>', 'the day it is done (default: today)')
      .argParser(asDay('--day'))
      .default(today(), 'today'),
    new Option('--outcome <outcome>', 'propose: what the case should end in').choices(verdicts),
    option('--reason <code>', 'propose: why, as a code'),
    option('--text <text>', 'propose, comment, return, escalate: why, in words'),
    option('--file <file>', 'evidence: the document; its name and hash are recorded, not its content'),
    option('--until <date>', 'snooze: the day it comes back').argParser(asDay('--until')),
    option('--all', 'list: snoozed and decided cases too'),
    option('--params <file>', 'roles, days and regulatory codes (default: those of Parus)'),
    option(
      '--data <dir>',
      'open: a book; its reviews become cases, or with [case] that application, also a decline',
    ),
    option('--model <file>', 'open: the model'),
    option('--policy <file>', 'open: the policy').default(standardPolicyPath, 'policies/sme-standard.json'),
    option('--out <file>', 'export: where to write all cases as JSON'),
  ],
  example:
    'parus review propose A0000012 --queue queue.ndjson --as li.na --role officer --outcome approve --reason NEW_EVIDENCE --text "Bank statements of May show the missing sales."',
  run: async (options, _context, args) => {
    const [action = '', caseId] = args;
    if (isOneOf(QUEUE_ACTIONS, action)) return queueAction(action, caseId, options);
    if (!isOneOf(CASE_ACTIONS, action)) {
      const expected = [...QUEUE_ACTIONS, ...CASE_ACTIONS].join(', ');
      throw fail('PARUS_USAGE', { problem: `action got ${action}; expected one of ${expected}` });
    }
    if (caseId === undefined) throw fail('PARUS_USAGE', { problem: `review ${action} got no case` });
    if (action === 'show') return shown(caseIn(await readReviewQueue(options.queue), caseId));
    const params = await paramsOf(options);
    const command = await commandOf(action, options);
    const actor = { user: needed(options, 'as', action), role: needed(options, 'role', action) };
    const after = await appendToQueue(options.queue, (queue) => [
      reviewEvent(caseIn(queue, caseId), command, actor, options.day, params),
    ]);
    return shown(caseIn(after, caseId));
  },
};

async function queueAction(
  action: (typeof QUEUE_ACTIONS)[number],
  caseId: string | undefined,
  options: ReviewOptions,
): Promise<CommandResult> {
  const { queue: path, day } = options;
  switch (action) {
    case 'open':
      return opened(caseId, options, await paramsOf(options));
    case 'repair': {
      const aside = await repairQueue(path);
      return { data: { aside: aside ?? null }, text: aside ? `set aside: ${aside}` : 'nothing was torn' };
    }
    case 'expire': {
      const params = await paramsOf(options);
      let expired: readonly ReviewCase[] = [];
      await appendToQueue(path, ({ cases }) => {
        expired = dueToExpire(cases.values(), day);
        return expired.map((one) => reviewEvent(one, { type: 'expired' }, SYSTEM, day, params));
      });
      return {
        data: { expired: expired.map((one) => one.caseId) },
        text: `${expired.length} cases expired`,
      };
    }
    case 'list': {
      const { cases } = await readReviewQueue(path);
      const waiting = queueOf(cases.values(), day, { withSnoozed: options.all === true });
      const others = options.all ? [...cases.values()].filter((one) => !waiting.includes(one)) : [];
      return listed([...waiting, ...others], day);
    }
    case 'export': {
      const { cases, events } = await readReviewQueue(path);
      const data = { cases: [...cases.values()], events };
      if (options.out === undefined) return { data, text: JSON.stringify(data, null, 2) };
      await writeTextFile(options.out, `${JSON.stringify(data, null, 2)}\n`);
      return { data: { out: options.out, cases: cases.size }, text: `${cases.size} cases: ${options.out}` };
    }
    case 'stats':
      return statistics(await readReviewQueue(path));
  }
}

/** Opens cases for the reviews of a book, or for one application of it. */
async function opened(
  caseId: string | undefined,
  options: ReviewOptions,
  params: ReviewParams,
): Promise<CommandResult> {
  const model = await loadModel(needed(options, 'model', 'open'));
  const rules = await loadRules(options.policy);
  const book = await openBookFor(needed(options, 'data', 'open'), model, rules);
  const inputs = decisionInputs(book, model, rules);
  const asked = inputs.filter(
    ({ application }) => caseId === undefined || application.applicationId === caseId,
  );
  if (asked.length === 0)
    throw fail('PARUS_USAGE', { problem: `case got ${caseId}; expected an application of ${options.data}` });
  const decisions: readonly Decision[] = await decideBatch(asked, rules);
  const wanted = decisions.filter(({ outcome }) => caseId !== undefined || outcome === 'review');
  let count = 0;
  await appendToQueue(options.queue, ({ cases }) => {
    const events = wanted
      .filter(({ applicationId }) => caseId !== undefined || !cases.has(applicationId))
      .map((decision) => openCase(decision, options.day, params));
    count = events.length;
    return events;
  });
  return { data: { opened: count }, text: `${count} cases opened` };
}

async function commandOf(
  action: Exclude<(typeof CASE_ACTIONS)[number], 'show'>,
  options: ReviewOptions,
): Promise<ReviewCommand> {
  switch (action) {
    case 'claim':
      return { type: 'claimed' };
    case 'release':
      return { type: 'released' };
    case 'comment':
      return { type: 'commented', text: needed(options, 'text', action) };
    case 'evidence': {
      const path = needed(options, 'file', action);
      const bytes = await readFile(path).catch((error: unknown) => {
        throw fail('PARUS_FILE_MISSING', { path }, [], error);
      });
      return { type: 'evidence-added', name: basename(path), sha256: sha256(bytes) };
    }
    case 'propose':
      return {
        type: 'proposed',
        outcome: needed(options, 'outcome', action),
        reasonCode: needed(options, 'reason', action),
        text: needed(options, 'text', action),
      };
    case 'confirm':
      return { type: 'confirmed' };
    case 'return':
      return { type: 'returned', text: needed(options, 'text', action) };
    case 'escalate':
      return { type: 'escalated', text: needed(options, 'text', action) };
    case 'snooze':
      return { type: 'snoozed', until: needed(options, 'until', action) };
  }
}

function needed<Name extends keyof ReviewOptions>(
  options: ReviewOptions,
  name: Name,
  action: string,
): NonNullable<ReviewOptions[Name]> {
  const value = options[name];
  if (value === undefined) throw fail('PARUS_USAGE', { problem: `review ${action} got no --${name}` });
  return value as NonNullable<ReviewOptions[Name]>;
}

function isOneOf<T extends string>(list: readonly T[], text: string): text is T {
  return (list as readonly string[]).includes(text);
}

function paramsOf({ params }: ReviewOptions): Promise<ReviewParams> {
  return params === undefined ? Promise.resolve(standardReviewParams) : loadReviewParams(params);
}

function caseIn({ cases }: ReviewQueue, caseId: string): ReviewCase {
  const found = cases.get(caseId);
  if (found === undefined) {
    throw fail('PARUS_REVIEW_REFUSED', {
      problem: `no case ${caseId}; expected one of ${cases.size} in the queue`,
    });
  }
  return found;
}

function shown(one: ReviewCase): CommandResult {
  const { caseId, firmId, machine, status, codes, proposal, resolution, assignee, escalated } = one;
  const text = [
    `${caseId} (firm ${firmId}): ${status}${escalated ? ', escalated' : ''}; the engine said ${machine}`,
    `amount ${formatYuan(one.amountFen)} yuan, priority ${one.priority}, due ${formatDay(one.dueDay)}, expires ${formatDay(one.expiresDay)}`,
    `reasons: ${codes.join(', ')}`,
    ...(one.regulatory.length > 0 ? [`cannot be approved: ${one.regulatory.join(', ')}`] : []),
    ...(assignee === null ? [] : [`claimed by ${assignee}`]),
    ...(one.snoozedUntil === null ? [] : [`snoozed until ${formatDay(one.snoozedUntil)}`]),
    ...(proposal && !resolution
      ? [`${proposal.by} proposes to ${proposal.outcome}: ${proposal.reasonCode}, ${proposal.text}`]
      : []),
    ...(resolution
      ? [
          `${resolution.outcome}: proposed by ${resolution.by} (${resolution.reasonCode}: ${resolution.text}), confirmed by ${resolution.confirmedBy} on ${formatDay(resolution.closedDay)}`,
        ]
      : []),
    ...one.evidence.map(({ by, day, name }) => `evidence of ${formatDay(day)} by ${by}: ${name}`),
    ...one.comments.map(({ by, day, text: words }) => `${formatDay(day)} ${by}: ${words}`),
  ].join('\n');
  return { data: one, text };
}

function listed(cases: readonly ReviewCase[], day: number): CommandResult {
  const rows = cases.map((one) => [
    one.caseId,
    one.status,
    one.priority,
    formatYuan(one.amountFen),
    formatDay(one.dueDay),
    overdueDays(one, day) > 0 ? String(overdueDays(one, day)) : '',
    one.assignee ?? '',
    one.codes[0] ?? '',
  ]);
  const header = ['case', 'status', 'priority', 'yuan', 'due', 'days late', 'claimed by', 'first reason'];
  return { data: { cases }, text: rows.length === 0 ? 'no case waits' : textTable(header, rows) };
}

function statistics({ cases }: ReviewQueue): CommandResult {
  const data = reviewStatistics(cases.values());
  const percent = ({ share, hits, trials }: (typeof data)['referrals']): string =>
    trials === 0 ? '' : `${(100 * share).toFixed(0)} % (${hits}/${trials})`;
  const rows = data.byCode.map(({ code, referrals, appeals }) => [
    code,
    percent(referrals),
    percent(appeals),
  ]);
  const text = [
    `${data.decided} decided, ${data.open} open, ${data.expired} expired; in time ${percent(data.inTime) || 'none'}`,
    '',
    textTable(
      ['reason', 'referrals approved', 'declines overturned'],
      [['all', percent(data.referrals), percent(data.appeals)], ...rows],
    ),
  ].join('\n');
  return { data, text };
}

/** Today by this machine's calendar. */
function today(): number {
  const now = new Date();
  return dayOf(now.getFullYear(), now.getMonth() + 1, now.getDate());
}
