import { describe, expect, test } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { daysAgo, featuresOf, stateOf } from './reading.ts';

function report(
  days: number,
  machine: string,
  hours: number,
  cell = 'yard',
  faults = 0,
  load = 0.5,
): SourceRecord<'telemetry'> {
  return { ...daysAgo(days, 1), machine, hours, load, faults, cell };
}

const FLEET = [
  report(380, 'sold', 99),
  report(200, 'lost', 30),
  report(100, 'a', 40, 'yard', 1),
  report(100, 'b', 60, 'site-1'),
  report(40, 'a', 50, 'yard', 0, 0.8),
  report(20, 'b', 40, 'site-2', 2),
  // Away and back: two moves, one moved machine.
  report(12, 'b', 0, 'site-1'),
  report(6, 'a', 10, 'yard', 1, 0.2),
];

describe('telemetry', () => {
  test('worked by hand', () => {
    const got = featuresOf('telemetry', [...FLEET].reverse());
    const expected = {
      telemetry_hours_7: 10,
      telemetry_hours_30: 50,
      telemetry_hours_90: 100,
      telemetry_hours_180: 200,
      telemetry_hours_365: 230,
      telemetry_hours_change_90: 0,
      telemetry_weekly_hours_90: 25,
      telemetry_weekly_hours_change_90: (25 - 50) / 75,
      telemetry_weekly_hours_seasonal_change_90: (25 - 99) / 124,
      telemetry_utilisation_90: 100 / (3 * 90 * 24),
      telemetry_utilisation_365: 230 / (3 * 365 * 24),
      telemetry_idle_share_90: 1 / 4,
      telemetry_idle_share_365: 1 / 7,
      telemetry_load_90: (50 * 0.8 + 40 * 0.5 + 10 * 0.2) / 100,
      telemetry_load_change_90: (0.62 - 0.5) / (0.62 + 0.5),
      telemetry_fault_rate_90: 30,
      telemetry_fault_rate_365: 4000 / 230,
      telemetry_machines: 3,
      telemetry_silent_share: 1 / 3,
      // The lost one; b worked 20 days ago.
      telemetry_standing_share: 1 / 3,
      telemetry_moved_share_90: 1 / 2,
      telemetry_moves_365: 2 / 3,
      telemetry_sites: 2,
      telemetry_machine_top1_share_365: 100 / 230,
      telemetry_machine_lost_share_90: 1 / 3,
      telemetry_days_since_work: 6,
    };
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(value, 12);
  });

  test('the trail does not remember the machines of the firm read before', () => {
    const state = stateOf('telemetry', FLEET);
    expect(state.trail).toEqual({
      machines: 3,
      silent: 1,
      standing: 1,
      machines90: 2,
      moved90: 1,
      moves365: 2,
      cells: 2,
    });
    expect(stateOf('telemetry', [report(3, 'a', 5, 'elsewhere')]).trail).toEqual({
      machines: 1,
      silent: 0,
      standing: 0,
      machines90: 1,
      moved90: 0,
      moves365: 0,
      cells: 1,
    });
  });

  test('a machine is silent after fourteen days, not on the fourteenth', () => {
    expect(featuresOf('telemetry', [report(14, 'a', 9)])['telemetry_silent_share']).toBe(0);
    expect(featuresOf('telemetry', [report(15, 'a', 9)])['telemetry_silent_share']).toBe(1);
  });

  test('more hours than a week has, loads beyond any and faults without end are held', () => {
    const got = featuresOf('telemetry', [report(5, 'a', 1e12, 'yard', 1_000_000, 1e12)]);
    expect(got['telemetry_utilisation_90']).toBe(1);
    expect(got['telemetry_load_90']).toBeLessThanOrEqual(2);
    expect(featuresOf('telemetry', [report(5, 'a', 1, 'yard', 900_000)])['telemetry_fault_rate_90']).toBe(
      1000,
    );
  });
});
