import type { World } from '../../world.ts';
import { recordStreamOf } from '../record-stream.ts';
import { firmIdOf, isLost, type RecordSink } from '../sink.ts';
import type { Draft } from './draft.ts';
import { K } from './draws.ts';

/** Days until the tax authority's interface shows an invoice: at least one, this much more on average. OWN. */
const MEAN_DELAY = 1.2;
const MOST_DELAY = 9;
/** Numbers of eight digits: a step without a common factor with their count runs through all of them before one repeats. */
const N_NUMBERS = 100_000_000;
const NUMBER_STEP = 37_199_817;

/** Numbers the invoices of each month in order of days and hands them to the sink, unless the source lost the month. */
export function openIssuer(
  world: World,
  firm: number,
  sink: RecordSink,
): (monthIndex: number, drafts: readonly [Draft[], Draft[]]) => void {
  const stream = recordStreamOf(world, 'invoices');
  const firmId = firmIdOf(firm);
  const first = [stream.integer(N_NUMBERS, firm, 0, K.delay), stream.integer(N_NUMBERS, firm, 1, K.delay)];
  const count = [0, 0];
  return (monthIndex, drafts) => {
    const lost = isLost(world, firm, monthIndex, 'invoices');
    for (const side of [0, 1] as const) {
      const list = drafts[side].sort((a, b) => a.day - b.day);
      for (const { day, counterparty, amountFen, taxFen, taxRate, valid, number } of list) {
        const serial = count[side]!++;
        if (lost) continue;
        // A firm's own forms are numbered on; those it receives come from many books of forms.
        const code = first[side]! + serial * (side === 0 ? 1 : NUMBER_STEP);
        const wait = stream.exponential(MEAN_DELAY, firm, 2 + 2 * serial + side, K.delay);
        sink('invoices', {
          firmId,
          eventDate: day,
          arrivalDate: day + 1 + Math.min(MOST_DELAY, Math.floor(wait)),
          direction: side === 0 ? 'issued' : 'received',
          number: number ?? String(code % N_NUMBERS).padStart(8, '0'),
          counterparty,
          amountFen,
          taxFen,
          taxRate,
          status: valid ? 'valid' : 'void',
        });
      }
    }
  };
}
