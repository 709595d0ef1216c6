import { describe, expect, it } from 'vitest';
import {
  type Condition,
  conditionHolds,
  conditionSchema,
  conditionText,
  featuresOfConditions,
  type Subject,
} from '../../../src/decision/terms/condition.ts';

const subject: Subject = {
  features: { firm_age_months: 12, bank_sales_30: Number.NaN, bank_sales_7: null },
  industry: 'textile',
  region: null,
  grade: 'B1',
  purpose: 'operations',
  month: 9,
};
const age = (op: '<' | '<=' | '>' | '>=' | '==' | '!=', value: number): Condition => ({
  feature: 'firm_age_months',
  op,
  value,
});

describe('conditionHolds', () => {
  it('compares features by every operator', () => {
    const at = (value: number) =>
      (['<', '<=', '>', '>=', '==', '!='] as const).map((op) => conditionHolds(age(op, value), subject));
    expect(at(12)).toEqual([false, true, false, true, true, false]);
    expect(at(13)).toEqual([true, true, false, false, false, true]);
  });

  it('asks lists', () => {
    expect(conditionHolds({ industry: ['textile', 'retail'] }, subject)).toBe(true);
    expect(conditionHolds({ grade: ['A1'] }, subject)).toBe(false);
    expect(conditionHolds({ purpose: ['operations'] }, subject)).toBe(true);
    expect(conditionHolds({ month: [9] }, subject)).toBe(true);
  });

  it('does not know what is missing', () => {
    expect(conditionHolds({ region: ['border-county'] }, subject)).toBeNull();
    for (const feature of ['bank_sales_30', 'bank_sales_7', 'bank_sales_365'])
      expect(conditionHolds({ feature, op: '!=', value: 1 }, subject)).toBeNull();
    // Not a feature that every object has.
    expect(conditionHolds({ feature: 'constructor', op: '!=', value: 1 }, subject)).toBeNull();
  });
});

it('conditionText and featuresOfConditions say what is asked', () => {
  const conditions: Condition[] = [age('>=', 6), { region: ['border-county', 'central-farm-belt'] }];
  expect(conditions.map(conditionText)).toEqual([
    'firm_age_months >= 6',
    'region in border-county, central-farm-belt',
  ]);
  expect(featuresOfConditions(conditions)).toEqual(['firm_age_months']);
});

it('conditionSchema refuses names that do not exist', () => {
  for (const json of [
    { feature: 'no_such_feature', op: '>', value: 1 },
    { feature: 'firm_age_months', op: '=', value: 1 },
    { industry: ['mining'] },
    { region: [] },
    { month: [13] },
    { colour: ['red'] },
  ])
    expect(conditionSchema.safeParse(json).success).toBe(false);
});
