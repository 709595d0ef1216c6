import { readFile } from 'node:fs/promises';
import { fail, type Issue, issuesOfZod } from '../../core/index.ts';
import { readTable, type Table, textAt } from '../../table/index.ts';
import { firstLine, readJson } from '../json-file.ts';
import { entrySchema, type ListEntry } from './entry.ts';

/** Columns of a CSV file of entries; aliases are separated by a bar. */
const COLUMNS = [
  'id',
  'kind',
  'value',
  'name',
  'aliases',
  'list',
  'reason',
  'owner',
  'addedOn',
  'expiresOn',
] as const;

/**
 * Reads a list strictly: .ndjson or .jsonl (one entry a line), .json (an array) or .csv (a header, aliases separated by `|`).
 * The whole file is refused if one entry is wrong: a list that is read in part lets through whom it should stop. Rows count
 * from 1, the header not counted; blank lines of NDJSON count.
 * @throws PARUS_LIST_INVALID naming the first row that is wrong, every problem among the issues; PARUS_FILE_MISSING;
 * PARUS_FILE_* and PARUS_TABLE_* for a CSV file that is no table.
 */
export async function readListEntries(path: string): Promise<ListEntry[]> {
  const name = path.toLowerCase();
  if (name.endsWith('.csv')) return parseListEntries(await csvRows(path), path);
  if (name.endsWith('.json')) {
    const json = await readJson(path, (problem) => fail('PARUS_LIST_INVALID', { path, row: 0, problem }));
    if (Array.isArray(json))
      return parseListEntries(
        json.map((given, i) => ({ row: i + 1, given })),
        path,
      );
    throw fail('PARUS_LIST_INVALID', { path, row: 0, problem: 'expected an array of entries' });
  }
  if (name.endsWith('.ndjson') || name.endsWith('.jsonl'))
    return parseListEntries(await ndjsonRows(path), path);
  const problem = 'expected a file that ends in .ndjson, .jsonl, .json or .csv';
  throw fail('PARUS_LIST_INVALID', { path, row: 0, problem });
}

/** A row as it was given; `problem` where it is not even JSON. */
export interface GivenRow {
  /** 1-based. */
  readonly row: number;
  readonly given?: unknown;
  readonly problem?: string;
}

/**
 * Validates rows and that no identifier and no content comes twice.
 * @throws PARUS_LIST_INVALID with every problem among the issues.
 */
export function parseListEntries(rows: readonly GivenRow[], path: string): ListEntry[] {
  const entries: ListEntry[] = [];
  const issues: (Issue & { readonly row: number })[] = [];
  const refuse = (row: number, field: string, message: string): void => {
    issues.push({ row, path: `row ${row}${field === '(root)' ? '' : `.${field}`}`, message });
  };
  const firstRowOf = new Map<string, number>();
  const unique = (row: number, field: string, key: string, what: string): void => {
    const first = firstRowOf.get(key);
    if (first === undefined) firstRowOf.set(key, row);
    else refuse(row, field, `${what} was given in row ${first}`);
  };
  for (const { row, given, problem } of rows) {
    if (problem !== undefined) {
      refuse(row, '(root)', problem);
      continue;
    }
    const parsed = entrySchema.safeParse(given);
    if (!parsed.success) {
      for (const issue of issuesOfZod(parsed.error.issues)) refuse(row, issue.path, issue.message);
      continue;
    }
    const entry = parsed.data;
    unique(row, 'id', `id:${entry.id}`, `id ${entry.id}`);
    const { list, kind, value, name } = entry;
    unique(row, '(root)', JSON.stringify([list, kind, value, name]), 'the same entry');
    entries.push(entry);
  }
  const [first] = issues;
  if (!first) return entries;
  const where = first.path.replace(/^row \d+\.?/, '');
  const problem = `${where === '' ? '' : `${where}: `}${first.message}`;
  throw fail(
    'PARUS_LIST_INVALID',
    {
      path,
      row: first.row,
      problem: issues.length > 1 ? `${problem} (${issues.length} issues in all)` : problem,
    },
    issues.map(({ path: at, message }) => ({ path: at, message })),
  );
}

async function ndjsonRows(path: string): Promise<GivenRow[]> {
  let content: string;
  try {
    content = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw fail('PARUS_FILE_MISSING', { path });
    throw fail('PARUS_LIST_INVALID', { path, row: 0, problem: firstLine(error) });
  }
  return content.split('\n').flatMap((line, i): GivenRow[] => {
    if (line.trim() === '') return [];
    try {
      return [{ row: i + 1, given: JSON.parse(line) }];
    } catch (error) {
      return [{ row: i + 1, problem: `not JSON: ${firstLine(error)}` }];
    }
  });
}

async function csvRows(path: string): Promise<GivenRow[]> {
  // All as text: a telephone number or a hash of digits is no number.
  const table = await readTable(path, {
    kinds: Object.fromEntries(COLUMNS.map((column) => [column, 'category'])),
  });
  const unknown = [...table.columns.keys()].filter(
    (column) => !(COLUMNS as readonly string[]).includes(column),
  );
  if (unknown.length > 0) {
    const problem = `unknown column ${unknown.join(', ')}; expected ${COLUMNS.join(', ')}`;
    throw fail('PARUS_LIST_INVALID', { path, row: 0, problem });
  }
  return Array.from({ length: table.nRows }, (_, i) => ({ row: i + 1, given: csvEntry(table, i) }));
}

function csvEntry(table: Table, i: number): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const [name, column] of table.columns) {
    const cell = column.kind === 'category' ? textAt(column, i) : undefined;
    if (cell === undefined || cell === null) continue;
    given[name] = name === 'aliases' ? cell.split('|') : cell;
  }
  return given;
}
