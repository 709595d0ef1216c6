import { describe, expect, test } from 'vitest';
import { readColumns } from '../../../src/features/engine/read-columns.ts';
import { SourceState } from '../../../src/features/engine/source-state.ts';
import { type WaybillsTrail, waybillsAccumulator } from '../../../src/features/indicators/waybills.ts';
import { waybillsFeatures } from '../../../src/features/indicators/waybills-features.ts';
import { dossierFromRecords, type SourceRecord } from '../../../src/sources/index.ts';

type Waybill = SourceRecord<'waybills'>;

const TODAY = 20_000;

function featuresOf(waybills: readonly Waybill[], asOf = TODAY): Record<string, number> {
  const state = new SourceState<WaybillsTrail>(waybillsAccumulator);
  const slice = dossierFromRecords('F', { waybills }).records.waybills;
  state.read(readColumns(waybillsAccumulator, slice), slice.start, slice.end, asOf);
  return Object.fromEntries(waybillsFeatures.map(({ name, value }) => [name, value(state)]));
}

function waybill(
  direction: Waybill['direction'],
  days: number,
  weightKg: number,
  carrier: string,
  otherRegion: Waybill['otherRegion'] = 'border-county',
): Waybill {
  const eventDate = TODAY - days;
  return {
    firmId: 'F',
    eventDate,
    arrivalDate: eventDate + 2,
    sequence: 0,
    direction,
    carrier,
    otherRegion,
    pieces: 4,
    weightKg,
  };
}

describe('waybills', () => {
  test('worked by hand', () => {
    const got = featuresOf([
      waybill('sent', 400, 50, 'C1'),
      waybill('received', 380, 20, 'C1'),
      waybill('sent', 120, 100.5, 'C1'),
      waybill('received', 110, 30, 'C3'),
      waybill('sent', 80, 100, 'C1'),
      waybill('sent', 20, 50.25, 'C2', 'east-manufacturing-cluster'),
      waybill('received', 10, 60, 'C2'),
      // Sent, but not yet heard of.
      waybill('sent', 1, 999, 'C9'),
    ]);
    const expected = {
      waybill_sent_30: 1,
      waybill_sent_90: 2,
      waybill_sent_365: 3,
      waybill_sent_weight_90: 150.25,
      waybill_sent_weight_365: 250.75,
      waybill_sent_weight_change_30: 1,
      waybill_sent_weight_change_90: (150.25 - 100.5) / 250.75,
      waybill_sent_weight_seasonal_change_90: 100.25 / 200.25,
      waybill_sent_active_months_365: 3,
      waybill_sent_longest_gap_365: 7,
      waybill_days_since_sent: 20,
      waybill_received_90: 1,
      waybill_received_365: 2,
      waybill_received_weight_change_90: 30 / 90,
      waybill_received_weight_seasonal_change_90: 40 / 80,
      waybill_received_balance_90: (60 - 150.25) / 210.25,
      waybill_piece_weight_365: 250.75 / 12,
      waybill_load_change_90: (75.125 - 100.5) / 175.625,
      waybill_region_hhi_365: (200.5 / 250.75) ** 2 + (50.25 / 250.75) ** 2,
      waybill_region_count_365: 2,
      waybill_carrier_count_365: 3,
    };
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
  });

  test('weights are summed in whole grams, so that their order does not matter', () => {
    const weights = [0.1, 0.2, 0.3, 1e6, 0.7].map((kg, i) => waybill('sent', 10 + i, kg, 'C'));
    const sum = featuresOf(weights)['waybill_sent_weight_90'];
    expect(sum).toBe(1_000_001.3);
    const reversed = weights.map((each, i) => ({
      ...each,
      weightKg: weights[weights.length - 1 - i]!.weightKg,
    }));
    expect(featuresOf(reversed)['waybill_sent_weight_90']).toBe(sum);
  });

  test('goods without weight leave quotients of weight missing, and none at all leaves everything missing', () => {
    const got = featuresOf([waybill('sent', 10, 0, 'C')]);
    expect(got['waybill_sent_90']).toBe(1);
    expect(got['waybill_region_hhi_365']).toBeNaN();
    expect(got['waybill_received_balance_90']).toBeNaN();
    for (const [name, value] of Object.entries(featuresOf([]))) expect(value, name).toBeNaN();
  });
});
