import { monthIndexOf } from '../../core/index.ts';
import type { FirmLife } from '../life.ts';
import type { World } from '../world.ts';
import { firmIdOf, isLost, K, type RecordSink } from './sink.ts';

/** Days after which unpaid tax is noticed as arrears. */
const NOTICE_DAYS = 15;

/** Monthly VAT filings, payments and notices of arrears of a covered firm. */
export function emitTax(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits } = life;
  if (!traits.covered.tax) return;
  const { firm } = traits;
  const firmId = firmIdOf(firm);
  const stream = world.streams.records;
  for (const account of life.months) {
    const month = monthIndexOf(account.periodStart);
    if (isLost(world, firm, month, 'tax')) continue;
    const { periodStart, taxFen, taxDueDay, filedDay, taxPaidDay } = account;
    sink('tax', {
      firmId,
      eventDate: filedDay,
      arrivalDate: filedDay + 1 + stream.integer(5, firm, month, K.filingDelay),
      kind: 'filing',
      periodStart,
      amountFen: taxFen,
      declaredRevenueFen: account.declaredFen,
      daysLate: Math.max(0, filedDay - taxDueDay),
    });
    if (taxFen === 0) continue;
    // Tax cannot be overdue before it is known.
    const notice = Math.max(taxDueDay, filedDay) + NOTICE_DAYS;
    if (taxPaidDay === undefined || taxPaidDay > notice) {
      sink('tax', {
        firmId,
        eventDate: notice,
        arrivalDate: notice + 1 + stream.integer(5, firm, month, K.arrearsDelay),
        kind: 'arrears',
        periodStart,
        amountFen: taxFen,
        daysLate: notice - taxDueDay,
      });
    }
    if (taxPaidDay === undefined) continue;
    sink('tax', {
      firmId,
      eventDate: taxPaidDay,
      arrivalDate: taxPaidDay + 1 + stream.integer(5, firm, month, K.paymentDelay),
      kind: 'payment',
      periodStart,
      amountFen: taxFen,
      daysLate: Math.max(0, taxPaidDay - taxDueDay),
    });
  }
}
