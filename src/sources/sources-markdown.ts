import { z } from 'zod';
import { type SourceName, sourceNames, sources } from './catalogue.ts';
import type { SourceContract } from './contract.ts';
import { fieldsOf } from './schema.ts';

interface PropertySchema {
  readonly column?: string;
  readonly meaning?: string;
  readonly unit?: string;
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly enum?: readonly string[];
}

const SENSITIVITY = {
  public: 'public: open to anyone',
  business: 'business: needs the firm’s authorisation',
  personal: 'personal: needs the separate consent of a person',
} as const;

/** The JSON Schema of one record of a source as a book holds it: days since 1970-01-01, money in fen. Plain JSON. */
export function contractJsonSchema(source: SourceName): Readonly<Record<string, unknown>> {
  const { record, meaning, key } = sources[source];
  const { $schema, type, properties, required, additionalProperties } = z.toJSONSchema(record);
  const described = Object.entries(properties ?? {}).map(([name, property]) => {
    const { meaning: text, column, ...rest } = property as PropertySchema;
    const description = column === 'date' ? `${text}; days since 1970-01-01` : text;
    return [name, { description, ...rest }];
  });
  return {
    $schema,
    title: source,
    description: meaning,
    type,
    properties: Object.fromEntries(described),
    required,
    additionalProperties,
    key,
  };
}

/** Longest line of a JSON file, as the formatter of the project has it. */
const LINE_WIDTH = 110;

/** docs/schemas/<source>.json: two spaces deep, short lists on one line. */
export function contractJsonText(source: SourceName): string {
  const text = `${JSON.stringify(contractJsonSchema(source), null, 2)}\n`;
  return text.replace(
    /^(.*)\[\n([^[\]{}]*?)\n *\](,?)$/gm,
    (list, head: string, items: string, comma: string) => {
      const joined = items
        .split('\n')
        .map((item) => item.trim())
        .join(' ');
      const line = `${head}[${joined}]${comma}`;
      return line.length <= LINE_WIDTH ? line : list;
    },
  );
}

/** docs/sources.md: every contract in words and tables, generated so that page and contracts cannot disagree. */
export function sourcesMarkdown(): string {
  return [
    '# Sources',
    '',
    'Every kind of record that Parus reads, one contract each: what it means, its fields, and how a bank comes by it.',
    'Generated from `src/sources` by `npm run docs`; as JSON Schema in [schemas/](schemas/). How files become records:',
    '[ingestion.md](ingestion.md).',
    '',
    'Every record says whose it is (`firmId`), when it happened (`eventDate`) and when a lender could first read it',
    '(`arrivalDate`). A reader at day t sees the records with `arrivalDate` <= t and no others. Two records with the same',
    'key are versions of one record. Money is whole fen in fields that end in `Fen`; files may give the same amount in yuan',
    'under the name without `Fen`.',
    '',
    '| source | records | fields | sensitivity | kept, months |',
    '| --- | --- | --- | --- | --- |',
    ...sourceNames.map((name) => {
      const { meaning, sensitivity, retentionMonths } = sources[name];
      const n = fieldsOf(sources[name]).length;
      return `| [${name}](#${name}) | ${meaning} | ${n} | ${sensitivity} | ${retentionMonths} |`;
    }),
    '',
    ...sourceNames.flatMap(sectionOf),
  ].join('\n');
}

function sectionOf(source: SourceName): string[] {
  const contract = sources[source] as Pick<
    SourceContract,
    'meaning' | 'sensitivity' | 'purpose' | 'retentionMonths' | 'obtained'
  >;
  const properties = z.toJSONSchema(sources[source].record).properties as Record<string, PropertySchema>;
  const rows = fieldsOf(sources[source]).map(({ name, optional }) => {
    const property = properties[name]!;
    const cells = [`\`${name}\``, typeOf(property), limitsOf(property), property.meaning ?? ''];
    return `| ${cells.join(' | ')}${optional ? '; may be missing' : ''} |`;
  });
  return [
    `## ${source}`,
    '',
    contract.meaning,
    '',
    '| field | type | allowed | meaning |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    `- Key: ${sources[source].key.map((name) => `\`${name}\``).join(', ')}`,
    `- Obtained: ${contract.obtained}`,
    `- Purpose: ${contract.purpose}. Sensitivity: ${SENSITIVITY[contract.sensitivity]}.`,
    `- Retention: ${contract.retentionMonths} months.`,
    `- Schema: [schemas/${source}.json](schemas/${source}.json)`,
    '',
  ];
}

function typeOf({ column, type, unit }: PropertySchema): string {
  if (column === 'date') return 'date';
  if (column === 'text') return 'text';
  const number = type === 'integer' ? 'whole number' : 'number';
  return unit ? `${number}, ${unit}` : number;
}

function limitsOf({ column, minimum, maximum, minLength, maxLength, enum: values }: PropertySchema): string {
  if (values) return values.map((value) => `\`${value}\``).join(' ');
  if (column === 'date') return '1970 to 2100';
  if (column === 'text') return `${minLength ?? 0} to ${maxLength ?? 'any number of'} characters`;
  return `${shownLimit(minimum)} to ${shownLimit(maximum)}`;
}

function shownLimit(limit: number | undefined): string {
  if (limit === undefined) return 'any';
  return Math.abs(limit) >= 1e9 ? limit.toExponential().replace('e+', 'e') : String(limit);
}
