import { type Fen, firstDayOfMonthIndex, type RandomStream } from '../../../core/index.ts';
import type { FirmLife } from '../../life.ts';
import type { Desk } from './deals.ts';
import { type Draft, draftOf } from './draft.ts';
import { K } from './draws.ts';
import { vatRate } from './tax-rates.ts';
import { dayAt, monthDays } from './work-days.ts';

/** Days before an enquiry at a lender in which a fraudster dresses up sales. OWN. */
const DRESSED_DAYS = 180;
/** Invented sales of a month, over normal monthly sales: between these. OWN. */
const LEAST = 0.3;
const MOST = 1;
/** Forms they are spread over, at most; buyers they are made out to. OWN. */
const MOST_FORMS = 12;
const INVENTED_BUYERS = 5;

/**
 * Adds a month's invented invoices, to buyers that do not exist, in the months before the owner asks lenders for money: he
 * knows his plans, and the enquiries are their trace. Nobody pays them; the account stays as it is.
 */
export function inventSales(
  stream: RandomStream,
  life: FirmLife,
  desk: Desk,
  monthIndex: number,
  normalSales: Fen,
  out: Draft[],
): void {
  const start = firstDayOfMonthIndex(monthIndex);
  const { firm } = life.traits;
  const plans = life.enquiries.some(({ day }) => day > start && day <= start + DRESSED_DAYS);
  if (!plans) return;
  const u = (k: number): number => stream.uniform(firm, monthIndex, K.invented + k);
  const { behaviour } = desk;
  const total = normalSales * (LEAST + (MOST - LEAST) * u(0));
  const n = Math.max(2, Math.min(MOST_FORMS, Math.ceil(total / behaviour.capFen)));
  for (let i = 0; i < n; i++) {
    const draw = 1 + 3 * i;
    const day = dayAt(monthDays(monthIndex), behaviour.weekendShare, behaviour.earlyInWeek, u(draw));
    const buyer = Math.floor(INVENTED_BUYERS * u(draw + 1));
    const taxRate = vatRate(desk.classOf(0, 1, day), day);
    const part = Math.min(behaviour.capFen, (total / n) * (0.6 + 0.8 * u(draw + 2)));
    const totalFen = 100 * Math.max(1, Math.round((part * (1 + taxRate)) / 100));
    out.push(draftOf(day, inventedName(stream, firm, buyer), totalFen, taxRate, true));
  }
}

function inventedName(stream: RandomStream, firm: number, buyer: number): string {
  // Ranks from the far end of the list, where no true buyer is.
  const code = stream.integer(2 ** 32, firm, 2 ** 20 - 1 - buyer, K.partyName[0]);
  return `C${code.toString(16).padStart(8, '0')}`;
}
