import { type Measurements, medianFirm } from './measurement.ts';
import { isComparable, type Paper, present } from './paper.ts';

/** How many buyers a firm invoices and how its sales concentrate on them. */
export function measureBuyers({ sales }: Paper): Measurements {
  const issuing = present(sales);
  const comparable = issuing.filter(isComparable);
  return {
    'buyers.topShare': medianFirm(issuing.map(({ topShare }) => topShare)),
    'buyers.hhi': medianFirm(issuing.map(({ hhi }) => hhi)),
    'buyers.count': medianFirm(comparable.map(({ counterparties }) => counterparties)),
  };
}
