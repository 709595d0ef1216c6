import type { z } from 'zod';
import type { ColumnType, Schema } from '../table/index.ts';
import { type SourceName, sources } from './catalogue.ts';
import type { SourceContract } from './contract.ts';

/** Any source's contract, whatever its fields. */
export type AnyContract = Pick<SourceContract, 'name'> & {
  readonly record: z.ZodObject;
  readonly key: readonly string[];
};

/** What ingestion, books and dossiers need to know of one field of a contract. */
export interface FieldSpec {
  readonly name: string;
  readonly type: ColumnType;
  readonly optional: boolean;
  /** The allowed texts of an enumerated field, in the order of its codes. */
  readonly values?: readonly string[];
}

interface FieldMeta {
  readonly column: ColumnType;
}

/** The fields of a contract in its order, as told by their `.meta({ column })`. */
export function fieldsOf(contract: AnyContract): readonly FieldSpec[] {
  return Object.entries(contract.record.shape).map(([name, field]) => {
    const optional = field._zod.def.type === 'optional';
    // `.optional()` wraps the field, and meta data stay with the wrapped one.
    const inner = (optional ? (field as z.ZodOptional).unwrap() : field) as z.ZodType;
    const meta = inner.meta() as FieldMeta | undefined;
    if (!meta?.column) throw new TypeError(`field ${name} of source ${contract.name} names no column type`);
    const spec = { name, type: meta.column, optional };
    return inner._zod.def.type === 'enum'
      ? { ...spec, values: (inner as unknown as { readonly options: readonly string[] }).options }
      : spec;
  });
}

/**
 * Code of the text `value` in the enumerated field `field` of `source`, as columns of dossiers hold it. For constants of
 * our own code: an unknown name is a RangeError, not bad input.
 */
export function codeOf(source: SourceName, field: string, value: string): number {
  const code = fieldsOf(sources[source])
    .find(({ name }) => name === field)
    ?.values?.indexOf(value);
  if (code === undefined || code < 0) throw new RangeError(`${source}.${field} has no value ${value}`);
  return code;
}

/** Columns of a source's file in a book. */
export function schemaOfSource(contract: AnyContract): Schema {
  return fieldsOf(contract).map(({ name, type }) => ({ name, type }));
}
