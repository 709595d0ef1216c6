import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { fail, type Issue, issuesOfZod, parseDay } from '../../core/index.ts';
import { TEXT_ENCODINGS } from '../../table/index.ts';
import { type SourceName, sourceNames, sources } from '../catalogue.ts';
import { rawFieldsOf } from '../record.ts';
import { DATE_FORMS } from './clean-date.ts';
import { columnsMissing, columnsOf, MONEY_UNITS, type Origin, type Recipe } from './recipe.ts';

const text = z.string().min(1).max(200);

/** A field as a mapping file describes it; see docs/ingestion.md. */
const fieldRule = z.union(
  [
    z.strictObject({
      column: text,
      unit: z.enum(MONEY_UNITS).optional(),
      dates: z.array(z.enum(DATE_FORMS)).min(1).optional(),
      plusDays: z.int().min(0).max(3650).optional(),
      values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
    }),
    z.strictObject({ value: z.union([z.string(), z.number()]) }),
    z.strictObject({
      ratio: z.tuple([text, text]),
      digits: z.int().min(0).max(12),
      ifZero: z.number().optional(),
    }),
    z.strictObject({ sequencePer: z.array(text).min(1) }),
  ],
  { error: 'expected {column, ...}, {value}, {ratio, digits} or {sequencePer}, without other keys' },
);

type FieldRule = z.infer<typeof fieldRule>;

const fileRule = z.strictObject({
  /** Names of files (without folder) that the rule is for; * stands for any text, ? for one character. */
  pattern: text,
  source: z.enum(sourceNames as readonly [SourceName, ...SourceName[]]),
  encoding: z.enum(TEXT_ENCODINGS).optional(),
  fields: z.record(z.string(), fieldRule),
});

export type FileRule = z.infer<typeof fileRule>;

export const mappingSchema = z.strictObject({
  format: z.literal(1),
  files: z.array(fileRule).min(1),
  /** By source: the fields that tell records apart, in place of the key of the contract; none: nothing is a duplicate. */
  keys: z
    .partialRecord(z.enum(sourceNames as readonly [SourceName, ...SourceName[]]), z.array(text))
    .optional(),
});

export type Mapping = z.infer<typeof mappingSchema>;

/**
 * Reads a mapping file and holds it against the contracts.
 * @throws PARUS_FILE_MISSING, PARUS_CONFIG_INVALID with every issue and its path
 */
export async function readMapping(path: string): Promise<Mapping> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fail('PARUS_FILE_MISSING', { path }, [], error);
  });
  let json: unknown;
  try {
    json = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw fail('PARUS_CONFIG_INVALID', { path, problem: `it is not JSON (${String(error)})` }, [], error);
  }
  const parsed = mappingSchema.safeParse(json);
  const issues = parsed.success ? issuesOfRules(parsed.data) : issuesOfZod(parsed.error.issues);
  if (parsed.success && issues.length === 0) return parsed.data;
  const [first] = issues as [Issue];
  const more = issues.length > 1 ? ` and ${issues.length - 1} more` : '';
  throw fail('PARUS_CONFIG_INVALID', { path, problem: `${first.path}: ${first.message}${more}` }, issues);
}

/** The rule for a file, by its name: the first whose pattern fits. */
export function ruleFor(mapping: Mapping | undefined, path: string): FileRule | undefined {
  const name = basename(path);
  return mapping?.files.find(({ pattern }) => {
    const expression = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${expression}$`, 'i').test(name);
  });
}

/**
 * The recipes of a file by its rule. @throws PARUS_TABLE_COLUMN_MISSING where `header` lacks a column that a rule names
 */
export function recipesOfRule(rule: FileRule, path: string, header: readonly string[] | undefined): Recipe[] {
  const recipes = rawFieldsOf(rule.source).flatMap((field): Recipe[] => {
    const given = rule.fields[field.name];
    return given ? [{ field, from: originOf(given, field.type === 'date') }] : [];
  });
  const missing = header ? recipes.flatMap(columnsOf).filter((name) => !header.includes(name)) : [];
  if (header && missing.length > 0) throw columnsMissing(path, [...new Set(missing)], header);
  return recipes;
}

function originOf(rule: FieldRule, isDate: boolean): Origin {
  if ('column' in rule) return { kind: 'column', ...rule };
  if ('sequencePer' in rule) return { kind: 'sequence', per: rule.sequencePer };
  if ('ratio' in rule) return { kind: 'ratio', over: rule.ratio, digits: rule.digits, ifZero: rule.ifZero };
  const day = isDate && typeof rule.value === 'string' ? parseDay(rule.value) : undefined;
  return { kind: 'constant', value: day ?? rule.value };
}

/** What zod cannot see: fields, keys and constants that do not fit the contracts. */
function issuesOfRules({ files, keys = {} }: Mapping): Issue[] {
  const ofKeys = Object.entries(keys).flatMap(([source, key]) =>
    key.flatMap((name, i) => {
      const field = rawFieldsOf(source as SourceName).find((known) => known.name === name);
      const path = `keys.${source}.${i}`;
      if (!field) return [{ path, message: `${source} has no field ${name}` }];
      return field.optional
        ? [{ path, message: `${name} may be missing, so it cannot be part of a key` }]
        : [];
    }),
  );
  return [...ofKeys, ...files.flatMap((rule, i) => issuesOfFile(rule, `files.${i}.fields`))];
}

function issuesOfFile({ source, fields }: FileRule, path: string): Issue[] {
  const known = rawFieldsOf(source);
  const names = known.map(({ name }) => name);
  const unknown = Object.keys(fields).filter((name) => !names.includes(name));
  const issues: Issue[] = unknown.map((name) => ({
    path: `${path}.${name}`,
    message: `${source} has no field ${name}; it has ${names.join(', ')}`,
  }));
  for (const field of known) {
    const rule = fields[field.name];
    const say = (message: string): void => void issues.push({ path: `${path}.${field.name}`, message });
    if (!rule) {
      if (!field.optional) say('is required by the contract and not mapped');
    } else if ('column' in rule) {
      const money = field.yuanName !== undefined;
      if (money && !rule.unit) say(`money needs a unit: ${MONEY_UNITS.join(', ')}`);
      if (!money && rule.unit) say('is no money and has no unit');
      if (field.type !== 'date' && (rule.dates || rule.plusDays !== undefined)) say('is no date');
    } else if ('value' in rule) {
      const { value } = originOf(rule, field.type === 'date') as { value: string | number };
      if (!constantFits(source, field.name, value))
        say(`the contract does not allow ${JSON.stringify(rule.value)}`);
    } else if ('ratio' in rule) {
      if (field.type !== 'float64') say('is no fraction, so it cannot be a ratio');
    } else {
      if (field.type !== 'int32') say('is no count, so it cannot be numbered');
      for (const name of rule.sequencePer)
        if (!names.includes(name) || name === field.name)
          say(`sequencePer: ${source} has no other field ${name}`);
    }
  }
  return issues;
}

function constantFits(source: SourceName, name: string, value: string | number): boolean {
  const shape = sources[source].record.shape as Readonly<Record<string, z.ZodType>>;
  return shape[name]?.safeParse(value).success ?? false;
}
