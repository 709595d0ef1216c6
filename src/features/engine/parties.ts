import { Slots } from './slots.ts';

/** Windows over which parties are counted, days. */
export type PartyWindow = 90 | 180 | 365;

/** Slot of a window: within 90, 180, 365 days. */
const SLOT: Readonly<Record<PartyWindow, number>> = { 90: 0, 180: 1, 365: 2 };
const QUARTER = 0;
const YEAR = 2;
const WINDOWS = 3;

/** Shares are summed as integers of this unit, so that the sum does not depend on the order of parties. */
const SHARE_UNIT = 2 ** 44;

/** Parties that there is room for at first. */
const FIRST_ROOM = 16;

/**
 * What passed between a firm and each of its counterparties within 90, 180 and 365 days: records and amounts. Amounts are
 * whole numbers, so that putting a record in and taking it out again leaves no trace, and every figure read from here is
 * the same whatever the order of records and whatever the codes of the parties.
 */
export class Parties {
  /** Parties met; they keep their slots when their records have aged out. */
  readonly #slots = new Slots();
  /** [slot of the party * WINDOWS + slot of the window] */
  #records = new Int32Array(FIRST_ROOM * WINDOWS);
  #amounts = new Float64Array(FIRST_ROOM * WINDOWS);
  // Sums over parties by window, made anew where a record came or went since.
  readonly #counts = new Int32Array(WINDOWS);
  readonly #totals = new Float64Array(WINDOWS);
  #stale = false;

  clear(): void {
    this.#slots.clear();
    this.#stale = true;
  }

  /** Adds (sign 1) or takes back (sign -1) a record of `amount` with the party of `code` >= 0, in the windows that hold `band`. */
  meet(code: number, amount: number, band: number, sign: number): void {
    // Windows as bands: 90 days end with band 3, 180 with band 6, 365 with band 13; see ages.ts.
    if (band > 13) return;
    const first = band <= 3 ? 0 : band <= 6 ? 1 : 2;
    const at = this.#slotOf(code) * WINDOWS;
    for (let w = first; w < WINDOWS; w++) {
      this.#records[at + w]! += sign;
      this.#amounts[at + w]! += sign * amount;
    }
    this.#stale = true;
  }

  #slotOf(code: number): number {
    const { n } = this.#slots;
    const slot = this.#slots.of(code);
    if (slot < n) return slot;
    if ((slot + 1) * WINDOWS > this.#records.length) {
      const records = new Int32Array(2 * this.#records.length);
      records.set(this.#records);
      this.#records = records;
      const amounts = new Float64Array(2 * this.#amounts.length);
      amounts.set(this.#amounts);
      this.#amounts = amounts;
    }
    this.#records.fill(0, slot * WINDOWS, (slot + 1) * WINDOWS);
    this.#amounts.fill(0, slot * WINDOWS, (slot + 1) * WINDOWS);
    return slot;
  }

  #settle(): void {
    if (!this.#stale) return;
    this.#counts.fill(0);
    this.#totals.fill(0);
    for (let cell = 0; cell < this.#slots.n * WINDOWS; cell += WINDOWS) {
      for (let w = 0; w < WINDOWS; w++) {
        if (this.#records[cell + w]! > 0) this.#counts[w]! += 1;
        if (this.#amounts[cell + w]! > 0) this.#totals[w]! += this.#amounts[cell + w]!;
      }
    }
    this.#stale = false;
  }

  /** Parties with a record in the window. */
  count(days: PartyWindow): number {
    this.#settle();
    return this.#counts[SLOT[days]]!;
  }

  /** Sum, over parties, of amounts above 0 in the window. */
  total(days: PartyWindow): number {
    this.#settle();
    return this.#totals[SLOT[days]]!;
  }

  /** Herfindahl-Hirschman index: sum of squared shares in the amount, in (0, 1]; NaN without amount. To 1e-13 a party. */
  herfindahl(days: PartyWindow): number {
    const total = this.total(days);
    if (total === 0) return Number.NaN;
    let sum = 0;
    for (let i = 0, at = SLOT[days]; i < this.#slots.n; i++, at += WINDOWS) {
      const amount = this.#amounts[at]!;
      if (amount > 0) sum += Math.round((amount / total) ** 2 * SHARE_UNIT);
    }
    return Math.min(1, sum / SHARE_UNIT);
  }

  /** Share of the `most` (1 to 3) largest parties in the amount; NaN without amount. */
  largestShare(days: PartyWindow, most: 1 | 3): number {
    const total = this.total(days);
    if (total === 0) return Number.NaN;
    let first = 0;
    let second = 0;
    let third = 0;
    for (let i = 0, at = SLOT[days]; i < this.#slots.n; i++, at += WINDOWS) {
      const amount = this.#amounts[at]!;
      if (amount > first) {
        third = second;
        second = first;
        first = amount;
      } else if (amount > second) {
        third = second;
        second = amount;
      } else if (amount > third) third = amount;
    }
    return (most === 1 ? first : first + second + third) / total;
  }

  /** Share in the amount of the last 90 days of parties without a record 90 to 364 days old; NaN without amount. */
  newShare(): number {
    const total = this.total(90);
    if (total === 0) return Number.NaN;
    let fresh = 0;
    for (let i = 0, at = 0; i < this.#slots.n; i++, at += WINDOWS) {
      const amount = this.#amounts[at + QUARTER]!;
      if (amount > 0 && this.#records[at + QUARTER] === this.#records[at + YEAR]) fresh += amount;
    }
    return fresh / total;
  }

  /** Of the parties with a record 90 to 364 days old, the share without one in the last 90 days; NaN without any. */
  lostShare(): number {
    let before = 0;
    let lost = 0;
    for (let i = 0, at = 0; i < this.#slots.n; i++, at += WINDOWS) {
      const recent = this.#records[at + QUARTER]!;
      if (this.#records[at + YEAR]! <= recent) continue;
      before += 1;
      if (recent === 0) lost += 1;
    }
    return before === 0 ? Number.NaN : lost / before;
  }

  /** Share of the amount here that passed with parties who are met in `others` as well, within 365 days; NaN without amount. */
  sharedWith(others: Parties): number {
    const total = this.total(365);
    if (total === 0) return Number.NaN;
    let shared = 0;
    for (let i = 0, at = YEAR; i < this.#slots.n; i++, at += WINDOWS) {
      const amount = this.#amounts[at]!;
      if (amount > 0 && others.recordsOf(this.#slots.codeAt(i)) > 0) shared += amount;
    }
    return shared / total;
  }

  /** Records with the party of `code` within 365 days. */
  recordsOf(code: number): number {
    const slot = this.#slots.find(code);
    return slot < 0 ? 0 : this.#records[slot * WINDOWS + YEAR]!;
  }
}
