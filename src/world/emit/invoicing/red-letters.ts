import type { Day } from '../../../core/index.ts';
import { type Draft, draftOf } from './draft.ts';

/** Invoices a red letter can still reach, and how many of them a new month brings. OWN. */
const RECENT = 24;
const A_MONTH = 8;
/** Red letters over only part of the invoice they take back. OWN. */
const PART_SHARE = 0.3;

/**
 * Takes an invoice of an earlier month back, whole or in part: one of the same month would have been made void instead. `u` in
 * [0, 1) says which and how much. Pushes to `out` (OUT); nothing where `recent` is empty.
 */
export function takeBack(recent: readonly Draft[], day: Day, u: number, out: Draft[]): void {
  const isPart = u < PART_SHARE;
  const within = isPart ? u / PART_SHARE : (u - PART_SHARE) / (1 - PART_SHARE);
  const taken = recent[Math.floor(recent.length * within)];
  if (!taken) return;
  const part = isPart ? 0.1 + 0.8 * within : 1;
  const totalFen = Math.max(1, Math.round(part * (taken.amountFen + taken.taxFen)));
  const back = draftOf(day, taken.counterparty, totalFen, taken.taxRate, true);
  out.push({ ...back, amountFen: -back.amountFen, taxFen: -back.taxFen || 0 });
}

/** Adds some of a finished month's invoices to `recent` (INOUT), the oldest making room. */
export function remember(recent: Draft[], month: readonly Draft[]): void {
  const step = Math.max(1, Math.floor(month.length / A_MONTH));
  for (let i = step - 1; i < month.length; i += step) {
    const draft = month[i]!;
    if (!draft.valid || draft.amountFen <= 0) continue;
    recent.push(draft);
    if (recent.length > RECENT) recent.shift();
  }
}
