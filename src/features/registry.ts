import { type Day, fenToYuan } from '../core/index.ts';
import { codeOf, type Slice } from '../sources/index.ts';
import { defineFeatures } from './feature.ts';
import { YEAR_DAYS } from './window.ts';

const REGISTERED = codeOf('registry', 'kind', 'registered');
const DAYS_PER_MONTH = 365.25 / 12;

const EMPTY = {
  records: 0,
  ageDays: Number.NaN,
  ownerAge: Number.NaN,
  employees: Number.NaN,
  capitalFen: Number.NaN,
  changes365: 0,
};

/** The newest entry of the registry known at asOf, and the number of changes. */
export type RegistrySummary = typeof EMPTY;

export function newRegistrySummary(): RegistrySummary {
  return { ...EMPTY };
}

/** Summarises the slice at asOf into `s` (OUT) in one pass. */
export function summariseRegistry(
  { columns, start, end }: Slice<'registry'>,
  asOf: Day,
  s: RegistrySummary,
): void {
  Object.assign(s, EMPTY);
  const { eventDate, arrivalDate, kind, foundedDate, ownerAge, employees, registeredCapitalFen } = columns;
  for (let i = start; i < end; i++) {
    const age = asOf - eventDate[i]!;
    if (age < 0) break;
    if (arrivalDate[i]! > asOf) continue;
    s.records += 1;
    s.ageDays = Math.max(0, asOf - foundedDate[i]!);
    s.ownerAge = ownerAge[i]!;
    s.employees = employees[i]!;
    s.capitalFen = registeredCapitalFen[i]!;
    if (kind[i] !== REGISTERED && age < YEAR_DAYS) s.changes365 += 1;
  }
}

export const registryFeatures = defineFeatures<RegistrySummary>(
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
      value: (s) => s.ageDays / DAYS_PER_MONTH,
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
      value: (s) => s.ownerAge,
    },
    {
      name: 'firm_employees',
      meaning: 'declared number of employees',
      meaningZh: '申报员工人数',
      formula: 'employees of the newest entry',
      unit: 'count',
      monotone: 'decreasing',
      why: 'Size.',
      value: (s) => s.employees,
    },
    {
      name: 'firm_registered_capital',
      meaning: 'registered capital',
      meaningZh: '注册资本',
      formula: 'registeredCapitalFen of the newest entry',
      unit: 'yuan',
      monotone: 'decreasing',
      why: 'What the owners have promised to stand for.',
      value: (s) => fenToYuan(s.capitalFen),
    },
    {
      name: 'registry_changes_365',
      meaning: 'changes in the company registry, last 365 days',
      meaningZh: '近365天工商变更次数',
      formula: 'count of changes of owner, address and capital',
      unit: 'count',
      windowDays: 365,
      monotone: 'increasing',
      why: 'A firm that changes hands and address is harder to hold to its word.',
      value: (s) => (s.records > 0 ? s.changes365 : Number.NaN),
    },
  ],
);
