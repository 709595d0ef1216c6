import { InvalidArgumentError, Option } from 'commander';
import { fail, parseDay } from '../../core/index.ts';
import { type Language, languages, referenceOf } from '../../decision/card/index.ts';
import { healthHtml, healthScore, healthText, loadHealthDefinition } from '../../decision/health/index.ts';
import { computeFeatureTable, featureNames } from '../../features/index.ts';
import { openBookReader, readManifest } from '../../sources/index.ts';
import { asFloat64, columnOf, type Table, textAt, writeTextFile } from '../../table/index.ts';
import { type CommandSpec, option, required } from '../command.ts';

interface HealthOptions {
  readonly data: string;
  readonly firm: string;
  readonly asOf?: number;
  readonly lang: Language;
  readonly format: 'text' | 'html' | 'json';
  readonly definition?: string;
  readonly out?: string;
}

export const healthCommand: CommandSpec<HealthOptions> = {
  name: 'health',
  summary: 'how a firm does beside the other firms of a book, on 300 indicators, and what would help most',
  options: [
    required('--data <dir>', 'the book'),
    required('--firm <id>', 'the firm'),
    option(
      '--as-of <date>',
      'the day it is looked at, YYYY-MM-DD (default: the last day of the book)',
    ).argParser((text) => {
      const day = parseDay(text);
      if (day === undefined)
        throw new InvalidArgumentError(`--as-of got ${text}; expected a date YYYY-MM-DD.`);
      return day;
    }),
    new Option('--lang <language>', 'language of the page').choices(languages).default('en'),
    new Option('--format <format>', 'how it is written').choices(['text', 'html', 'json']).default('text'),
    option('--definition <file>', 'dimensions, indicators and advice (default: policies/health.json)'),
    option('--out <file>', 'where to write it (default: print it)'),
  ],
  example: 'parus health --data data/book --firm F0000001 --lang zh --format html --out health.html',
  run: (options, context) =>
    context.withPool(async (pool) => {
      const { data, firm, lang, format, out, definition } = options;
      const health = await loadHealthDefinition(definition);
      const { endDate } = await readManifest(data);
      const asOf = options.asOf ?? parseDay(endDate)!;
      const reader = await openBookReader(data);
      const table = await computeFeatureTable(reader, { pool, asOf, onProgress: context.onProgress });
      const columns = featureColumns(table);
      const row = rowOfFirm(table, firm, data);
      const features = Object.fromEntries([...columns].map(([name, values]) => [name, values[row]!]));
      const scored = healthScore(features, referenceOf(columns), health);
      const subject = { firmId: firm, asOf, referenceRows: table.nRows };
      const result = { ...subject, language: lang, ...scored };
      const page = {
        text: () => healthText(scored, subject, lang),
        html: () => healthHtml(scored, subject, lang),
        json: () => JSON.stringify(result, null, 2),
      }[format]();
      if (out === undefined) return { data: result, text: page };
      await writeTextFile(out, page);
      return { data: { ...result, out }, text: `${out}: ${Math.round(scored.score ?? 0)}` };
    }),
};

/** The features of a table by name. */
function featureColumns(table: Table): Map<string, Float64Array> {
  return new Map(
    featureNames.flatMap((name) => {
      const column = columnOf(table, name);
      return column.kind === 'category' ? [] : [[name, asFloat64(column)] as const];
    }),
  );
}

/** @throws PARUS_FIRM_UNKNOWN where nothing is known of the firm at that day */
function rowOfFirm(table: Table, firmId: string, path: string): number {
  const column = columnOf(table, 'firmId');
  for (let row = 0; column.kind === 'category' && row < table.nRows; row++)
    if (textAt(column, row) === firmId) return row;
  throw fail('PARUS_FIRM_UNKNOWN', { firmId, path });
}
