import { err, type Issue, issuesOfZod, ok, parseDay, type Result, yuanToFen } from '../core/index.ts';
import { type SourceName, sources } from './catalogue.ts';
import type { SourceRecord } from './dossier.ts';
import { type FieldSpec, fieldsOf } from './schema.ts';

/** One record as it came from outside: ISO dates, money as `amountFen` (fen) or `amount` (yuan), numbers or texts. */
export type RawRecord = Readonly<Record<string, unknown>>;

/** A problem of one field, with the value that caused it. */
export interface FieldIssue extends Issue {
  readonly got: string;
}

/** How a field is found in raw records: under its own name, or for money under its name without `Fen`, in yuan. */
export interface RawField extends FieldSpec {
  readonly yuanName: string | undefined;
}

export function rawFieldsOf(source: SourceName): readonly RawField[] {
  return fieldsOf(sources[source]).map((field) => ({
    ...field,
    yuanName: field.name.endsWith('Fen') ? field.name.slice(0, -3) : undefined,
  }));
}

const rawFields = new Map<SourceName, readonly RawField[]>();

function fieldsFor(source: SourceName): readonly RawField[] {
  const known = rawFields.get(source) ?? rawFieldsOf(source);
  rawFields.set(source, known);
  return known;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A text that is a plain decimal number as that number; anything else as it is, for the contract to refuse. */
function numberOf(value: unknown): unknown {
  return typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : value;
}

/** ISO dates and numbers in text, yuan to fen; null, undefined and absent all mean missing. Unknown fields are left out. */
function contractForm(fields: readonly RawField[], raw: RawRecord): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const { name, type, yuanName } of fields) {
    let value: unknown = raw[name] ?? undefined;
    if (value === undefined && yuanName !== undefined) {
      const yuan = numberOf(raw[yuanName] ?? undefined);
      value = typeof yuan === 'number' ? yuanToFen(yuan) : yuan;
    } else if (type === 'date') {
      value = typeof value === 'string' ? (parseDay(value) ?? value) : value;
    } else if (type !== 'text') value = numberOf(value);
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
 * Validates one raw record against the contract of `source`. The one gate
 * for files and for the service. Money under its name without `Fen` is yuan and rounded to whole fen.
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
  const parsed = sources[source].record.safeParse(record);
  if (parsed.success) return ok(parsed.data as SourceRecord<S>);
  const issues = issuesOfZod(parsed.error.issues).map((issue) => {
    const field = fields.find(({ name }) => name === issue.path);
    const given = field?.yuanName !== undefined && (raw as RawRecord)[field.name] === undefined;
    const path = given && (raw as RawRecord)[field.yuanName] !== undefined ? field.yuanName : issue.path;
    const value = (raw as RawRecord)[path];
    const text = field?.type === 'date' && typeof value === 'string';
    const unknownDay = text && parseDay(value) === undefined;
    return {
      path,
      message: unknownDay ? 'expected a date YYYY-MM-DD' : issue.message,
      got: shown(value),
    };
  });
  return err(issues);
}
