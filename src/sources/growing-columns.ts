import { MISSING_CODE, MISSING_INT32 } from '../table/index.ts';
import { type DossierSource, sources } from './catalogue.ts';
import type { ColumnArray, SourceColumns, SourceRecord } from './columns.ts';
import { type FieldSpec, fieldsOf } from './schema.ts';

/** A field as a dossier holds it: those of the contract but `firmId`, and of links the other firm. */
export function dossierFieldsOf(source: DossierSource): readonly FieldSpec[] {
  const fields = fieldsOf(sources[source]).filter(({ name }) => name !== 'firmId');
  return source === 'links' ? [...fields, { name: 'other', type: 'text', optional: true }] : fields;
}

/** Rows the columns of a growing source start with. */
const LEAST_CAPACITY = 16;

/**
 * Columns of one source of one firm that take record after record and stay in the order of a slice: by (eventDate,
 * arrivalDate, order of insertion).
 */
export class GrowingColumns<S extends DossierSource> {
  readonly columns: SourceColumns<S>;
  readonly levels: Readonly<Record<string, readonly string[]>>;
  nRows = 0;
  readonly #firmId: string;
  readonly #fields: readonly GrowingField[];
  #capacity: number;

  constructor(source: S, firmId: string, capacity = LEAST_CAPACITY) {
    this.#firmId = firmId;
    this.#capacity = capacity;
    const columns: Record<string, ColumnArray> = {};
    this.#fields = dossierFieldsOf(source).map((field) => newField(field));
    for (const { name, float } of this.#fields) columns[name] = newColumn(float, capacity);
    this.columns = columns as unknown as SourceColumns<S>;
    this.levels = Object.fromEntries(
      this.#fields.flatMap(({ name, levels }) => (levels ? [[name, levels]] : [])),
    );
  }

  /** Puts a validated record in its place and gives its row; rows from there on move up by one. */
  insert(record: SourceRecord<S>): number {
    if (this.nRows === this.#capacity) this.#grow();
    const { eventDate, arrivalDate } = this.columns as SourceColumns<DossierSource>;
    let row = this.nRows;
    while (
      row > 0 &&
      (eventDate[row - 1]! > record.eventDate ||
        (eventDate[row - 1] === record.eventDate && arrivalDate[row - 1]! > record.arrivalDate))
    )
      row -= 1;
    const columns = this.columns as unknown as Record<string, ColumnArray>;
    const values = record as unknown as Readonly<Record<string, string | number | undefined>>;
    for (const field of this.#fields) {
      const column = columns[field.name]!;
      if (row < this.nRows) column.copyWithin(row + 1, row, this.nRows);
      column[row] = field.index
        ? codeIn(field, field.name === 'other' ? this.#otherFirm(record) : (values[field.name] as string))
        : ((values[field.name] as number | undefined) ?? (field.float ? Number.NaN : MISSING_INT32));
    }
    this.nRows += 1;
    return row;
  }

  #otherFirm({ firmId }: SourceRecord<S>): string | undefined {
    return firmId === this.#firmId ? undefined : firmId;
  }

  #grow(): void {
    this.#capacity = Math.max(LEAST_CAPACITY, this.#capacity * 2);
    const columns = this.columns as unknown as Record<string, ColumnArray>;
    for (const { name, float } of this.#fields) {
      const larger = newColumn(float, this.#capacity);
      larger.set(columns[name]!);
      columns[name] = larger;
    }
  }
}

interface GrowingField {
  readonly name: string;
  readonly float: boolean;
  /** Of text fields: the texts by code, and the codes. */
  readonly levels: string[] | undefined;
  readonly index: Map<string, number> | undefined;
}

function newField({ name, type, values = [] }: FieldSpec): GrowingField {
  const text = type === 'text';
  return {
    name,
    float: type === 'float64',
    levels: text ? [...values] : undefined,
    index: text ? new Map(values.map((value, code) => [value, code])) : undefined,
  };
}

function codeIn({ levels, index }: GrowingField, text: string | undefined): number {
  if (text === undefined) return MISSING_CODE;
  const known = index!.get(text);
  if (known !== undefined) return known;
  levels!.push(text);
  index!.set(text, levels!.length - 1);
  return levels!.length - 1;
}

function newColumn(float: boolean, n: number): ColumnArray {
  return float ? new Float64Array(n) : new Int32Array(n);
}
