import { describe, expect, test } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { daysAgo, featuresOf, stateOf } from './reading.ts';

/** A tile whose first pixels are under cloud and whose others alternate between ndvi - swing and ndvi + swing. */
function look(
  days: number,
  parcel: string,
  ndvi: number,
  { areaHa = 1, clouded = 0, swing = 0 } = {},
): SourceRecord<'crops'> {
  const bytes = Uint8Array.from({ length: 64 }, (_, i) =>
    i < clouded ? 255 : Math.round(200 * (ndvi + (i % 2 === 0 ? swing : -swing))),
  );
  const tile = Buffer.from(bytes).toString('base64');
  return { ...daysAgo(days, 3), parcel, areaHa, cloudShare: clouded / 64, tile };
}

describe('crops', () => {
  test('worked by hand', () => {
    const got = featuresOf('crops', [
      look(470, 'a', 0.2),
      look(450, 'a', 0.6),
      look(400, 'a', 0.5),
      look(80, 'a', 0.2, { swing: 0.1 }),
      look(60, 'a', 0.4),
      look(40, 'a', 0.8),
      look(35, 'a', 0, { clouded: 64 }),
      look(35, 'b', 0.5, { areaHa: 3, clouded: 32 }),
      // All cloud: no look.
      look(10, 'a', 0, { clouded: 64 }),
      look(10, 'b', 0, { areaHa: 3, clouded: 64 }),
      // Not yet delivered.
      look(1, 'a', 0.1),
    ]);
    const expected = {
      crops_ndvi_90: (0.2 + 0.4 + 0.8 + 3 * 0.5 * 0.5) / (3 + 3 * 0.5),
      crops_ndvi_365: (0.2 + 0.4 + 0.8 + 3 * 0.5 * 0.5) / (3 + 3 * 0.5),
      crops_ndvi_seasonal_change_90: (2.15 / 4.5 - 1.1 / 2) / (2.15 / 4.5 + 1.1 / 2),
      crops_ndvi_newest: 0.5,
      crops_days_since_clear: 35,
      // 35 days ago, less a year: the look of 400 days ago.
      crops_ndvi_year_difference: 0,
      // Parcel a, 40 days ago 0.8 against 0.5; b had no look a year ago.
      crops_poor_area_share: 0,
      crops_peak_365: 0.8,
      crops_days_since_peak: 40,
      // Half way between 0.2 and 0.8 is reached between 60 and 40 days ago, a quarter of the way.
      crops_days_since_green_up: 55,
      // From there to the look of 35 days ago.
      crops_green_days_365: 15 + 5,
      // A year before, between 470 and 450 days ago, three quarters of the way: 455.
      crops_green_up_delay: (455 - 365 - 55) / 60,
      crops_hectares: 4,
      crops_parcels: 2,
      crops_worst_parcel: 0.5 - (0.8 + 3 * 0.5) / 4,
      crops_spread_90: 0.1 / 4.5,
      crops_cloud_share_90: (1 + 0.5 + 2) / 7,
    };
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 3);
    // Last year was seen for less than 270 days.
    expect(got['crops_peak_year_change']).toBeNaN();
    expect(got['crops_green_year_change']).toBeNaN();
  });

  test('a thinner and later crop than last year shows in every figure of the year', () => {
    const green = (days: number, height: number, late: number) =>
      0.15 + height * Math.exp(-(((days - 200 + late) / 60) ** 2));
    const looks = Array.from({ length: 73 }, (_, i) => {
      const days = 5 + 10 * i;
      return look(days, 'a', days < 365 ? green(days, 0.4, 20) : green(days - 365, 0.6, 0));
    });
    const got = featuresOf('crops', looks);
    expect(got['crops_peak_year_change']).toBeCloseTo((0.55 - 0.75) / (0.55 + 0.75), 2);
    expect(got['crops_green_year_change']).toBeLessThan(-0.05);
    expect(got['crops_green_up_delay']).toBeGreaterThan(0.2);
    expect(got['crops_days_since_peak']).toBe(185);
    const inSeason = featuresOf('crops', looks, looks[0]!.eventDate - 200);
    expect(inSeason['crops_ndvi_year_difference']).toBeLessThan(-0.1);
    expect(inSeason['crops_poor_area_share']).toBe(1);
    expect(inSeason['crops_ndvi_seasonal_change_90']).toBeLessThan(-0.05);
  });

  test('fields that were only ever under cloud have an area and no green', () => {
    const { trail } = stateOf('crops', [look(10, 'a', 0, { clouded: 64, areaHa: 2.5 })]);
    expect(trail.parcels).toBe(1);
    expect(trail.hectares).toBe(2.5);
    const { parcels, hectares, ...rest } = trail;
    expect(Object.values(rest).every(Number.isNaN)).toBe(true);
  });
});
