import { sharedFloat64, sharedInt32 } from '../parallel/index.ts';
import { makeTable, type Table } from '../table/index.ts';
import type { District } from './economy/district.ts';
import { FLOWS, N_INFLOWS } from './life.ts';

/**
 * truth/weeks: what a firm sold, ordered, received, paid and had, one row a firm and week of the book's own time. For books
 * too large for events; firms by number, since their names would be most of the file.
 */
export function weeksTruth(d: District): Table {
  const { timeline } = d.world;
  const from = Math.max(0, Math.ceil((timeline.startDate - timeline.week0) / 7));
  const to = Math.floor((timeline.endDate + 1 - timeline.week0) / 7);
  const n = (to - from) * d.n;
  const firm = sharedInt32(n);
  const monday = sharedInt32(n);
  const amounts = () => sharedFloat64(n);
  const columns = {
    sales: amounts(),
    orders: amounts(),
    receipts: amounts(),
    payments: amounts(),
    cash: amounts(),
  };
  let row = 0;
  for (let week = from; week < to; week++) {
    for (let i = 0; i < d.n; i++) {
      if (week > d.deathWeek[i]!) continue;
      const entry = week * d.n + i;
      let received = 0;
      let paid = 0;
      for (let slot = 0; slot < FLOWS.length; slot++) {
        const amount = d.tape.flows[(week * FLOWS.length + slot) * d.n + i]!;
        if (slot < N_INFLOWS) received += amount;
        else paid += amount;
      }
      firm[row] = d.first + i;
      monday[row] = timeline.week0 + 7 * week;
      columns.sales[row] = d.tape.sales[entry]!;
      columns.orders[row] = d.tape.orders[entry]!;
      columns.receipts[row] = received;
      columns.payments[row] = paid;
      columns.cash[row] = d.tape.cash[entry]!;
      row += 1;
    }
  }
  const numeric = (values: Float64Array | Int32Array) => ({
    kind: 'numeric' as const,
    values: values.subarray(0, row),
  });
  return makeTable(
    [
      ['firm', numeric(firm)],
      ['weekStart', { kind: 'date', values: monday.subarray(0, row) }],
      ['salesFen', numeric(columns.sales)],
      ['ordersFen', numeric(columns.orders)],
      ['receiptsFen', numeric(columns.receipts)],
      ['paymentsFen', numeric(columns.payments)],
      ['cashFen', numeric(columns.cash)],
    ],
    'simulated truth of weeks',
  );
}
