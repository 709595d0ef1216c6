/** Arithmetic that the features of several sources share. */

/** The longest look back of windowed features, days; also the value of a recency when nothing happened within it. */
export const YEAR_DAYS = 365;

/** part / whole; NaN where whole is 0. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? Number.NaN : part / whole;
}

/** (recent - earlier) / (recent + earlier), in [-1, 1] for amounts >= 0: bounded where a quotient would not be; NaN when both are 0. */
export function change(recent: number, earlier: number): number {
  return ratio(recent - earlier, recent + earlier);
}

export function clamp(value: number, low: number, high: number): number {
  // Both let NaN through.
  return Math.min(Math.max(value, low), high);
}
