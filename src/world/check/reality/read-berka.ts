import { join } from 'node:path';
import { dayOf } from '../../../core/index.ts';
import { columnOf, readTable, type Table, textAt } from '../../../table/index.ts';
import type { Booking } from './account-measures.ts';

/** The accounts whose bookings are all there: those before each of the 354 loans of 1997-98. The other file has only part of them. */
const FILE = 'trans_preloan_354_loans.csv';
/** Purposes that are the bank's own doing. */
const BY_BANK: ReadonlySet<string> = new Set([
  'interest credited',
  'payment for statement',
  'sanction interest if negative balance',
]);

/**
 * The bookings of each Berka account before its loan (PKDD 1999, folder `dir`), in order of days, receipts of a day first. The
 * file's own order within a day is not that of its balances, so balances are summed up anew from the opening deposit. Loans
 * and their outcomes are not read. @throws PARUS_FILE_*, PARUS_TABLE_*
 */
export async function readBerkaAccounts(dir: string): Promise<Booking[][]> {
  const table = await readTable(join(dir, FILE), {
    columns: ['account_id', 'date', 'type', 'amount', 'k_symbol'],
    kinds: { type: 'category', k_symbol: 'category' },
  });
  const account = numbers(table, 'account_id');
  const date = numbers(table, 'date');
  const amount = numbers(table, 'amount');
  const accounts = new Map<number, Omit<Booking, 'balance'>[]>();
  for (let i = 0; i < table.nRows; i++) {
    const list = accounts.get(account[i]!) ?? [];
    accounts.set(account[i]!, list);
    const yymmdd = date[i]!;
    list.push({
      day: dayOf(1900 + Math.floor(yymmdd / 10_000), Math.floor(yymmdd / 100) % 100, yymmdd % 100),
      inwards: textOf(table, 'type', i) === 'credit',
      amount: amount[i]!,
      byBank: BY_BANK.has(textOf(table, 'k_symbol', i)),
    });
  }
  return [...accounts.values()].map(balanced);
}

function balanced(list: Omit<Booking, 'balance'>[]): Booking[] {
  list.sort((a, b) => a.day - b.day || Number(b.inwards) - Number(a.inwards));
  let balance = 0;
  return list.map((booking) => {
    balance += booking.inwards ? booking.amount : -booking.amount;
    return { ...booking, balance };
  });
}

function textOf(table: Table, name: string, row: number): string {
  const column = columnOf(table, name);
  if (column.kind !== 'category') throw new TypeError(`${table.origin}: ${name} is no text`);
  return textAt(column, row) ?? '';
}

function numbers(table: Table, name: string): ArrayLike<number> {
  const column = columnOf(table, name);
  if (column.kind === 'category') throw new TypeError(`${table.origin}: ${name} is no number`);
  return column.values;
}
