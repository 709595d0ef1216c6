import type { Day } from '../../core/index.ts';
import { type DossierSource, GrowingColumns, type SourceRecord } from '../../sources/index.ts';
import type { AnyAccumulator, DatedColumns } from './accumulator.ts';
import { BAND_EDGES, bandOf, LAST_BAND } from './ages.ts';
import type { SourceState } from './source-state.ts';

/** Row numbers 0, 1, 2, ...: in a stream every record is known. Grown as needed, shared by all sources. */
let counting = Int32Array.from({ length: 1024 }, (_, i) => i);

/**
 * One source of one firm as a stream: records come one by one, days pass, and the state is at every moment what a
 * reading of all records would give. A record is moved once per band that it grows out of; nothing is summed anew.
 */
export class LiveSource {
  readonly state: SourceState;
  readonly #accumulator: AnyAccumulator;
  readonly #growing: GrowingColumns<DossierSource>;
  readonly #columns: DatedColumns;
  readonly #readings: Record<string, Int32Array>;
  /** edges[k]: the first row that is younger than BAND_EDGES[k]. */
  readonly #edges = new Int32Array(BAND_EDGES.length);
  #asOf: Day;

  constructor(state: SourceState, firmId: string, asOf: Day) {
    const { accumulator } = state;
    this.state = state;
    this.#accumulator = accumulator;
    this.#asOf = asOf;
    this.#growing = new GrowingColumns<DossierSource>(accumulator.source, firmId);
    this.#readings = {};
    if (accumulator.readings) {
      for (const name of Object.keys(accumulator.readings)) this.#readings[name] = new Int32Array(0);
    }
    // Readings are looked up by name at each use: growing replaces arrays.
    this.#columns = accumulator.readings
      ? withReadings(this.#growing.columns, this.#readings)
      : this.#growing.columns;
  }

  /** Takes a record that is known at the present day. */
  insert(record: SourceRecord<DossierSource>): void {
    const row = this.#growing.insert(record);
    this.#insertReadings(row, record);
    const band = bandOf(this.#asOf - record.eventDate);
    for (let k = 0; k < band; k++) this.#edges[k]! += 1;
    if (this.#counts(band)) this.state.place(this.#columns, row, band, 1);
  }

  /** Lets days pass: records move on to the bands of their new age. */
  advance(asOf: Day): void {
    this.#asOf = asOf;
    const { eventDate } = this.#columns;
    const { nRows } = this.#growing;
    // From the youngest band on: a record that skips bands passes through each of them.
    for (let k = 0; k < BAND_EDGES.length; k++) {
      const youngest = asOf - BAND_EDGES[k]!;
      let row = this.#edges[k]!;
      for (; row < nRows && eventDate[row]! <= youngest; row++) {
        this.state.place(this.#columns, row, k, -1);
        if (this.#counts(k + 1)) this.state.place(this.#columns, row, k + 1, 1);
      }
      this.#edges[k] = row;
    }
  }

  /** Brings totals and trail up to date; to be called before the state is read. */
  settle(): void {
    const { nRows } = this.#growing;
    if (counting.length < nRows) counting = Int32Array.from({ length: 2 * nRows }, (_, i) => i);
    const first = this.#accumulator.keeps === 'everything' ? 0 : this.#edges[LAST_BAND - 1]!;
    const rows = first === 0 ? counting : counting.subarray(first);
    this.state.settle({ columns: this.#columns, rows, n: nRows - first, asOf: this.#asOf });
  }

  #counts(band: number): boolean {
    return band < LAST_BAND || this.#accumulator.keeps === 'everything';
  }

  #insertReadings(row: number, record: SourceRecord<DossierSource>): void {
    const { readings } = this.#accumulator;
    if (!readings) return;
    const { nRows } = this.#growing;
    const texts = record as unknown as Readonly<Record<string, string | undefined>>;
    for (const [name, { field, of }] of Object.entries(readings)) {
      let values = this.#readings[name]!;
      if (values.length < nRows) {
        const larger = new Int32Array(2 * nRows);
        larger.set(values);
        values = larger;
        this.#readings[name] = larger;
      }
      values.copyWithin(row + 1, row, nRows - 1);
      const text = texts[field];
      values[row] = text === undefined ? 0 : of(text);
    }
  }
}

/** Columns and readings under one roof, each looked up where it grows. */
function withReadings(columns: DatedColumns, readings: Record<string, Int32Array>): DatedColumns {
  const all = {};
  for (const from of [columns, readings] as const) {
    for (const name of Object.keys(from)) {
      Object.defineProperty(all, name, {
        enumerable: true,
        get: () => (from as Readonly<Record<string, unknown>>)[name],
      });
    }
  }
  return all as DatedColumns;
}
