import { describe, expect, test } from 'vitest';
import { readColumns } from '../../../src/features/engine/read-columns.ts';
import { SourceState } from '../../../src/features/engine/source-state.ts';
import { type OrdersTrail, ordersAccumulator } from '../../../src/features/indicators/orders.ts';
import { ordersFeatures } from '../../../src/features/indicators/orders-features.ts';
import { dossierFromRecords, type SourceRecord } from '../../../src/sources/index.ts';

type Day = SourceRecord<'orders'>;

const TODAY = 20_000;

function featuresOf(orders: readonly Day[], asOf = TODAY): Record<string, number> {
  const state = new SourceState<OrdersTrail>(ordersAccumulator);
  const slice = dossierFromRecords('F', { orders }).records.orders;
  state.read(readColumns(ordersAccumulator, slice), slice.start, slice.end, asOf);
  return Object.fromEntries(ordersFeatures.map(({ name, value }) => [name, value(state)]));
}

function day(days: number, platform: string, yuan: number, rest: Partial<Day> = {}): Day {
  return {
    firmId: 'F',
    eventDate: TODAY - days,
    arrivalDate: TODAY - days,
    platform,
    orders: 10,
    buyers: 8,
    repeatBuyers: 2,
    amountFen: yuan * 100,
    returnedOrders: 1,
    returnsFen: 1000,
    ...rest,
  };
}

const NO_ORDERS = { orders: 0, buyers: 0, repeatBuyers: 0 } as const;

describe('orders', () => {
  test('worked by hand', () => {
    const got = featuresOf([
      day(380, 'P2', 100),
      day(130, 'P2', 300, { repeatBuyers: 4, returnedOrders: 0 }),
      day(61, 'P1', 200),
      day(61, 'P2', 100, { buyers: 5, repeatBuyers: 5 }),
      day(20, 'P1', 400, { orders: 20, buyers: 19, repeatBuyers: 1 }),
      // Returns alone: no trade, but a cost.
      day(3, 'P3', 0, { ...NO_ORDERS, returnedOrders: 5, returnsFen: 20_000 }),
    ]);
    const expected = {
      order_amount_7: 0,
      order_amount_90: 700,
      order_amount_365: 1000,
      order_amount_change_90: (700 - 300) / 1000,
      order_amount_seasonal_change_90: (700 - 100) / 800,
      order_amount_peak_share_365: 0.4,
      order_amount_active_months_365: 3,
      order_days_since_order: 20,
      order_amount_days_90: 2,
      order_amount_idle_days_90: 40,
      order_amount_best_day_share_90: 4 / 7,
      order_count_90: 40,
      order_count_change_90: 30 / 50,
      order_buyers_90: 32,
      order_buyers_change_90: 24 / 40,
      order_repeat_share_90: 8 / 32,
      order_repeat_share_365: 12 / 40,
      order_repeat_share_change_90: (8 / 32 - 4 / 8) / (8 / 32 + 4 / 8),
      order_return_share_30: 6 / 20,
      order_return_share_90: 8 / 40,
      order_return_share_365: 8 / 50,
      order_return_share_change_90: 1,
      order_return_amount_share_90: 230 / 700,
      order_ticket_90: 17.5,
      order_ticket_change_90: (17.5 - 30) / 47.5,
      order_per_buyer_90: 40 / 32,
      order_platform_count_365: 2,
      order_platform_hhi_365: 0.6 ** 2 + 0.4 ** 2,
    };
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
  });

  test('shares of records that contradict themselves are held at 1', () => {
    const odd = { orders: 1, buyers: 1, repeatBuyers: 9, returnedOrders: 9, returnsFen: 9_999_999 };
    const got = featuresOf([day(3, 'P', 1, odd)]);
    for (const name of ['order_repeat_share_90', 'order_return_share_90', 'order_return_amount_share_90'])
      expect(got[name], name).toBe(1);
  });

  test('after the last order only returns come: turnover is 0, quotients of it are missing', () => {
    const got = featuresOf([day(5, 'P', 0, { ...NO_ORDERS, returnedOrders: 2, returnsFen: 500 })]);
    expect(got['order_amount_90']).toBe(0);
    expect(got['order_days_since_order']).toBe(365);
    expect(got['order_platform_count_365']).toBe(0);
    for (const name of [
      'order_return_share_90',
      'order_repeat_share_90',
      'order_ticket_90',
      'order_per_buyer_90',
    ])
      expect(got[name], name).toBeNaN();
  });

  test('without a known record nothing can be computed', () => {
    for (const [name, value] of Object.entries(featuresOf([day(-1, 'P', 10)]))) expect(value, name).toBeNaN();
  });
});
