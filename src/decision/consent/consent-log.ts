import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Day, fail, formatDay, type Issue, issuesOfZod, parseDay } from '../../core/index.ts';
import { type DossierSource, dossierSources } from '../../sources/index.ts';
import { firstLine } from '../json-file.ts';
import { type ConsentPurpose, consentPurposeNames } from './purposes.ts';
import type { ConsentRecord } from './record.ts';

/** Consents of many firms by firm, each firm's records in the order in which they were given. */
export type ConsentBook = ReadonlyMap<string, readonly ConsentRecord[]>;

/** One line of the file: something a firm said on a day. */
export type ConsentEvent =
  | {
      readonly event: 'grant';
      readonly firmId: string;
      readonly source: DossierSource;
      readonly purpose: ConsentPurpose;
      readonly day: Day;
      readonly separately: boolean;
      readonly expiresOn: Day | null;
    }
  | {
      readonly event: 'withdraw';
      readonly firmId: string;
      readonly source: DossierSource;
      readonly purpose: ConsentPurpose;
      readonly day: Day;
    };

const date = z.string().transform((given, context) => {
  const day = parseDay(given);
  if (day === undefined) context.addIssue(`expected a date YYYY-MM-DD, got ${given}`);
  return day ?? z.NEVER;
});
const said = {
  firmId: z.string().min(1).max(64),
  source: z.enum(dossierSources),
  purpose: z.enum(consentPurposeNames),
  day: date,
};
const eventSchema = z.discriminatedUnion('event', [
  z
    .strictObject({
      event: z.literal('grant'),
      ...said,
      separately: z.boolean(),
      expiresOn: date.nullable(),
    })
    .refine(({ day, expiresOn }) => expiresOn === null || expiresOn > day, {
      path: ['expiresOn'],
      message: 'expected a day after the grant: it would never hold',
    }),
  z.strictObject({ event: z.literal('withdraw'), ...said }),
]);

/**
 * Reads a file of consents: NDJSON, one event a line, only ever appended to, so that days never fall from line to line. Read
 * whole or not at all: a withdrawal that is overlooked would be a breach.
 * @throws PARUS_FILE_MISSING; PARUS_CONSENT_INVALID naming the first line that is wrong, every problem among the issues.
 */
export async function readConsents(path: string): Promise<ConsentBook> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw fail('PARUS_FILE_MISSING', { path });
    throw fail('PARUS_CONSENT_INVALID', { path, row: 0, problem: firstLine(error) });
  }
  return consentBookOf(parseConsentEvents(text, path));
}

/** Validates the lines of a file of consents. @throws PARUS_CONSENT_INVALID, see `readConsents`. */
export function parseConsentEvents(text: string, path: string): ConsentEvent[] {
  const events: ConsentEvent[] = [];
  const problems: { readonly row: number; readonly field: string; readonly message: string }[] = [];
  const lines = text.split('\n');
  // A file that is appended to ends with a line end; what stands after the last one was cut short.
  if (lines.at(-1) !== '') {
    problems.push({ row: lines.length, field: '', message: 'the last line has no end: it was cut short' });
  }
  lines.pop();
  lines.forEach((line, i) => {
    const row = i + 1;
    let given: unknown;
    try {
      given = JSON.parse(line);
    } catch (error) {
      problems.push({ row, field: '', message: `not JSON: ${firstLine(error)}` });
      return;
    }
    const parsed = eventSchema.safeParse(given);
    if (!parsed.success) {
      for (const { path: at, message } of issuesOfZod(parsed.error.issues))
        problems.push({ row, field: at === '(root)' ? '' : at, message });
      return;
    }
    const before = events.at(-1);
    if (before && before.day > parsed.data.day)
      problems.push({
        row,
        field: 'day',
        message: 'before the day of an earlier line: lines are only appended',
      });
    events.push(parsed.data);
  });
  if (problems.length === 0) return events;
  problems.sort((a, b) => a.row - b.row);
  const { row, field, message } = problems[0]!;
  const more = problems.length > 1 ? ` (${problems.length} issues in all)` : '';
  const issues: Issue[] = problems.map((problem) => ({
    path: `row ${problem.row}${problem.field === '' ? '' : `.${problem.field}`}`,
    message: problem.message,
  }));
  const problem = `${field === '' ? '' : `${field}: `}${message}${more}`;
  throw fail('PARUS_CONSENT_INVALID', { path, row, problem }, issues);
}

/**
 * The records that events in their order add up to. A grant begins a record; a withdrawal ends the last one of its firm,
 * source and purpose on its very day, and stands as a refusal where there is none to end. A second withdrawal changes
 * nothing.
 */
export function consentBookOf(events: readonly ConsentEvent[]): ConsentBook {
  const book = new Map<string, ConsentRecord[]>();
  for (const event of events) {
    const records = book.get(event.firmId) ?? [];
    book.set(event.firmId, records);
    const { firmId, source, purpose, day } = event;
    if (event.event === 'grant') {
      const { separately, expiresOn } = event;
      records.push({ firmId, source, purpose, grantedOn: day, withdrawnOn: null, separately, expiresOn });
      continue;
    }
    const last = records.findLastIndex((record) => record.source === source && record.purpose === purpose);
    const ended = records[last];
    if (!ended)
      records.push({
        firmId,
        source,
        purpose,
        grantedOn: null,
        withdrawnOn: day,
        separately: false,
        expiresOn: null,
      });
    else if (ended.withdrawnOn === null) records[last] = { ...ended, withdrawnOn: day };
  }
  return book;
}

/** An event as a line of the file, with its line end: what a writer appends. */
export function consentLine(event: ConsentEvent): string {
  const { event: kind, firmId, source, purpose } = event;
  const said = { event: kind, firmId, source, purpose, day: formatDay(event.day) };
  if (event.event === 'withdraw') return `${JSON.stringify(said)}\n`;
  const expiresOn = event.expiresOn === null ? null : formatDay(event.expiresOn);
  return `${JSON.stringify({ ...said, separately: event.separately, expiresOn })}\n`;
}
