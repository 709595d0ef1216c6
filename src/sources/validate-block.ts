import { type ErrorCode, formatDay } from '../core/index.ts';
import { taskRef } from '../parallel/index.ts';
import {
  type Column,
  type ColumnType,
  categoryColumn,
  MISSING_INT32,
  makeTable,
  numericColumn,
  type Table,
} from '../table/index.ts';
import { type SourceName, sources } from './catalogue.ts';
import type { RawBlock } from './raw-block.ts';
import { parseRecord, shown } from './record.ts';
import { fieldsOf } from './schema.ts';

/** A refused row: one line of quarantine/<source>.csv. */
export interface RefusedRow {
  readonly code: ErrorCode;
  readonly file: string;
  readonly row: number;
  /** The first field at fault; empty where the whole row is. */
  readonly column: string;
  readonly value: string;
  readonly message: string;
}

export interface ValidatedBlock {
  readonly path: string;
  /** Accepted rows, in the columns of the contract. */
  readonly table: Table;
  /** Per accepted row: its number in the file, its key, its day of arrival. */
  readonly rows: Int32Array;
  readonly keys: readonly string[];
  readonly refused: readonly RefusedRow[];
}

type PlainRecord = Readonly<Record<string, string | number | undefined>>;

/** Parts of a key are joined by a character that no field of a contract needs. */
const KEY_SEPARATOR = '\u0001';

/** Worker task: validates the rows of a block one by one against the contract of their source. */
export function validateBlock(block: RawBlock): ValidatedBlock {
  const { source, path, rows } = block;
  const accepted: PlainRecord[] = [];
  const acceptedRows: number[] = [];
  const refused: RefusedRow[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const raw = rawRecord(block, i);
    const parsed = parseRecord(source, raw);
    if (!parsed.ok) {
      const [first, ...rest] = parsed.error;
      const also = rest.map((issue) => `; ${issue.path}: ${issue.message}`).join('');
      refused.push({
        code: 'PARUS_RECORD_INVALID',
        file: path,
        row,
        column: first!.path === '(root)' ? '' : first!.path,
        value: first!.got,
        message: `${first!.message}${also}`,
      });
      continue;
    }
    const { eventDate, arrivalDate } = parsed.value;
    if (arrivalDate < eventDate) {
      refused.push({
        code: 'PARUS_RECORD_ORDER',
        file: path,
        row,
        column: 'arrivalDate',
        value: formatDay(arrivalDate),
        message: `arrival ${formatDay(arrivalDate)} before event ${formatDay(eventDate)}`,
      });
      continue;
    }
    accepted.push(parsed.value as PlainRecord);
    acceptedRows.push(row);
  }
  const { key } = sources[source] as { readonly key: readonly string[] };
  return {
    path,
    table: tableOf(source, accepted, path),
    rows: Int32Array.from(acceptedRows),
    keys: accepted.map((record) => key.map((name) => String(record[name])).join(KEY_SEPARATOR)),
    refused,
  };
}

/** `validateBlock` for workers. */
export const validateTask = taskRef(import.meta.url, validateBlock);

/** A key as a reader may see it. */
export function shownKey(key: string): string {
  return shown(key.replaceAll(KEY_SEPARATOR, ' '));
}

/** The row as an object; a line that is no JSON stays a text, which no contract takes. */
function rawRecord({ header, columns, lines }: RawBlock, i: number): unknown {
  if (!lines) {
    const record: Record<string, string | null> = {};
    for (const [c, name] of header.entries()) record[name] = columns[c]![i]!;
    return record;
  }
  const line = lines[i]!;
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

/** Records of one source as a table in the order of its contract. */
export function tableOf(source: SourceName, records: readonly PlainRecord[], origin: string): Table {
  const columns = fieldsOf(sources[source]).map(
    ({ name, type }) => [name, columnFrom(type, records, name)] as const,
  );
  return makeTable(columns, origin);
}

function columnFrom(type: ColumnType, records: readonly PlainRecord[], name: string): Column {
  if (type === 'text') return categoryColumn(records.map((record) => record[name] as string | undefined));
  const numbers = records.map((record) => record[name] as number | undefined);
  if (type === 'float64') return numericColumn(numbers);
  const values = Int32Array.from(numbers, (value) => value ?? MISSING_INT32);
  return type === 'date' ? { kind: 'date', values } : { kind: 'numeric', values };
}
