import { describe, expect, test } from 'vitest';
import { readColumns } from '../../../src/features/engine/read-columns.ts';
import { SourceState } from '../../../src/features/engine/source-state.ts';
import { type CustomsTrail, customsAccumulator } from '../../../src/features/indicators/customs.ts';
import { customsFeatures } from '../../../src/features/indicators/customs-features.ts';
import { dossierFromRecords, type SourceRecord } from '../../../src/sources/index.ts';

type Declaration = SourceRecord<'customs'>;

const TODAY = 20_000;

function featuresOf(customs: readonly Declaration[], asOf = TODAY): Record<string, number> {
  const state = new SourceState<CustomsTrail>(customsAccumulator);
  const slice = dossierFromRecords('F', { customs }).records.customs;
  state.read(readColumns(customsAccumulator, slice), slice.start, slice.end, asOf);
  return Object.fromEntries(customsFeatures.map(({ name, value }) => [name, value(state)]));
}

function declaration(
  direction: Declaration['direction'],
  days: number,
  country: string,
  yuan: number,
  weightKg: number,
  chapter = '61',
): Declaration {
  const eventDate = TODAY - days;
  return {
    firmId: 'F',
    eventDate,
    arrivalDate: eventDate + 7,
    declarationId: `D${days}`,
    direction,
    country,
    chapter,
    amountFen: yuan * 100,
    weightKg,
  };
}

describe('customs', () => {
  test('worked by hand', () => {
    const got = featuresOf([
      declaration('export', 420, 'US', 2000, 80),
      declaration('export', 170, 'US', 3000, 100),
      declaration('import', 250, 'VN', 400, 10),
      declaration('export', 60, 'US', 1000, 50, '62'),
      declaration('export', 40, 'RU', 4000, 50),
      declaration('import', 15, 'JP', 600, 5, '84'),
      // Declared, but not yet read.
      declaration('export', 6, 'DE', 9000, 1),
    ]);
    const expected = {
      customs_export_90: 5000,
      customs_export_365: 8000,
      customs_export_change_90: (5000 - 3000) / 8000,
      customs_export_change_180: 1,
      customs_export_seasonal_change_90: 3000 / 7000,
      customs_export_active_months_365: 3,
      customs_export_longest_gap_365: 6,
      customs_days_since_export: 40,
      customs_market_hhi_365: 0.5,
      customs_market_count_365: 2,
      customs_market_new_share_90: 0.8,
      customs_chapter_hhi_365: (7 / 8) ** 2 + (1 / 8) ** 2,
      customs_value_per_kg_365: 40,
      customs_value_per_kg_change_90: (50 - 30) / 80,
      customs_import_90: 600,
      customs_import_365: 1000,
      customs_import_change_180: (600 - 400) / 1000,
      customs_origin_hhi_365: 0.6 ** 2 + 0.4 ** 2,
      customs_trade_balance_365: (8000 - 1000) / 9000,
    };
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
  });

  test('goods without weight have no value by weight, and a gram of jewels one that is held', () => {
    expect(featuresOf([declaration('export', 20, 'US', 100, 0)])['customs_value_per_kg_365']).toBeNaN();
    const dear = featuresOf([declaration('export', 20, 'US', 10_000_000, 0.001)]);
    expect(dear['customs_value_per_kg_365']).toBe(1_000_000);
  });

  test('an importer exports nothing; without a known declaration nothing can be computed', () => {
    const got = featuresOf([declaration('import', 20, 'US', 100, 5)]);
    expect(got['customs_export_365']).toBe(0);
    expect(got['customs_days_since_export']).toBe(365);
    expect(got['customs_trade_balance_365']).toBe(-1);
    expect(got['customs_market_hhi_365']).toBeNaN();
    for (const [name, value] of Object.entries(featuresOf([]))) expect(value, name).toBeNaN();
  });
});
