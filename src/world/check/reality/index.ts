export { type Booking, measureAccount, wholeMonths } from './account-measures.ts';
export {
  ACCOUNT_FEATURES,
  type AccountReport,
  accountFeatures,
  accountMarkdown,
  accountRows,
  MONTHLY_ACCOUNT_FEATURES,
} from './account-report.ts';
export { invoiceFeatures, PLAIN_FEATURES, STRICT_FEATURES } from './features.ts';
export { groupInvoices, type InvoiceRow, type InvoiceSet } from './invoice-set.ts';
export { type Match, type MatchOptions, matchFirms } from './match-firms.ts';
export { readBerkaAccounts } from './read-berka.ts';
export { readBookInvoices, readRealInvoices } from './read-invoices.ts';
export { comparisonMarkdown, type Judgement, type RealityReport } from './reality-markdown.ts';
export { realityPage } from './reality-page.ts';
export { type RealityRow, type RealityScope, realityTable, wholeScope } from './reality-table.ts';
export type { MonthRange } from './side-measures.ts';
