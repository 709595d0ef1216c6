import { expect, test } from 'vitest';
import {
  BAND_EDGES,
  BANDS,
  bandOf,
  HORIZON_DAYS,
  LAST_YEARS_QUARTER,
  WINDOWS,
  windowSlot,
} from '../../../src/features/engine/ages.ts';

test('a band holds the ages between its edges', () => {
  expect(BAND_EDGES.length).toBe(BANDS - 1);
  for (let age = 0; age < 600; age++) {
    const band = bandOf(age);
    expect(age).toBeGreaterThanOrEqual(band === 0 ? 0 : BAND_EDGES[band - 1]!);
    if (band < BAND_EDGES.length) expect(age).toBeLessThan(BAND_EDGES[band]!);
  }
});

test('a window is a run of whole bands that ends at its last day', () => {
  for (const { days, lastBand } of WINDOWS) {
    if (days === 'all') expect(lastBand).toBe(BANDS - 1);
    else expect(BAND_EDGES[lastBand]).toBe(days);
    expect(WINDOWS[windowSlot(days)]!.days).toBe(days);
  }
});

test('last year’s quarter is the ninety days before a year ago, and the horizon ends with it', () => {
  expect(BAND_EDGES[LAST_YEARS_QUARTER - 1]).toBe(365);
  expect(BAND_EDGES[LAST_YEARS_QUARTER]).toBe(365 + 90);
  expect(HORIZON_DAYS).toBe(455);
});
