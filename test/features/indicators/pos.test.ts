import { describe, expect, test } from 'vitest';
import { dayOf } from '../../../src/core/index.ts';
import { readColumns } from '../../../src/features/engine/read-columns.ts';
import { SourceState } from '../../../src/features/engine/source-state.ts';
import { type PosTrail, posAccumulator } from '../../../src/features/indicators/pos.ts';
import { posFeatures } from '../../../src/features/indicators/pos-features.ts';
import { dossierFromRecords, type SourceRecord } from '../../../src/sources/index.ts';

type Settlement = SourceRecord<'pos'>;

/** A Friday. */
const TODAY = dayOf(2024, 10, 4);

function featuresOf(pos: readonly Settlement[], asOf = TODAY): Record<string, number> {
  const state = new SourceState<PosTrail>(posAccumulator);
  const slice = dossierFromRecords('F', { pos }).records.pos;
  state.read(readColumns(posAccumulator, slice), slice.start, slice.end, asOf);
  return Object.fromEntries(posFeatures.map(({ name, value }) => [name, value(state)]));
}

/** A day's settlement of a channel; customers are the payments but one. */
function settlement(
  days: number,
  channel: Settlement['channel'],
  yuan: number,
  transactions: number,
  refundYuan = 0,
): Settlement {
  return {
    firmId: 'F',
    eventDate: TODAY - days,
    arrivalDate: TODAY - days + 1,
    channel,
    transactions,
    customers: transactions - 1,
    amountFen: yuan * 100,
    refundsFen: refundYuan * 100,
  };
}

describe('pos', () => {
  test('worked by hand', () => {
    const got = featuresOf([
      settlement(400, 'card', 300, 3),
      settlement(150, 'card', 500, 5),
      // A Friday.
      settlement(77, 'card', 200, 4, 30),
      settlement(77, 'wallet', 100, 2),
      // Saturday and Sunday of last week.
      settlement(6, 'wallet', 400, 11),
      settlement(5, 'wallet', 100, 3, 50),
      // Not yet arrived.
      settlement(0, 'wallet', 9999, 9),
    ]);
    const expected = {
      pos_takings_7: 500,
      pos_takings_90: 800,
      pos_takings_365: 1300,
      pos_takings_change_90: (800 - 500) / 1300,
      pos_takings_seasonal_change_90: (800 - 300) / 1100,
      pos_takings_active_months_365: 3,
      pos_takings_longest_gap_365: 6,
      pos_takings_peak_share_365: 500 / 1300,
      pos_days_since_takings: 5,
      pos_takings_days_30: 2,
      pos_takings_days_90: 3,
      pos_takings_idle_days_90: 70,
      pos_takings_best_day_share_90: 400 / 800,
      pos_customers_90: 16,
      pos_customers_change_90: (16 - 4) / 20,
      pos_ticket_90: 40,
      pos_ticket_change_90: (40 - 100) / 140,
      pos_refund_share_30: 50 / 500,
      pos_refund_share_90: 80 / 800,
      pos_wallet_share_90: 600 / 800,
      pos_weekend_share_90: 500 / 800,
    };
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
  });

  test('weekends are Saturday and Sunday', () => {
    const shares = [0, 1, 2, 3, 4, 5, 6].map(
      (days) => featuresOf([settlement(days, 'card', 10, 1)], TODAY + 1)['pos_weekend_share_90'],
    );
    // Friday back to the Saturday before.
    expect(shares).toEqual([0, 0, 0, 0, 0, 1, 1]);
  });

  test('refunds of more than was taken are held at all of it', () => {
    expect(featuresOf([settlement(3, 'card', 10, 1, 80)])['pos_refund_share_90']).toBe(1);
  });

  test('a terminal known only from last autumn stands still; without any record nothing can be computed', () => {
    const idle = featuresOf([settlement(200, 'card', 10, 1)]);
    expect(idle['pos_takings_90']).toBe(0);
    expect(idle['pos_takings_days_90']).toBe(0);
    expect(idle['pos_takings_idle_days_90']).toBe(90);
    for (const name of [
      'pos_takings_best_day_share_90',
      'pos_refund_share_90',
      'pos_ticket_90',
      'pos_ticket_change_90',
    ])
      expect(idle[name], name).toBeNaN();
    for (const list of [[], [settlement(400, 'card', 10, 1)]])
      for (const [name, value] of Object.entries(featuresOf(list)))
        if (!name.includes('seasonal')) expect(value, name).toBeNaN();
  });
});
