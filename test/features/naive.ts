/** A naive twin of part of the catalogue: filters and sums over plain records, one feature at a time. */
import type { SourceRecord } from '../../src/sources/index.ts';
import type { Records } from '../sources/arbitrary-records.ts';

type Application = { readonly amountFen: number; readonly termMonths: number } | undefined;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const over = (a: number, b: number): number => (b === 0 ? Number.NaN : a / b);
const mean = (values: readonly number[]): number => over(sum(values), values.length);
const shift = (a: number, b: number): number => over(a - b, a + b);

function known<R extends { eventDate: number; arrivalDate: number }>(
  records: readonly R[],
  asOf: number,
  days = 1e9,
): R[] {
  return records
    .filter((r) => r.eventDate <= asOf && r.arrivalDate <= asOf && r.eventDate > asOf - days)
    .sort((a, b) => a.eventDate - b.eventDate || a.arrivalDate - b.arrivalDate);
}

/** Values of the features named, as their formulas say. */
export function naiveFeatures(
  records: Records,
  application: Application,
  asOf: number,
): Record<string, number> {
  const tax = (days: number) => known(records.tax, asOf, days);
  const filings = (days: number) => tax(days).filter((r) => r.kind === 'filing');
  const acts = (days: number) => tax(days).filter((r) => r.kind !== 'arrears');
  const revenues = (list: readonly SourceRecord<'tax'>[]) =>
    list.flatMap((r) => (r.declaredRevenueFen === undefined ? [] : [r.declaredRevenueFen]));
  const older = filings(365).filter((r) => r.eventDate <= asOf - 180);

  const utility = (days: number) => known(records.utility, asOf, days);
  const paid = (days: number) => utility(days).filter((r) => r.kind === 'payment');
  const power = utility(365).filter((r) => r.kind === 'bill' && r.service === 'electricity');

  const bank = (days: number) => known(records.bank, asOf, days);
  const sales = (days: number) => bank(days).filter((r) => r.direction === 'in' && r.category === 'sales');
  const fen = (list: readonly { amountFen: number }[]) => sum(list.map((r) => r.amountFen));
  const byPayer = Object.values(Object.groupBy(sales(365), (r) => r.counterparty)).map((list) => fen(list!));
  const operating = (direction: 'in' | 'out') =>
    bank(90).filter((r) => r.direction === direction && !['loan', 'owner'].includes(r.category));
  const payroll = bank(360).filter((r) => r.direction === 'out' && r.category === 'payroll');

  const bureau = known(records.bureau, asOf);
  const enquiries = (days: number) => known(records.bureau, asOf, days).filter((r) => r.kind === 'enquiry');
  const net = (lender: string) =>
    bureau.filter((r) => r.lender === lender && r.kind === 'opened').length -
    bureau.filter((r) => r.lender === lender && r.kind === 'closed').length;
  const lenders = [...new Set(bureau.map((r) => r.lender))];
  const overdue = known(records.bureau, asOf, 365).filter((r) => r.kind === 'overdue');
  const openFen = Math.max(
    0,
    fen(bureau.filter((r) => r.kind === 'opened')) - fen(bureau.filter((r) => r.kind === 'closed')),
  );
  const registry = known(records.registry, asOf);
  const if_ = (list: readonly unknown[], value: number) => (list.length > 0 ? value : Number.NaN);

  return {
    firm_age_months: if_(registry, Math.max(0, asOf - (registry.at(-1)?.foundedDate ?? 0)) / (365.25 / 12)),
    registry_changes_365: if_(
      registry,
      known(records.registry, asOf, 365).filter((r) => r.kind !== 'registered').length,
    ),
    tax_filings_365: if_(tax(365), filings(365).length),
    tax_monthly_revenue: mean(revenues(filings(180))) / 100,
    tax_revenue_change_180: shift(mean(revenues(filings(180))), mean(revenues(older))),
    tax_late_share_365: mean(acts(365).map((r) => (r.daysLate > 0 ? 1 : 0))),
    tax_mean_days_late_180: mean(acts(180).map((r) => r.daysLate)),
    tax_late_streak: if_(acts(365), acts(365).length - 1 - acts(365).findLastIndex((r) => r.daysLate === 0)),
    tax_arrears_365: if_(tax(365), tax(365).filter((r) => r.kind === 'arrears').length),
    tax_days_since_filing: if_(tax(365), Math.min(365, ...filings(365).map((r) => asOf - r.eventDate))),
    utility_late_share_365: mean(paid(365).map((r) => (r.daysLate > 0 ? 1 : 0))),
    utility_worst_days_late_365: if_(paid(365), Math.max(...paid(365).map((r) => r.daysLate))),
    utility_electricity_bill_180:
      mean(power.filter((r) => r.eventDate > asOf - 180).map((r) => r.amountFen)) / 100,
    bank_monthly_inflow: if_(bank(365), fen(sales(90)) / 300),
    bank_sales_change_90: shift(fen(sales(90)), fen(sales(180)) - fen(sales(90))),
    bank_operating_balance_90: shift(
      fen(operating('in')),
      fen(operating('out').filter((r) => r.category !== 'repayment')),
    ),
    bank_least_balance_90: if_(bank(90), Math.min(...bank(90).map((r) => r.balanceFen)) / 100),
    bank_customer_hhi_365: if_(sales(365), sum(byPayer.map((x) => over(x, sum(byPayer)) ** 2))),
    bank_customer_top1_share_365: if_(sales(365), over(Math.max(...byPayer), sum(byPayer))),
    bank_customer_count_180: if_(bank(365), new Set(sales(180).map((r) => r.counterparty)).size),
    bank_payroll_active_months_365: if_(
      bank(365),
      new Set(payroll.filter((r) => r.amountFen > 0).map((r) => Math.floor((asOf - r.eventDate) / 30))).size,
    ),
    bank_active_days_90: if_(bank(365), new Set(bank(90).map((r) => r.eventDate)).size),
    bureau_enquiries_30: if_(bureau, enquiries(30).length),
    bureau_enquiries_180: if_(bureau, enquiries(180).length),
    bureau_lenders_asked_90: if_(bureau, new Set(enquiries(90).map((r) => r.lender)).size),
    bureau_open_lenders: if_(bureau, lenders.filter((lender) => net(lender) > 0).length),
    bureau_open_amount: if_(bureau, openFen / 100),
    bureau_worst_days_past_due_365: if_(bureau, Math.max(0, ...overdue.map((r) => r.daysPastDue))),
    application_amount: (application?.amountFen ?? Number.NaN) / 100,
    debt_to_sales: if_(
      bureau,
      Math.min(1000, over(openFen + (application?.amountFen ?? Number.NaN), fen(sales(365)))),
    ),
    sources_missing: [registry, tax(365), utility(365), bank(365), bureau].filter((list) => list.length === 0)
      .length,
  };
}
