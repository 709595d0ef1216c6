import { fenToYuan } from '../core/index.ts';
import type { DossierSource } from '../sources/index.ts';
import type { ApplicationSummary } from './application.ts';
import type { BankSummary } from './bank.ts';
import type { BureauSummary } from './bureau.ts';
import { defineFeatures, type FeatureSpec } from './feature.ts';
import type { RegistrySummary } from './registry.ts';
import type { TaxSummary } from './tax.ts';
import type { UtilitySummary } from './utility.ts';
import { clamp, ratio } from './window.ts';

/** Everything that is known of a firm at asOf, by source. */
export interface Summary {
  readonly registry: RegistrySummary;
  readonly tax: TaxSummary;
  readonly utility: UtilitySummary;
  readonly bank: BankSummary;
  readonly bureau: BureauSummary;
  readonly application: ApplicationSummary;
}

/** NaN unless there is a known record: a sum over nothing known is not zero. */
function knownIf(records: number, value: number): number {
  return records > 0 ? value : Number.NaN;
}

/** Ratios of sources that may be off by orders of magnitude are held within 0 and this. */
const RATIO_CAP = 1000;

const missing = (source: DossierSource, sourceZh: string): FeatureSpec<Summary> => {
  // Registry and bureau are read whole; of the others only the last year counts.
  const whole = source === 'registry' || source === 'bureau';
  return {
    name: `missing_${source}`,
    sources: [source],
    meaning: `no ${source} record is known`,
    meaningZh: `缺少${sourceZh}数据`,
    formula: `1 when no record${whole ? '' : ' of the last 365 days'} is known at asOf, else 0`,
    unit: 'flag',
    ...(whole ? {} : { windowDays: 365 }),
    monotone: 'none',
    why: 'Why a source is missing (no coverage, no consent, no activity) matters more than that it is.',
    value: (s) => (s[source].records > 0 ? 0 : 1),
  };
};

export const crossSourceFeatures = defineFeatures<Summary>(
  { sources: ['tax', 'bank'], sensitivity: 'business' },
  [
    {
      name: 'application_amount_to_inflow',
      sources: ['applications', 'bank'],
      meaning: 'amount asked for, in months of sales receipts',
      meaningZh: '申请金额相当于月均回款的倍数',
      formula: 'amount / (sales receipts of 90 days / 3), at most 1,000',
      unit: 'ratio',
      windowDays: 90,
      monotone: 'increasing',
      why: 'A loan out of proportion to the business cannot be repaid from it.',
      value: (s) => clamp(ratio(s.application.amountFen, s.bank.sales90 / 3), 0, RATIO_CAP),
    },
    {
      name: 'debt_to_sales',
      sources: ['applications', 'bank', 'bureau'],
      sensitivity: 'personal',
      meaning: 'debt with the loan asked for, in years of sales receipts',
      meaningZh: '总负债与年回款之比',
      formula: '(open amount at other lenders + amount) / sales receipts of 365 days, at most 1,000',
      unit: 'ratio',
      windowDays: 365,
      monotone: 'increasing',
      why: 'All debt is served from the same receipts.',
      value: ({ application, bank, bureau }) => {
        const debtFen = Math.max(0, bureau.openFen) + application.amountFen;
        return knownIf(bureau.records, clamp(ratio(debtFen, bank.sales365), 0, RATIO_CAP));
      },
    },
    {
      name: 'declared_to_banked_365',
      meaning: 'declared revenue per sales receipts, last 365 days',
      meaningZh: '近365天申报收入与回款之比',
      formula: 'declared revenue / sales receipts, at most 1,000',
      unit: 'ratio',
      windowDays: 365,
      monotone: 'none',
      why: 'Far below 1 hides revenue from the tax office, far above 1 invents it for the lender.',
      value: ({ tax, bank }) =>
        knownIf(tax.revenueFilings, clamp(ratio(tax.revenueFen, bank.sales365), 0, RATIO_CAP)),
    },
    {
      name: 'electricity_to_sales_365',
      sources: ['utility', 'bank'],
      meaning: 'electricity cost per sales receipts, last 365 days',
      meaningZh: '近365天电费与回款之比',
      formula: 'electricity billed / sales receipts, at most 1,000',
      unit: 'ratio',
      windowDays: 365,
      monotone: 'none',
      why: 'Revenue without power use is paper; power use without revenue is idle cost.',
      value: ({ utility, bank }) =>
        knownIf(utility.records, clamp(ratio(utility.electricityFen, bank.sales365), 0, RATIO_CAP)),
    },
    {
      name: 'payroll_per_employee_90',
      sources: ['registry', 'bank'],
      meaning: 'payroll per declared employee and month, last 90 days',
      meaningZh: '近90天人均月工资支出',
      formula: 'payroll / 3 / employees',
      unit: 'yuan',
      windowDays: 90,
      monotone: 'none',
      why: 'Far from a wage, either the staff or the payroll is not real.',
      value: ({ registry, bank }) =>
        knownIf(bank.records, fenToYuan(ratio(bank.payroll90 / 3, registry.employees))),
    },
    {
      name: 'sources_missing',
      sources: ['registry', 'tax', 'utility', 'bank', 'bureau'],
      meaning: 'number of sources without a known record',
      meaningZh: '缺失的数据源数量',
      formula: 'sum of the missing_ flags',
      unit: 'count',
      monotone: 'increasing',
      why: 'Firms that cannot or will not be seen are riskier.',
      value: sourcesMissing,
    },
    missing('registry', '工商登记'),
    missing('tax', '纳税'),
    missing('utility', '水电'),
    missing('bank', '银行流水'),
    missing('bureau', '征信'),
  ],
);

function sourcesMissing({ registry, tax, utility, bank, bureau }: Summary): number {
  let n = 0;
  for (const { records } of [registry, tax, utility, bank, bureau]) if (records === 0) n += 1;
  return n;
}
