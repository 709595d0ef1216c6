import { dayOf, monthIndexOf, type RandomStream } from '../../../core/index.ts';
import { K } from './draws.ts';

/** How the part of a firm's trade that gets invoices under its own name moves over years. */
export interface PaperLevel {
  /** Log by which the level lay below normal before `month` (months since 1970-01) and its surroundings; negative: it fades instead. */
  readonly gain: number;
  readonly month: number;
  /** Slow drift of the log level, sd: trade moves between the owner's firms, platforms, suppliers with and without invoices. */
  readonly driftSd: number;
}

/** Months in which firms take their trade to paper: electronic invoices came province by province from 2021 to the end of 2024, firms follow; the window is OWN. */
const CHANGE_FROM = monthIndexOf(dayOf(2022, 1, 1));
const CHANGE_MONTHS = 48;
/** Months in which most of a change is done, about. OWN. */
const CHANGE_WIDTH = 3.5;
/** FIT: memory of the drift over months; covariances of months a half year apart are still positive. */
const MEMORY = 0.9;

/** The month of a firm's change at `u` in [0, 1), months since 1970-01. */
export function changeMonth(u: number): number {
  return CHANGE_FROM + CHANGE_MONTHS * u;
}

/**
 * Level of a side in month `monthIndex`, the `iMonth`-th of the book, as a factor on normal: about 1 after a gain or before a fade.
 * `state` INOUT: the last month's drift, in standard deviations.
 */
export function paperLevel(
  stream: RandomStream,
  firm: number,
  side: 0 | 1,
  { gain, month, driftSd }: PaperLevel,
  iMonth: number,
  monthIndex: number,
  state: { drift: number },
): number {
  const fresh = stream.normal(0, 1, firm, iMonth, K.drift[side]);
  state.drift = iMonth === 0 ? fresh : MEMORY * state.drift + Math.sqrt(1 - MEMORY * MEMORY) * fresh;
  const done = 1 / (1 + Math.exp(-(monthIndex - month) / CHANGE_WIDTH));
  const change = gain > 0 ? -gain * (1 - done) : gain * done;
  return Math.exp(change + driftSd * state.drift - (driftSd * driftSd) / 2);
}
