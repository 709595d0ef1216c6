import { monthIndexOf } from '../../core/index.ts';
import { energyPriceOf } from '../environment.ts';
import type { FirmLife } from '../life.ts';
import type { World } from '../world.ts';
import { firmIdOf, isLost, K, type RecordSink } from './sink.ts';

/** Commercial tariffs, fen per kWh and per m3. */
const FEN_PER_KWH = 70;
const FEN_PER_M3 = 450;

/** Monthly electricity and water bills and their payments, one to two weeks late, of a covered firm. */
export function emitUtility(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits } = life;
  if (!traits.covered.utility) return;
  const { firm } = traits;
  const firmId = firmIdOf(firm);
  const stream = world.streams.records;
  for (const account of life.months) {
    const month = monthIndexOf(account.periodStart);
    if (isLost(world, firm, month, 'utility')) continue;
    const { periodStart, billDay, utilityDueDay, utilityPaidDay } = account;
    const billArrival = billDay + 7 + stream.integer(8, firm, month, K.billDelay);
    const paymentDelay = 7 + stream.integer(8, firm, month, K.billPaymentDelay);
    const fenPerKwh = FEN_PER_KWH * energyPriceOf(world.environment, world.timeline, month);
    for (const [service, amountFen, fenPerUnit] of [
      ['electricity', account.electricityFen, fenPerKwh],
      ['water', account.waterFen, FEN_PER_M3],
    ] as const) {
      const common = { firmId, service, periodStart, amountFen };
      const usage = amountFen / fenPerUnit;
      sink('utility', {
        ...common,
        eventDate: billDay,
        arrivalDate: billArrival,
        kind: 'bill',
        usage,
        daysLate: 0,
      });
      if (utilityPaidDay === undefined) continue;
      sink('utility', {
        ...common,
        eventDate: utilityPaidDay,
        arrivalDate: utilityPaidDay + paymentDelay,
        kind: 'payment',
        daysLate: Math.max(0, utilityPaidDay - utilityDueDay),
      });
    }
  }
}
