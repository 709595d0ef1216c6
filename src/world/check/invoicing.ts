import { type Measurements, medianFirm } from './measurement.ts';
import { isComparable, type Paper, present } from './paper.ts';

/** How firms invoice what they sell: how often, in which amounts, and how much of it is cancelled or taken back. */
export function measureInvoicing({ sales }: Paper): Measurements {
  const issuing = present(sales);
  const comparable = issuing.filter(isComparable);
  return {
    'invoices.voidShare': medianFirm(issuing.map(({ voidShare }) => voidShare)),
    'invoices.redShare': medianFirm(issuing.map(({ redShare }) => redShare)),
    'invoices.perMonth': medianFirm(comparable.map(({ invoicesPerMonth }) => invoicesPerMonth)),
    'invoices.logSdWithin': medianFirm(issuing.map(({ logAmountSd }) => logAmountSd)),
  };
}

/** The weight of purchases, and how they come: by the invoices received. */
export function measurePurchases({ sales, purchases }: Paper): Measurements {
  const comparable = present(purchases.filter((_, firm) => isComparable(sales[firm]!)));
  const toSales = sales.map(({ net }, firm) => (net > 0 ? purchases[firm]!.net / net : Number.NaN));
  return {
    'purchases.toSales': medianFirm(toSales),
    'purchases.perMonth': medianFirm(comparable.map(({ invoicesPerMonth }) => invoicesPerMonth)),
    'purchases.logSdWithin': medianFirm(present(purchases).map(({ logMonthSd }) => logMonthSd)),
  };
}
