/**
 * The ages at which a record leaves one band for the next, days. Bands carry every window and every month a feature asks
 * for, so that a record is counted once and a window is a sum of bands:
 *
 *   band     0    1     2     3    ...  12       13       14       15
 *   age      0-6  7-29  30-59 60-89 ... 330-359  360-364  365-454  455 and more
 *   window   7 |  30 |        90 | .. (180: up to band 6)    365 |
 */
export const BAND_EDGES = [7, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 360, 365, 455] as const;

/** Bands per measure; a power of two, so that (measure, band) is one shifted index. */
export const BANDS = 16;
export const BAND_SHIFT = 4;
export const LAST_BAND = BANDS - 1;

/** Days that a windowed source is read back: a year, and the quarter before it, which is last year's of the same season. */
export const HORIZON_DAYS = 455;

/** Windows that features look back, days from asOf, asOf included. */
export type WindowDays = 7 | 30 | 90 | 180 | 365 | 'all';

/** Slot of a window in totals, and the last band that it holds. */
export const WINDOWS: readonly { readonly days: WindowDays; readonly lastBand: number }[] = [
  { days: 7, lastBand: 0 },
  { days: 30, lastBand: 1 },
  { days: 90, lastBand: 3 },
  { days: 180, lastBand: 6 },
  { days: 365, lastBand: 13 },
  { days: 'all', lastBand: 15 },
];

export function windowSlot(days: WindowDays): number {
  return WINDOWS.findIndex((window) => window.days === days);
}

/** Band of last year's season: the quarter that ended a year before asOf. */
export const LAST_YEARS_QUARTER = 14;

/** Whole months of 30 days that bands carry: month 0 is bands 0 and 1, month i is band i + 1. */
export const MONTHS = 12;
export const MONTH_DAYS = 30;

const BAND_BY_AGE = Uint8Array.from({ length: HORIZON_DAYS + 1 }, (_, age) => {
  const band = BAND_EDGES.findIndex((edge) => age < edge);
  return band < 0 ? LAST_BAND : band;
});

/** Band of a record of `age` days, age >= 0. */
export function bandOf(age: number): number {
  return age < HORIZON_DAYS ? BAND_BY_AGE[age]! : LAST_BAND;
}
