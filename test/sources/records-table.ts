import { fieldsOf, type SourceName, sources } from '../../src/sources/index.ts';
import {
  type Column,
  type ColumnType,
  categoryColumn,
  MISSING_INT32,
  makeTable,
  numericColumn,
  type Table,
} from '../../src/table/index.ts';

type PlainRecord = Readonly<Record<string, string | number | undefined>>;

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
