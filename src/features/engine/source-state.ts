import type { Day } from '../../core/index.ts';
import type { AnyAccumulator, DatedColumns, Known, Tally } from './accumulator.ts';
import {
  BAND_SHIFT,
  BANDS,
  bandOf,
  HORIZON_DAYS,
  LAST_YEARS_QUARTER,
  WINDOWS,
  type WindowDays,
  windowSlot,
} from './ages.ts';
import { Parties } from './parties.ts';

/** A record counts as at most this much, so that sums of some thousand records stay exact: 10 bn yuan in fen. OWN. */
const MOST_A_RECORD = 1e12;

/** eventDate of a measure that no record ever moved. */
const NEVER = -1;

/** Age given for what never happened, or longer ago: the longest window. */
export const NEVER_DAYS = 365;

/**
 * What is known of one source of one firm at asOf: sums by band of age, parties, the trail. Filled by `read` from a whole
 * slice, or record by record through `place` and `settle`; the same records give the same bits either way.
 */
export class SourceState<Trail extends object = object> implements Tally {
  readonly accumulator: AnyAccumulator;
  readonly parties: readonly Parties[];
  readonly trail: Trail;
  asOf: Day = 0;
  /** [measure << BAND_SHIFT | band] */
  readonly #sums: Float64Array;
  /** [measure * WINDOWS.length + window] */
  readonly #totals: Float64Array;
  /** Newest eventDate at which a measure moved. */
  readonly #newest: Int32Array;
  #known = new Int32Array(256);
  // The record being placed.
  #band = 0;
  #sign = 1;
  #day = 0;

  constructor(accumulator: AnyAccumulator) {
    const nMeasures = accumulator.measures.length + 1;
    this.accumulator = accumulator;
    this.parties = accumulator.groups.map(() => new Parties());
    this.trail = accumulator.newTrail() as Trail;
    this.#sums = new Float64Array(nMeasures * BANDS);
    this.#totals = new Float64Array(nMeasures * WINDOWS.length);
    this.#newest = new Int32Array(nMeasures).fill(NEVER);
  }

  /** Adds `value`, a whole number, to a measure of the record being placed; a value of 0 does not count as a move. */
  add(measure: number, value: number): void {
    if (value === 0) return;
    const held = value > MOST_A_RECORD ? MOST_A_RECORD : value < -MOST_A_RECORD ? -MOST_A_RECORD : value;
    this.#sums[(measure << BAND_SHIFT) | this.#band]! += this.#sign * held;
    if (this.#day > this.#newest[measure]!) this.#newest[measure] = this.#day;
  }

  /** Records that the record being placed passed `amount` (a whole number) with the party of `code`; codes below 0 are no party. */
  meet(group: number, code: number, amount: number): void {
    if (code < 0) return;
    const held = amount > MOST_A_RECORD ? MOST_A_RECORD : amount < -MOST_A_RECORD ? -MOST_A_RECORD : amount;
    this.parties[group]!.meet(code, held, this.#band, this.#sign);
  }

  clear(): void {
    this.#sums.fill(0);
    this.#newest.fill(NEVER);
    for (const parties of this.parties) parties.clear();
  }

  /** Puts record `row` into a band (sign 1) or takes it out again (sign -1). */
  place(columns: DatedColumns, row: number, band: number, sign: 1 | -1): void {
    this.#band = band;
    this.#sign = sign;
    this.#day = columns.eventDate[row]!;
    this.#sums[band]! += sign;
    if (this.#day > this.#newest[0]!) this.#newest[0] = this.#day;
    this.accumulator.tally(columns, row, this);
  }

  /** Reads rows [start, end) of `columns`, ordered by eventDate, as they were known at asOf. */
  read(columns: DatedColumns, start: number, end: number, asOf: Day): void {
    this.clear();
    const { eventDate, arrivalDate } = columns;
    const everything = this.accumulator.keeps === 'everything';
    if (this.#known.length < end - start) this.#known = new Int32Array(2 * (end - start));
    const known = this.#known;
    let n = 0;
    for (
      let row = everything ? start : firstRowAfter(eventDate, start, end, asOf - HORIZON_DAYS);
      row < end;
      row++
    ) {
      const age = asOf - eventDate[row]!;
      if (age < 0) break;
      if (arrivalDate[row]! > asOf) continue;
      known[n++] = row;
      this.place(columns, row, bandOf(age), 1);
    }
    this.settle({ columns, rows: known, n, asOf });
  }

  /** Makes totals and trail follow the records that are in place; `known` lists them. */
  settle(known: Known<DatedColumns>): void {
    this.asOf = known.asOf;
    this.settleTotals();
    this.accumulator.readTrail(known, this.trail);
  }

  settleTotals(): void {
    const sums = this.#sums;
    const totals = this.#totals;
    let cell = 0;
    for (let at = 0; at < sums.length; at += BANDS) {
      let sum = sums[at]!;
      totals[cell] = sum;
      sum += sums[at + 1]!;
      totals[cell + 1] = sum;
      sum += sums[at + 2]! + sums[at + 3]!;
      totals[cell + 2] = sum;
      sum += sums[at + 4]! + sums[at + 5]! + sums[at + 6]!;
      totals[cell + 3] = sum;
      for (let band = 7; band <= 13; band++) sum += sums[at + band]!;
      totals[cell + 4] = sum;
      totals[cell + 5] = sum + sums[at + 14]! + sums[at + 15]!;
      cell += WINDOWS.length;
    }
  }

  /** Sum of a measure over a window by its slot (`windowSlot`); 0 where nothing is known. */
  total(measure: number, slot: number): number {
    return this.#totals[measure * WINDOWS.length + slot]!;
  }

  /** Sum of a measure over one band of age. */
  inBand(measure: number, band: number): number {
    return this.#sums[(measure << BAND_SHIFT) | band]!;
  }

  /** Sum of a measure over month `i` of 30 days back from asOf, i in [0, 12). */
  inMonth(measure: number, i: number): number {
    const at = measure << BAND_SHIFT;
    return i === 0 ? this.#sums[at]! + this.#sums[at + 1]! : this.#sums[at + i + 1]!;
  }

  /** Sum of a measure over the quarter that ended a year before asOf. */
  lastYearsQuarter(measure: number): number {
    return this.inBand(measure, LAST_YEARS_QUARTER);
  }

  /** Days since a record last moved a measure, at most 365, which also stands for never. */
  daysSince(measure: number): number {
    const day = this.#newest[measure]!;
    return day === NEVER ? NEVER_DAYS : Math.min(NEVER_DAYS, this.asOf - day);
  }

  /** Whether a record counts for the features of the source: any for a source read whole, else one of the last 365 days. */
  get isKnown(): boolean {
    return this.total(0, this.accumulator.keeps === 'everything' ? ALL : YEAR) > 0;
  }
}

const YEAR = windowSlot(365 satisfies WindowDays);
const ALL = windowSlot('all');

/** First row of [start, end) with eventDate > day; rows are ordered by eventDate. */
export function firstRowAfter(eventDate: ArrayLike<number>, start: number, end: number, day: Day): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (eventDate[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
