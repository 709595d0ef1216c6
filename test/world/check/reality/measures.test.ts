import { describe, expect, it } from 'vitest';
import { dayOf, monthIndexOf } from '../../../../src/core/index.ts';
import { invoiceFeatures, STRICT_FEATURES } from '../../../../src/world/check/reality/features.ts';
import { groupInvoices, type InvoiceRow } from '../../../../src/world/check/reality/invoice-set.ts';
import { matchFirms } from '../../../../src/world/check/reality/match-firms.ts';
import { measurePool, seasonOf } from '../../../../src/world/check/reality/pooled-measures.ts';
import { quantilesOf } from '../../../../src/world/check/reality/quantiles.ts';
import { comparisonMarkdown } from '../../../../src/world/check/reality/reality-markdown.ts';
import { realityTable, wholeScope } from '../../../../src/world/check/reality/reality-table.ts';
import { measureSide, pairCorrelation } from '../../../../src/world/check/reality/side-measures.ts';
import { taxClassOf } from '../../../../src/world/check/reality/tax-class.ts';

const month = monthIndexOf(dayOf(2019, 1, 1));
const year = { from: month, to: month + 11 };
const row = (day: number, amount: number, more: Partial<InvoiceRow> = {}): InvoiceRow => ({
  firm: 0,
  side: 'sales',
  day,
  counterparty: 1,
  amount,
  tax: 0.13 * amount,
  valid: true,
  ...more,
});
/** January: 1,000 twice to 1 on a Monday, 2,000 to 2 on a Saturday, a void one; March: 4,000 to 1, 1,000 taken back. */
const sales = [
  row(dayOf(2019, 1, 7), 1_000),
  row(dayOf(2019, 1, 7), 1_000),
  row(dayOf(2019, 1, 12), 2_000, { counterparty: 2 }),
  row(dayOf(2019, 1, 12), 2_000, { counterparty: 2, valid: false }),
  row(dayOf(2019, 3, 13), 4_000, { tax: 120 }),
  row(dayOf(2019, 3, 14), -1_000),
];

describe('measureSide', () => {
  const measures = measureSide(groupInvoices(['A'], sales), 0, 'sales', year);

  it('counts what can be counted by hand', () => {
    expect(measures).toMatchObject({
      nInvoices: 6,
      nValid: 5,
      from: month,
      to: month + 2,
      span: 3,
      net: 7_000,
    });
    expect(measures.voidShare).toBeCloseTo(1 / 6, 12);
    expect(measures.redShare).toBeCloseTo(1 / 5, 12);
    expect(measures.invoicesPerMonth).toBeCloseTo(5 / 3, 12);
    expect(measures.activeShare).toBeCloseTo(2 / 3, 12);
    expect(measures.counterparties).toBe(2);
    expect(measures.topShare).toBeCloseTo(6 / 8, 12);
    expect(measures.hhi).toBeCloseTo(36 / 64 + 4 / 64, 12);
    expect(measures.weekendShare).toBeCloseTo(1 / 5, 12);
    expect(measures.standardRate).toBeCloseTo(3 / 4, 12);
    expect(measures.lowRate).toBeCloseTo(1 / 4, 12);
    expect(measures.longestGap).toBe(60);
    expect(measures.repeatedAmount).toBeCloseTo(1 / 3, 12);
    expect(measures.repeatedParty).toBeCloseTo(1 / 3, 12);
    expect(measures.invoicesPerDay).toBeCloseTo(5 / 4, 12);
    expect(measures.wholeTotal).toBe(1);
    expect(measures.february).toBe(0);
    const logs = [1_000, 1_000, 2_000, 4_000].map(Math.log);
    const mean = logs.reduce((a, b) => a + b) / 4;
    expect(measures.logAmountMean).toBeCloseTo(mean, 12);
    expect(measures.logAmountSd).toBeCloseTo(Math.sqrt(logs.reduce((a, x) => a + (x - mean) ** 2, 0) / 3), 9);
  });

  it('says nothing of spread and memory before twelve active months', () => {
    expect(measures.logMonthSd).toBeNaN();
    expect(measures.lag1).toBeNaN();
  });

  it('measures the spread of twelve months, and ignores a month that nets to dust', () => {
    const rows = Array.from({ length: 12 }, (_, m) =>
      row(dayOf(2019, m + 1, 10), m % 2 ? 100 : 100 * Math.E ** 2),
    );
    const full = measureSide(groupInvoices(['A'], rows), 0, 'sales', year);
    expect(full.logMonthSd).toBeCloseTo(1, 9);
    expect(full.lag1).toBeCloseTo(-1, 9);
    const dust = [...rows, row(dayOf(2020, 1, 5), 0.1 + 0.2), row(dayOf(2020, 1, 6), -0.3)];
    const longer = { from: month, to: month + 12 };
    expect(measureSide(groupInvoices(['A'], dust), 0, 'sales', longer).logMonthSd).toBeCloseTo(1, 9);
  });

  it('looks only at the months asked for, and gives no ratio of nothing', () => {
    const cut = measureSide(groupInvoices(['A'], sales), 0, 'sales', { from: month + 1, to: month + 2 });
    expect(cut).toMatchObject({ nInvoices: 2, net: 3_000, span: 1 });
    const none = measureSide(groupInvoices(['A'], sales), 0, 'purchases', year);
    expect(none).toMatchObject({ nInvoices: 0, span: 0, counterparties: 0 });
    for (const value of [none.voidShare, none.hhi, none.topShare, none.february, none.longestGap])
      expect(value).toBeNaN();
  });
});

