import { z } from 'zod';
import { err, type Issue, issuesOfZod, ok, type Result, yuanToFen } from '../core/index.ts';
import { type SourceName, sources } from './catalogue.ts';
import type { SourceRecord } from './columns.ts';
import { readDate } from './ingest/clean-date.ts';
import { readNumber } from './ingest/clean-number.ts';
import { type FieldSpec, fieldsOf } from './schema.ts';

/** One record as it came from outside: dates with the year first, money as `amountFen` (fen) or `amount` (yuan), numbers or texts. */
export type RawRecord = Readonly<Record<string, unknown>>;

/** A problem of one field, with the value that caused it. */
export interface FieldIssue extends Issue {
  readonly got: string;
}

/** A field as raw records may give it: under its own name, or for money under its name without `Fen`, in yuan. */
export interface RawField extends FieldSpec {
  readonly yuanName: string | undefined;
  /** As the contract names it: fen, kg, ratio. */
  readonly unit: string | undefined;
}

export function rawFieldsOf(source: SourceName): readonly RawField[] {
  return fieldsOf(sources[source]).map((field) => ({
    ...field,
    yuanName: field.name.endsWith('Fen') ? field.name.slice(0, -3) : undefined,
    unit: unitOf(source, field.name),
  }));
}

/** The unit in the contract of a field, if it has one. */
export function unitOf(source: SourceName, name: string): string | undefined {
  const field = (sources[source].record.shape as Readonly<Record<string, z.ZodType>>)[name];
  const inner = field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field;
  return inner?.meta()?.['unit'] as string | undefined;
}

const rawFields = new Map<SourceName, readonly RawField[]>();

function fieldsFor(source: SourceName): readonly RawField[] {
  const known = rawFields.get(source) ?? rawFieldsOf(source);
  rawFields.set(source, known);
  return known;
}

/** Dates and numbers in text, yuan to fen; null, undefined and absent all mean missing. Unknown fields are left out. */
function contractForm(fields: readonly RawField[], raw: RawRecord): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const { name, type, yuanName, unit } of fields) {
    let value: unknown = raw[name] ?? undefined;
    if (value === undefined && yuanName !== undefined) {
      value = raw[yuanName] ?? undefined;
      if (typeof value === 'string') value = readNumber(value, 'money') ?? value;
      if (typeof value === 'number') value = yuanToFen(value);
    } else if (typeof value === 'string' && type === 'date') value = readDate(value) ?? value;
    else if (typeof value === 'string' && type !== 'text')
      value = readNumber(value, unit === 'ratio' ? 'ratio' : 'plain') ?? value;
    if (value !== undefined) record[name] = value;
  }
  return record;
}

/** The value as it came, short enough for a message. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/**
 * Validates one raw record against the contract of `source`. Money under its name without `Fen` is yuan and rounded to whole fen.
 * @returns the record, or every issue with the field as its path. That arrival is not before event is the caller's to check.
 */
export function parseRecord<S extends SourceName>(
  source: S,
  raw: unknown,
): Result<SourceRecord<S>, readonly FieldIssue[]> {
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw)) {
    return err([{ path: '(root)', message: 'expected an object', got: shown(raw) }]);
  }
  const fields = fieldsFor(source);
  const record = contractForm(fields, raw as RawRecord);
  return judge(source, record, (name) => {
    const { yuanName } = fields.find((field) => field.name === name) ?? {};
    const given = yuanName !== undefined && (raw as RawRecord)[name] === undefined;
    const path = given && (raw as RawRecord)[yuanName] !== undefined ? yuanName : name;
    return { path, value: (raw as RawRecord)[path] };
  });
}

/** The verdict of a contract on a record in its form; `origin` says where a field came from and what stood there. */
export function judge<S extends SourceName>(
  source: S,
  record: Readonly<Record<string, unknown>>,
  origin: (field: string) => { readonly path: string; readonly value: unknown },
): Result<SourceRecord<S>, readonly FieldIssue[]> {
  const parsed = sources[source].record.safeParse(record);
  if (parsed.success) return ok(parsed.data as SourceRecord<S>);
  const issues = issuesOfZod(parsed.error.issues).map((issue): FieldIssue => {
    const { path, value } = origin(issue.path);
    const field = fieldsFor(source).find(({ name }) => name === issue.path);
    // A text in a field of days or numbers was in no form that could be read.
    const unread = field && field.type !== 'text' && typeof record[field.name] === 'string';
    const expected = field?.type === 'date' ? DATE_EXPECTED : NUMBER_EXPECTED;
    return { path, message: unread ? expected : issue.message, got: shown(value) };
  });
  return err(issues);
}

const DATE_EXPECTED = 'expected a date such as 2024-01-31; other forms need `dates` in a mapping file';
const NUMBER_EXPECTED = 'expected a number such as 1234.5 or 1,234.5';
