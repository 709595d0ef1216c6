import { fenToYuan } from '../../core/index.ts';
import type { SourceState } from '../engine/source-state.ts';
import { recency } from '../families/dynamics.ts';
import type { Quantity } from '../families/quantity.ts';
import { totals } from '../families/totals.ts';
import { defineFeatures } from '../feature.ts';
import { change, ratio } from '../window.ts';
import { REGISTRY, type RegistryTrail } from './registry.ts';

type RegistryState = SourceState<RegistryTrail>;

const DAYS_PER_MONTH = 365.25 / 12;

const CHANGES: Quantity = {
  measure: REGISTRY.changes,
  name: 'registry_changes',
  meaning: 'changes in the company registry',
  meaningZh: '工商变更次数',
  formula: 'changes of owner, address and capital, counted',
  unit: 'count',
  per: 1,
  monotone: 'increasing',
  why: 'A firm that changes hands and address is harder to hold to its word.',
};

const OWNER_CHANGES: Quantity = {
  ...CHANGES,
  measure: REGISTRY.ownerChanges,
  name: 'registry_owner_changes',
  meaning: 'changes of owner in the company registry',
  meaningZh: '股东变更次数',
  formula: 'changes of owner, counted',
  why: 'Who takes over a firm just before it borrows may have bought it for that.',
};

const ADDRESS_CHANGES: Quantity = {
  ...CHANGES,
  measure: REGISTRY.addressChanges,
  name: 'registry_address_changes',
  meaning: 'changes of address in the company registry',
  meaningZh: '地址变更次数',
  formula: 'changes of address, counted',
  why: 'A firm that moves leaves customers, landlord and creditors behind.',
};

export const registryFeatures = defineFeatures<RegistryState>(
  { sources: ['registry'], sensitivity: 'public' },
  [
    {
      name: 'firm_age_months',
      meaning: 'age of the firm',
      meaningZh: '企业成立月数',
      formula: '(asOf - foundedDate of the newest entry) in months of 365.25 / 12 days, at least 0',
      unit: 'months',
      monotone: 'decreasing',
      why: 'Most firms that fail, fail young.',
      value: (s) => s.trail.ageDays / DAYS_PER_MONTH,
    },
    {
      name: 'owner_age_years',
      meaning: 'age of the legal representative',
      meaningZh: '法定代表人年龄',
      formula: 'ownerAge of the newest entry',
      unit: 'years',
      monotone: 'none',
      sensitivity: 'personal',
      why: 'Experience counts, but age is a protected trait: check fairness before using it.',
      value: (s) => s.trail.ownerAge,
    },
    {
      name: 'firm_employees',
      meaning: 'declared number of employees',
      meaningZh: '申报员工人数',
      formula: 'employees of the newest entry',
      unit: 'count',
      monotone: 'decreasing',
      why: 'Size.',
      value: (s) => s.trail.employees,
    },
    {
      name: 'firm_registered_capital',
      meaning: 'registered capital',
      meaningZh: '注册资本',
      formula: 'registeredCapitalFen of the newest entry',
      unit: 'yuan',
      monotone: 'decreasing',
      why: 'What the owners have promised to stand for.',
      value: (s) => fenToYuan(s.trail.capitalFen),
    },
    {
      name: 'registry_capital_per_employee',
      meaning: 'registered capital per declared employee',
      meaningZh: '人均注册资本',
      formula: 'registeredCapitalFen / employees of the newest entry; missing without employees',
      unit: 'yuan',
      monotone: 'none',
      why: 'Much capital on paper behind few people is a shell, or a holding.',
      value: (s) => fenToYuan(ratio(s.trail.capitalFen, s.trail.employees)),
    },
    {
      name: 'registry_capital_change_365',
      meaning: 'change of registered capital in a year',
      meaningZh: '近一年注册资本变化',
      formula:
        '(a - b) / (a + b), a registeredCapitalFen of the newest entry, b of the newest 365 days old or more, else of the oldest',
      unit: 'index',
      monotone: 'decreasing',
      why: 'Owners who put capital in mean to stay; who take it out stand for less.',
      value: (s) => change(s.trail.capitalFen, s.trail.capitalBeforeFen),
    },
    ...totals(CHANGES, [90, 365]),
    ...totals(OWNER_CHANGES, [365]),
    ...totals(ADDRESS_CHANGES, [365]),
    recency(
      {
        ...CHANGES,
        meaning: 'change in the company registry',
        meaningZh: '工商变更',
        formula: 'change of owner, address or capital',
      },
      'registry_days_since_change',
      { monotone: 'decreasing', why: 'A change long past has had time to show its consequences.' },
    ),
  ],
);
