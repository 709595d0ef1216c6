import { codeOf } from '../../../sources/index.ts';
import { readRows } from '../source-rows.ts';
import { knownRows, ratio, recentShare, sumOf } from './known-rows.ts';
import type { FeatureOpener } from './opener.ts';

const HALF_YEAR = 180;
const QUARTER = 90;
const YEAR = 365;

const FILING = codeOf('tax', 'kind', 'filing');
const ISSUED = codeOf('invoices', 'direction', 'issued');
const VALID = codeOf('invoices', 'status', 'valid');
const SENT = codeOf('waybills', 'direction', 'sent');
const EXPORT = codeOf('customs', 'direction', 'export');

const invoices: FeatureOpener = async (book) => {
  const source = await readRows(book, 'invoices', ['direction', 'counterparty', 'amountFen', 'status']);
  const { columns } = source;
  const { tax } = book.rows;
  if (source.nRows === 0) return undefined;
  const amount = (row: number): number => columns.amountFen[row]!;
  const isIssued = (row: number): boolean => columns.direction[row] === ISSUED;
  const isValid = (row: number): boolean => columns.status[row] === VALID;
  return (loan) => {
    const year = knownRows(source, loan, YEAR);
    if (year.length === 0) return {};
    const issued = year.filter(isIssued);
    const valid = issued.filter(isValid);
    const half = valid.filter((row) => columns.eventDate[row]! > loan.appliedDay - HALF_YEAR);
    const received = year.filter((row) => !isIssued(row) && isValid(row));
    const net = sumOf(valid, amount);
    const byBuyer = new Map<number, number>();
    for (const row of valid)
      byBuyer.set(columns.counterparty[row]!, (byBuyer.get(columns.counterparty[row]!) ?? 0) + amount(row));
    const declared = sumOf(
      knownRows(tax, loan, YEAR).filter((row) => tax.columns.kind[row] === FILING),
      (row) => tax.columns.declaredRevenueFen[row]!,
    );
    const last = issued.at(-1);
    return {
      'invoices.sales180': sumOf(half, amount),
      'invoices.salesTrend': recentShare(source, half, loan, QUARTER, amount),
      'invoices.voidShare': ratio(issued.length - valid.length, issued.length),
      'invoices.redShare': ratio(valid.filter((row) => amount(row) < 0).length, valid.length),
      'invoices.buyers': byBuyer.size,
      'invoices.topBuyerShare': ratio(Math.max(0, ...byBuyer.values()), net),
      'invoices.purchasesToSales': ratio(sumOf(received, amount), net),
      'invoices.declaredToInvoiced': declared > 0 ? ratio(declared, net) : Number.NaN,
      'invoices.amountToSales': ratio(loan.amountFen, net),
      'invoices.daysSinceLast': last === undefined ? Number.NaN : loan.appliedDay - columns.eventDate[last]!,
    };
  };
};

const pos: FeatureOpener = async (book) => {
  const source = await readRows(book, 'pos', ['transactions', 'amountFen', 'refundsFen']);
  const { columns } = source;
  if (source.nRows === 0) return undefined;
  const amount = (row: number): number => columns.amountFen[row]!;
  return (loan) => {
    const half = knownRows(source, loan, HALF_YEAR);
    if (half.length === 0) return {};
    const paid = sumOf(half, amount);
    return {
      'pos.sales180': paid,
      'pos.salesTrend': recentShare(source, half, loan, QUARTER, amount),
      'pos.ticket': ratio(
        paid,
        sumOf(half, (row) => columns.transactions[row]!),
      ),
      'pos.refundShare': ratio(
        sumOf(half, (row) => columns.refundsFen[row]!),
        paid,
      ),
      'pos.amountToSales': ratio(loan.amountFen, paid),
    };
  };
};

const orders: FeatureOpener = async (book) => {
  const fields = ['orders', 'buyers', 'repeatBuyers', 'amountFen', 'returnedOrders'] as const;
  const source = await readRows(book, 'orders', fields);
  const { columns } = source;
  if (source.nRows === 0) return undefined;
  return (loan) => {
    const half = knownRows(source, loan, HALF_YEAR);
    if (half.length === 0) return {};
    const total = (name: (typeof fields)[number]): number => sumOf(half, (row) => columns[name][row]!);
    return {
      'orders.sales180': total('amountFen'),
      'orders.salesTrend': recentShare(source, half, loan, QUARTER, (row) => columns.amountFen[row]!),
      'orders.returnShare': ratio(total('returnedOrders'), total('orders')),
      'orders.repeatShare': ratio(total('repeatBuyers'), total('buyers')),
      'orders.amountToSales': ratio(loan.amountFen, total('amountFen')),
    };
  };
};

const waybills: FeatureOpener = async (book) => {
  const source = await readRows(book, 'waybills', ['direction', 'weightKg']);
  const { columns } = source;
  if (source.nRows === 0) return undefined;
  return (loan) => {
    const half = knownRows(source, loan, HALF_YEAR);
    if (half.length === 0) return {};
    const sent = half.filter((row) => columns.direction[row] === SENT);
    return {
      'waybills.sent180': sent.length,
      'waybills.sentTrend': recentShare(source, sent, loan, QUARTER, () => 1),
      'waybills.receivedTrend': recentShare(
        source,
        half.filter((row) => columns.direction[row] !== SENT),
        loan,
        QUARTER,
        () => 1,
      ),
      'waybills.weight180': sumOf(half, (row) => columns.weightKg[row]!),
    };
  };
};

const customs: FeatureOpener = async (book) => {
  const source = await readRows(book, 'customs', ['direction', 'amountFen']);
  const { columns } = source;
  if (source.nRows === 0) return undefined;
  const amount = (row: number): number => columns.amountFen[row]!;
  return (loan) => {
    const half = knownRows(source, loan, HALF_YEAR);
    if (half.length === 0) return {};
    const exports = half.filter((row) => columns.direction[row] === EXPORT);
    return {
      'customs.value180': sumOf(half, amount),
      'customs.trend': recentShare(source, half, loan, QUARTER, amount),
      'customs.exportShare': ratio(sumOf(exports, amount), sumOf(half, amount)),
    };
  };
};

/** Sources of goods and money that change hands. */
export const TRADE_SOURCES: readonly FeatureOpener[] = [invoices, pos, orders, waybills, customs];
