import { sharedFloat64, sharedInt32 } from '../parallel/index.ts';
import { type FieldSpec, fieldsOf, type SourceName, sources } from '../sources/index.ts';
import { type Column, MISSING_CODE, MISSING_INT32, makeTable, type Table } from '../table/index.ts';

/** Collects records of one contract as columns; texts as codes in order of appearance, enumerations in the contract's. */
export interface RecordBuffer {
  /** Trusts the record to keep the contract: the types demand it, the tests check it. */
  push(record: Readonly<Record<string, string | number | undefined>>): void;
  /** The rows so far as a table on shared memory, ready to cross threads without a copy. */
  toTable(): Table;
}

/** A column that grows by doubling. */
interface GrowingColumn {
  readonly field: FieldSpec;
  values: Float64Array | Int32Array;
  readonly codes: Map<string, number> | undefined;
}

const FIRST_CAPACITY = 256;

export function openRecordBuffer(source: SourceName): RecordBuffer {
  const columns = fieldsOf(sources[source]).map((field): GrowingColumn => {
    const codes =
      field.type === 'text' ? new Map((field.values ?? []).map((text, i) => [text, i])) : undefined;
    return { field, values: allocate(field, FIRST_CAPACITY), codes };
  });
  let nRows = 0;
  let capacity = FIRST_CAPACITY;

  return {
    push(record) {
      if (nRows === capacity) {
        capacity *= 2;
        for (const column of columns) {
          const grown = allocate(column.field, capacity);
          grown.set(column.values);
          column.values = grown;
        }
      }
      for (const { field, values, codes } of columns) values[nRows] = coded(record[field.name], field, codes);
      nRows += 1;
    },
    toTable: () =>
      makeTable(
        columns.map((column) => [column.field.name, finished(column, nRows)]),
        `simulated ${source}`,
      ),
  };
}

function allocate({ type }: FieldSpec, capacity: number): Float64Array | Int32Array {
  return type === 'float64' ? new Float64Array(capacity) : new Int32Array(capacity);
}

function coded(value: string | number | undefined, { type }: FieldSpec, codes?: Map<string, number>): number {
  if (typeof value === 'number') return value;
  if (value === undefined) return type === 'float64' ? Number.NaN : codes ? MISSING_CODE : MISSING_INT32;
  const known = codes?.get(value);
  if (known !== undefined) return known;
  codes?.set(value, codes.size);
  return codes ? codes.size - 1 : Number.NaN;
}

function finished({ field, values, codes }: GrowingColumn, nRows: number): Column {
  if (values instanceof Float64Array) {
    const out = sharedFloat64(nRows);
    out.set(values.subarray(0, nRows));
    return { kind: 'numeric', values: out };
  }
  const out = sharedInt32(nRows);
  out.set(values.subarray(0, nRows));
  if (codes) return { kind: 'category', codes: out, levels: [...codes.keys()] };
  return field.type === 'date' ? { kind: 'date', values: out } : { kind: 'numeric', values: out };
}
