/** A year's green must swing by this much to have a season: bare soil and a crop differ by more. OWN. */
const LEAST_SWING = 0.15;
/** Two rises that are a year apart, give or take this many days, are the rise of the same crop. OWN. */
export const SAME_RISE_DAYS = 60;
/** A mean over time must span this much of the year, days. OWN. */
const LEAST_SPAN = 270;

/**
 * NDVI over time from looks some ten days apart, straight between them; ranges of days hold both ends. What is asked of
 * days that nobody looked on is NaN.
 */
export class GreenCurve {
  readonly #days: number[] = [];
  readonly #values: number[] = [];
  #n = 0;

  clear(): void {
    this.#n = 0;
  }

  /** Adds a look; days must rise. */
  add(day: number, ndvi: number): void {
    this.#days[this.#n] = day;
    this.#values[this.#n] = ndvi;
    this.#n += 1;
  }

  newestDay(): number {
    return this.#n > 0 ? this.#days[this.#n - 1]! : Number.NaN;
  }

  /** NDVI of the look on a day. */
  valueOn(day: number): number {
    for (let i = this.#n - 1; i >= 0; i--) if (this.#days[i] === day) return this.#values[i]!;
    return Number.NaN;
  }

  /** The first look of a range not below any other of it. */
  peakDay(from: number, to: number): number {
    let day = Number.NaN;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.#n; i++) {
      if (this.#days[i]! < from || this.#days[i]! > to || this.#values[i]! <= most) continue;
      most = this.#values[i]!;
      day = this.#days[i]!;
    }
    return day;
  }

  meanOfLooks(from: number, to: number): number {
    let n = 0;
    let sum = 0;
    for (let i = 0; i < this.#n; i++) {
      if (this.#days[i]! < from || this.#days[i]! > to) continue;
      sum += this.#values[i]!;
      n += 1;
    }
    return n > 0 ? sum / n : Number.NaN;
  }

  /** Mean of the curve between the first and the last look of a range, where they are far enough apart. */
  meanOverTime(from: number, to: number): number {
    let area = 0;
    let span = 0;
    for (let i = 1; i < this.#n; i++) {
      if (this.#days[i - 1]! < from || this.#days[i]! > to) continue;
      const days = this.#days[i]! - this.#days[i - 1]!;
      area += (days * (this.#values[i - 1]! + this.#values[i]!)) / 2;
      span += days;
    }
    return span >= LEAST_SPAN ? area / span : Number.NaN;
  }

  /** Half way between the least and the greatest look of a range; NaN where they differ too little for a season. */
  halfLevel(from: number, to: number): number {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.#n; i++) {
      if (this.#days[i]! < from || this.#days[i]! > to) continue;
      least = Math.min(least, this.#values[i]!);
      most = Math.max(most, this.#values[i]!);
    }
    return most - least >= LEAST_SWING ? (least + most) / 2 : Number.NaN;
  }

  /** The last day of a range on which the curve rises through `level`. */
  newestRise(level: number, from: number, to: number): number {
    for (let i = this.#n - 1; i >= 1; i--) {
      const day = this.#riseAt(i, level);
      if (day >= from && day <= to) return day;
    }
    return Number.NaN;
  }

  /** The day nearest to `day`, within 60, on which the curve rises through `level`; the earlier one of two as near. */
  riseNear(level: number, day: number): number {
    let nearest = Number.NaN;
    let least = SAME_RISE_DAYS;
    for (let i = this.#n - 1; i >= 1; i--) {
      const away = Math.abs(this.#riseAt(i, level) - day);
      if (!(away <= least)) continue;
      least = away;
      nearest = this.#riseAt(i, level);
    }
    return nearest;
  }

  /** Days of a range, between its looks, that the curve lies above `level`. */
  daysAbove(level: number, from: number, to: number): number {
    if (Number.isNaN(level)) return Number.NaN;
    let sum = 0;
    for (let i = 1; i < this.#n; i++) {
      if (this.#days[i - 1]! < from || this.#days[i]! > to) continue;
      const days = this.#days[i]! - this.#days[i - 1]!;
      const before = this.#values[i - 1]! - level;
      const after = this.#values[i]! - level;
      if (before >= 0 && after >= 0) sum += days;
      else if (before >= 0 || after >= 0) sum += (days * Math.max(before, after)) / Math.abs(after - before);
    }
    return sum;
  }

  /** Where the curve rises through `level` between looks i - 1 and i; NaN where it does not. */
  #riseAt(i: number, level: number): number {
    const before = this.#values[i - 1]!;
    const after = this.#values[i]!;
    if (!(before < level && after >= level)) return Number.NaN;
    const day = this.#days[i - 1]!;
    return day + ((level - before) / (after - before)) * (this.#days[i]! - day);
  }
}
