import { expect, test } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { daysAgo, featuresOf, TODAY } from './reading.ts';

const entry = (
  days: number,
  kind: SourceRecord<'registry'>['kind'],
  capitalYuan: number,
  employees = 5,
  delay = 0,
): SourceRecord<'registry'> => ({
  ...daysAgo(days, delay),
  kind,
  industry: 'retail',
  region: 'border-county',
  registeredCapitalFen: capitalYuan * 100,
  foundedDate: TODAY - 3653,
  ownerAge: 30 + employees,
  employees,
});

test('registry features, worked by hand', () => {
  const records = [
    entry(3653, 'registered', 1000),
    entry(400, 'capitalChange', 3000),
    entry(200, 'addressChange', 3000, 6),
    entry(80, 'ownerChange', 3000, 8),
    entry(40, 'capitalChange', 9000, 10),
    // Not known yet.
    entry(2, 'capitalChange', 99_000, 99, 5),
  ];
  expect(featuresOf('registry', records)).toEqual({
    firm_age_months: 3653 / (365.25 / 12),
    owner_age_years: 40,
    firm_employees: 10,
    firm_registered_capital: 9000,
    registry_capital_per_employee: 900,
    // 9,000 now, 3,000 a year ago
    registry_capital_change_365: 6000 / 12_000,
    registry_changes_90: 2,
    registry_changes_365: 3,
    registry_owner_changes_365: 1,
    registry_address_changes_365: 1,
    registry_days_since_change: 40,
  });
});

test('a firm younger than a year is set against its founding', () => {
  const young = [entry(100, 'registered', 1000), entry(10, 'capitalChange', 3000)];
  expect(featuresOf('registry', young)['registry_capital_change_365']).toBe(0.5);
});

test('without a known entry nothing is known', () => {
  for (const value of Object.values(featuresOf('registry', [entry(1, 'registered', 1, 1, 9)]))) {
    expect(value).toBeNaN();
  }
});

test('an entry without employees has no capital per employee', () => {
  expect(featuresOf('registry', [entry(1, 'registered', 1, 0)])['registry_capital_per_employee']).toBeNaN();
});