describe('groupInvoices', () => {
  it('orders by firm, side and day, whatever the order given', () => {
    const shuffled = [
      sales[4]!,
      row(dayOf(2019, 2, 1), 5, { firm: 1 }),
      sales[0]!,
      row(dayOf(2019, 1, 1), 6, { side: 'purchases' }),
    ];
    const set = groupInvoices(['A', 'B'], shuffled);
    expect([...set.offsets]).toEqual([0, 2, 3, 4, 4]);
    expect([...set.amount]).toEqual([1_000, 4_000, 6, 5]);
  });
});

describe('pooled measures', () => {
  const set = groupInvoices(['A'], sales);

  it('pool all invoices of the months asked for', () => {
    const pool = measurePool(set, 'sales', [year]);
    expect(pool.voidShare).toBeCloseTo(1 / 6, 12);
    expect(pool.weekdays[0]).toBeCloseTo(2 / 5, 12);
    expect([...pool.amounts]).toEqual([1_000, 1_000, 2_000, 4_000]);
    expect(pool.taxClasses).toMatchObject({ standard: 0.75, small: 0.25 });
  });

  it('find the season of steady firms and cap a single great month', () => {
    const rows = Array.from({ length: 36 }, (_, m) =>
      row(dayOf(2017 + Math.floor(m / 12), (m % 12) + 1, 9), m === 3 ? 10_000 : m % 12 === 1 ? 50 : 100),
    );
    const range = { from: monthIndexOf(dayOf(2017, 1, 1)), to: monthIndexOf(dayOf(2019, 12, 1)) };
    const { index, nFirms } = seasonOf(groupInvoices(['A'], rows), 'sales', range);
    const mean = (10_000 + 32 * 100 + 3 * 50) / 36;
    expect(nFirms).toBe(1);
    expect(index[1]).toBeCloseTo(50 / mean, 12);
    expect(index[3]).toBeCloseTo((5 + 200 / mean) / 3, 12);
  });
});

describe('matchFirms', () => {
  it('pairs firms of equal size within the caliper, one to one, in the months of the real one', () => {
    const monthly = (firm: number, amount: number, from: number): InvoiceRow[] =>
      Array.from({ length: 12 }, (_, m) => row(dayOf(from, m + 1, 5), amount, { firm }));
    const real = groupInvoices(
      ['r0', 'r1', 'r2'],
      [0, 1, 2].flatMap((f) => monthly(f, [100, 105, 9_000][f]!, 2019)),
    );
    const simulated = groupInvoices(
      ['s0', 's1'],
      [0, 1].flatMap((f) => monthly(f, [104, 101][f]!, 2025)),
    );
    const options = { realRange: year, shift: 72, caliper: 0.2, leastMonths: 12, tries: 3 };
    const matches = matchFirms(real, simulated, options);
    expect(matches.map(({ real: r, simulated: s }) => [r, s])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(matches[0]!.simulatedRange).toEqual({ from: month + 72, to: month + 83 });
  });
});

describe('small parts', () => {
  it('give quantiles between order statistics and leave out what is not finite', () => {
    expect(quantilesOf([3, 1, Number.NaN, 2, 5, 4])).toEqual([1.2, 2, 3, 4, 4.8]);
    expect(quantilesOf([])).toEqual(new Array(5).fill(Number.NaN));
  });

  it('class tax rates across the changes of the law', () => {
    expect(taxClassOf(100, 17)).toBe('standard');
    expect(taxClassOf(100, 13)).toBe('standard');
    expect(taxClassOf(100, 9)).toBe('reduced');
    expect(taxClassOf(100, 1)).toBe('small');
    expect(taxClassOf(-100, -6)).toBe('services');
    expect(taxClassOf(100, 0)).toBe('zero');
    expect(taxClassOf(100, 40)).toBe('other');
  });

  it('correlate successive values as Pearson does', () => {
    expect(pairCorrelation([1, 2, 3, 4])).toBeCloseTo(1, 12);
    expect(pairCorrelation([1, 2, 2, 5])).toBeCloseTo(0.5, 12);
    expect(pairCorrelation([1, 1, 1])).toBeNaN();
  });
});

describe('the comparison', () => {
  const set = groupInvoices(['A'], sales);
  const table = realityTable(set, wholeScope(set));

  it('has every feature of a firm, missing ones as NaN', () => {
    const features = invoiceFeatures(set, 0, year);
    expect(features).toHaveLength(STRICT_FEATURES.length);
    expect(features[STRICT_FEATURES.indexOf('sales.voidShare')]).toBeCloseTo(1 / 6, 12);
    expect(features[STRICT_FEATURES.indexOf('purchases.voidShare')]).toBeNaN();
  });

  it('draws real beside simulated, the AUC first', () => {
    const judgement = {
      auc: 0.76,
      foldSd: 0.01,
      standardError: 0.02,
      importance: [{ feature: 'sales.hhi', drop: 0.1, alone: 0.6 }],
    };
    const report = {
      label: 'after',
      nPairs: 3,
      plain: judgement,
      strict: judgement,
      real: table,
      simulated: table,
    };
    const text = comparisonMarkdown([report]);
    expect(text).toContain('| after | 3 | 0.760 (0.020) | 0.760 (0.020) |');
    expect(text).toContain('| sales.hhi | 0.100 | 0.600 |');
    expect(text).toContain(
      '| counterparties | 5 % / 25 % / 50 % / 75 % / 95 % | 2 / 2 / 2 / 2 / 2 | 2 / 2 / 2 / 2 / 2 |',
    );
  });
});
