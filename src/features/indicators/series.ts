import { clamp, ratio } from '../window.ts';

/** Least number of points through which a line is laid: two always fit. */
const LEAST_POINTS = 3;

/** Bound of a slope in shares of the mean a month: twofold in a month, which only days apart could give. OWN. */
export const TREND_CAP = 1;

const MONTH = 30;

/**
 * Amounts of a year by day, one a month as a rule: the declared revenue of filings, the use on bills. Scratch of a trail: cleared
 * before each use, grown as needed.
 */
export class Series {
  n = 0;
  #days = new Float64Array(64);
  #values = new Float64Array(64);

  clear(): void {
    this.n = 0;
  }

  push(day: number, value: number): void {
    if (this.n === this.#values.length) {
      this.#days = doubled(this.#days);
      this.#values = doubled(this.#values);
    }
    this.#days[this.n] = day;
    this.#values[this.n] = value;
    this.n += 1;
  }

  get mean(): number {
    return ratio(sumOf(this.#values, this.n), this.n);
  }

  /** Standard deviation (divisor n) over mean; NaN for n < 2 or mean 0. Two passes: sums of squares cancel. */
  get variation(): number {
    if (this.n < 2) return Number.NaN;
    const { mean } = this;
    let squares = 0;
    for (let i = 0; i < this.n; i++) squares += (this.#values[i]! - mean) ** 2;
    return ratio(Math.sqrt(squares / this.n), mean);
  }

  /**
   * Slope of the least-squares line through the values by day, per 30 days and as a share of their mean, within
   * +-TREND_CAP; NaN for less than three values, mean 0 or one day.
   */
  get monthlyTrend(): number {
    if (this.n < LEAST_POINTS) return Number.NaN;
    const { mean } = this;
    const middle = sumOf(this.#days, this.n) / this.n;
    let covariance = 0;
    let squares = 0;
    for (let i = 0; i < this.n; i++) {
      const away = this.#days[i]! - middle;
      covariance += away * (this.#values[i]! - mean);
      squares += away * away;
    }
    if (squares === 0 || mean === 0) return Number.NaN;
    return clamp(((covariance / squares) * MONTH) / mean, -TREND_CAP, TREND_CAP);
  }
}

function sumOf(values: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  return sum;
}

function doubled(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * values.length);
  larger.set(values);
  return larger;
}
