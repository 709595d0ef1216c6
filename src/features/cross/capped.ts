import { clamp, ratio } from '../window.ts';

/** Ratios of sources that may be off by orders of magnitude are held within 0 and this. */
export const RATIO_CAP = 1000;

/** part / whole within [0, RATIO_CAP]; NaN where whole is 0. */
export function capped(part: number, whole: number): number {
  return clamp(ratio(part, whole), 0, RATIO_CAP);
}
