import { expect, it } from 'vitest';
import { featureNames } from '../../src/features/index.ts';
import { isActionable } from '../../src/scorecard/index.ts';

it.each([
  ['owner_age_years', false],
  ['firm_age_months', false],
  ['bureau_oldest_loan_months', false],
  ['bureau_overdues_ever', false],
  ['judicial_enforcements_365', false],
  ['news_negative_share_365', false],
  ['links_phone_firms', false],
  ['missing_bureau', false],
  ['sources_known', false],
  ['application_term_months', true],
  ['application_amount', true],
  ['bureau_open_amount', true],
  ['tax_late_share_180', true],
  ['bank_sales_change_90', true],
  ['statement_leverage', true],
  ['a column of my own', true],
])('a firm can change %s: %s', (name, expected) => {
  expect(featureNames.includes(name)).toBe(name !== 'a column of my own');
  expect(isActionable(name)).toBe(expected);
});
