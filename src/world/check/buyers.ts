import { type Book, codeOf } from '../../sources/index.ts';

/** Counterparty of receipts from passers-by, settled in one sum by a wallet provider: nobody's largest customer. */
const WALLET = 'WALLET';

/** The named customers of a firm over the whole book. */
export interface Buyers {
  readonly firm: number;
  readonly count: number;
  /** Largest customer's share of receipts from named customers. */
  readonly topShare: number;
  /** Herfindahl index: sum of squared shares of receipts from named customers. */
  readonly hhi: number;
}

/** Customers of every firm that has one with a name, in the order of firms. */
export function buyersOf(book: Book): Buyers[] {
  const { columns, offsets, levels } = book.rows.bank;
  const names = levels.counterparty ?? [];
  const wallet = names.indexOf(WALLET);
  const sales = codeOf('bank', 'category', 'sales');
  const inwards = codeOf('bank', 'direction', 'in');
  // One slot a name for all firms, cleared by the list of those touched: a map a firm is ten times slower.
  const received = new Float64Array(names.length);
  const all: Buyers[] = [];
  for (let firm = 0; firm < book.firmIds.length; firm++) {
    const touched: number[] = [];
    let total = 0;
    for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
      const name = columns.counterparty[row]!;
      const amount = columns.amountFen[row]!;
      if (columns.category[row] !== sales || columns.direction[row] !== inwards) continue;
      if (name === wallet || name < 0 || amount === 0) continue;
      if (received[name] === 0) touched.push(name);
      received[name]! += amount;
      total += amount;
    }
    let top = 0;
    let squares = 0;
    for (const name of touched) {
      const share = received[name]! / total;
      top = Math.max(top, share);
      squares += share * share;
      received[name] = 0;
    }
    if (touched.length > 0) all.push({ firm, count: touched.length, topShare: top, hhi: squares });
  }
  return all;
}

/** Share of sales receipts, counted, on each weekday from Monday to Sunday; NaN without receipts. */
export function weekdayShares(book: Book): readonly number[] {
  const { columns, nRows } = book.rows.bank;
  const sales = codeOf('bank', 'category', 'sales');
  const inwards = codeOf('bank', 'direction', 'in');
  const counts = new Array<number>(7).fill(0);
  let total = 0;
  for (let row = 0; row < nRows; row++) {
    if (columns.category[row] !== sales || columns.direction[row] !== inwards) continue;
    // Day 4, 1970-01-05, was a Monday.
    counts[(columns.eventDate[row]! + 3) % 7]! += 1;
    total += 1;
  }
  return counts.map((count) => count / total);
}

/** Purchases paid over sales received, of each firm that received anything, over the whole book. */
export function purchasesToSales(book: Book): readonly number[] {
  const { columns, offsets } = book.rows.bank;
  const sales = codeOf('bank', 'category', 'sales');
  const purchase = codeOf('bank', 'category', 'purchase');
  const ratios: number[] = [];
  for (let firm = 0; firm < book.firmIds.length; firm++) {
    let received = 0;
    let paid = 0;
    for (let row = offsets[firm]!; row < offsets[firm + 1]!; row++) {
      if (columns.category[row] === sales) received += columns.amountFen[row]!;
      else if (columns.category[row] === purchase) paid += columns.amountFen[row]!;
    }
    if (received > 0) ratios.push(paid / received);
  }
  return ratios;
}
