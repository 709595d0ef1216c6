import { type Fen, yuanToFen } from '../../../core/index.ts';
import type { SideBehaviour } from './behaviour.ts';

/** A rest smaller than this share of a form is not worth one: the deal is rounded to whole forms. OWN. */
const LEAST_REST = 0.05;
/** Deals of exactly so many full forms, share. CAL: a third of a median firm's invoices are near its largest. */
const WHOLE_FORMS = 0.5;
/** Forms one deal may fill. OWN: bounds the work; a firm of such deals has larger forms approved. */
const MOST_FORMS = 60;
/** From this total on, round totals come in hundreds. */
const HUNDREDS_FROM = yuanToFen(500);
const YUAN = yuanToFen(1);
const HUNDRED = yuanToFen(100);

/**
 * Splits a deal into the totals (with tax) of its invoices: full forms and a rest where it exceeds the form. OUT `totals`: fen,
 * emptied first. `uRound` and `uRest` in [0, 1) decide how the total is rounded and whether the rest is dropped.
 */
export function splitDeal(
  behaviour: SideBehaviour,
  netFen: Fen,
  taxRate: number,
  uRound: number,
  uRest: number,
  totals: Fen[],
): void {
  totals.length = 0;
  const { capFen, hundreds, whole } = behaviour;
  const limit = capFen * (1 + taxRate);
  // A full form with tax keeps to the limit without tax.
  const full = Math.min(behaviour.fullTotalFen, Math.floor(limit / YUAN) * YUAN - YUAN);
  let total = netFen * (1 + taxRate);
  if (total >= full) {
    const n = Math.min(MOST_FORMS, Math.floor(total / full));
    for (let i = 0; i < n; i++) totals.push(full);
    total -= n * full;
    if (uRest < WHOLE_FORMS || total < LEAST_REST * full || n === MOST_FORMS) return;
  }
  const unit = uRound < hundreds && total >= HUNDREDS_FROM ? HUNDRED : uRound < whole ? YUAN : 1;
  totals.push(Math.min(full, Math.max(unit, Math.round(total / unit) * unit)));
}
