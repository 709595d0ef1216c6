import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type AccountReport,
  accountMarkdown,
  comparisonMarkdown,
  type RealityReport,
  realityPage,
} from '../../src/world/check/reality/index.ts';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const folder = path.join(root, 'benchmarks', 'results');
const INVOICES = path.join(folder, 'reality-invoices.json');
const BANK = path.join(folder, 'reality-bank.json');

/** Keeps a comparison of invoices under its label, in place of an earlier one, and writes the pages anew. @returns the section's text. */
export function keepInvoices(report: RealityReport): string {
  const earlier = read<RealityReport[]>(INVOICES) ?? [];
  const at = earlier.findIndex(({ label }) => label === report.label);
  const reports = at < 0 ? [...earlier, report] : earlier.with(at, report);
  writeFileSync(INVOICES, `${JSON.stringify(reports, null, 1)}\n`);
  return writePages().invoices;
}

/** Keeps the comparison of accounts in place of the earlier one and writes the pages anew. @returns the section's text. */
export function keepBank(report: AccountReport): string {
  writeFileSync(BANK, `${JSON.stringify(report, null, 1)}\n`);
  return writePages().bank;
}

function writePages(): { readonly invoices: string; readonly bank: string } {
  const reports = read<RealityReport[]>(INVOICES) ?? [];
  const account = read<AccountReport>(BANK);
  const invoices = comparisonMarkdown(reports);
  const bank = account ? accountMarkdown(account) : '';
  writeFileSync(path.join(folder, 'reality-invoices.md'), `# Invoices: real and simulated\n\n${invoices}`);
  if (account)
    writeFileSync(path.join(folder, 'reality-bank.md'), `# Accounts: real and simulated\n\n${bank}`);
  writeFileSync(path.join(root, 'docs', 'reality.md'), realityPage(invoices, bank));
  return { invoices, bank };
}

function read<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}
