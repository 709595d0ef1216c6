import { describe, expect, it } from 'vitest';
import type { SourceRecord } from '../../../../src/sources/index.ts';
import { simpleFeatures } from '../../../../src/world/check/giveaways.ts';
import { loansOf } from '../../../../src/world/check/loan-table.ts';
import { meanNdvi } from '../../../../src/world/check/simple-features/activity-sources.ts';
import { scratchFolder } from '../../../table/scratch.ts';
import { lent, loansBook, START, type TinyRecords, tinyBook } from '../tiny-book.ts';

const scratch = scratchFolder();
const DAY = START + 400;
const on = (eventDate: number, arrivalDate = eventDate, firmId = 'A') => ({ firmId, eventDate, arrivalDate });

/** The features of the loan of A, applied for on DAY. */
async function featuresOf(name: string, records: TinyRecords): Promise<Record<string, number>> {
  const { book } = await tinyBook(`${scratch.dir}/${name}`, {
    ...loansBook([lent('A', DAY), lent('B', DAY)]),
    ...records,
  });
  const columns = await simpleFeatures(book, loansOf(book));
  return Object.fromEntries([...columns].map(([feature, [value]]) => [feature, value!]));
}

function invoice(day: number, amountFen: number, more: Partial<SourceRecord<'invoices'>> = {}) {
  return {
    ...on(day),
    ...{ direction: 'issued', number: `${day} ${amountFen}`, counterparty: 'X', amountFen },
    ...{ taxFen: 0, taxRate: 0, status: 'valid' },
    ...more,
  } as SourceRecord<'invoices'>;
}

describe('simple features of trade', () => {
  it('set what was declared against what was invoiced, and know voids, red letters and buyers', async () => {
    const features = await featuresOf('invoices', {
      invoices: [
        invoice(DAY - 300, 100),
        invoice(DAY - 150, 250, { counterparty: 'Y' }),
        invoice(DAY - 100, 999, { status: 'void' }),
        invoice(DAY - 50, -50, { counterparty: 'Y' }),
        invoice(DAY - 40, 90, { direction: 'received' }),
        // Happened before the application and became known after it.
        { ...invoice(DAY - 2, 5000), arrivalDate: DAY + 1 },
      ],
      tax: [
        {
          ...on(DAY - 60),
          ...{ kind: 'filing', periodStart: DAY - 100, amountFen: 1, declaredRevenueFen: 240, daysLate: 0 },
        },
      ],
    });
    expect(features).toMatchObject({
      'invoices.sales180': 200,
      'invoices.salesTrend': -0.25,
      'invoices.voidShare': 0.25,
      'invoices.buyers': 2,
      'invoices.topBuyerShare': 200 / 300,
      'invoices.purchasesToSales': 0.3,
      'invoices.declaredToInvoiced': 0.8,
      'invoices.daysSinceLast': 50,
    });
    expect(features['invoices.redShare']).toBeCloseTo(1 / 3, 12);
  });

  it('know shops by their tills and orders', async () => {
    const shop = {
      orders: 10,
      buyers: 8,
      repeatBuyers: 2,
      amountFen: 500,
      returnedOrders: 1,
      returnsFen: 50,
    };
    const till = {
      channel: 'wallet',
      transactions: 5,
      customers: 5,
      amountFen: 100,
      refundsFen: 10,
    } as const;
    const features = await featuresOf('shops', {
      orders: [
        { ...on(DAY - 100), platform: 'P', ...shop },
        { ...on(DAY - 10), platform: 'P', ...shop },
      ],
      pos: [
        { ...on(DAY - 100), ...till },
        { ...on(DAY - 10), ...till, amountFen: 300 },
      ],
    });
    expect(features).toMatchObject({
      ...{ 'orders.sales180': 1000, 'orders.salesTrend': 0.5 },
      ...{ 'orders.returnShare': 0.1, 'orders.repeatShare': 0.25 },
      ...{ 'pos.sales180': 400, 'pos.salesTrend': 0.75, 'pos.ticket': 40, 'pos.refundShare': 0.05 },
    });
  });
});

describe('simple features of activity', () => {
  it('know stars, machine hours and visitors, and how they change', async () => {
    const review = (day: number, stars: number): SourceRecord<'reviews'> => ({
      ...{ ...on(day), sequence: 0, platform: 'P', reviewer: 'R', stars, text: '好' },
    });
    const worked = (day: number, hours: number, machine = 'M'): SourceRecord<'telemetry'> => ({
      ...{ ...on(day), machine, hours, load: 0.5, faults: 2, cell: 'c' },
    });
    const visited = (day: number, visitors: number): SourceRecord<'traffic'> => ({
      ...{ ...on(day), visitors, dwellMinutes: 10, returningShare: 0.2 },
    });
    const features = await featuresOf('activity', {
      reviews: [review(DAY - 200, 5), review(DAY - 100, 5), review(DAY - 10, 2)],
      telemetry: [worked(DAY - 120, 30), worked(DAY - 20, 10)],
      traffic: [visited(DAY - 120, 300), visited(DAY - 20, 100)],
    });
    expect(features).toMatchObject({
      ...{ 'reviews.starsMean': 4, 'reviews.starsTrend': -2, 'reviews.complaintShare': 1 / 3 },
      ...{ 'telemetry.hoursMean': 20, 'telemetry.hoursTrend': 0.25, 'telemetry.faultsPerHour': 0.1 },
      ...{ 'traffic.visitorsMean': 200, 'traffic.visitorsTrend': 0.25 },
    });
  });

  it('read NDVI from the pixels of tiles without the clouds', async () => {
    const tile = (...bytes: number[]): string => Buffer.from(bytes).toString('base64');
    expect(meanNdvi(tile(100, 140, 255, 255))).toBeCloseTo(0.6, 12);
    expect(meanNdvi(tile(255, 255))).toBeNaN();
    const pass = (day: number, pixels: string): SourceRecord<'crops'> => ({
      ...{ ...on(day), parcel: 'P', areaHa: 1, cloudShare: 0, tile: pixels },
    });
    const features = await featuresOf('crops', {
      crops: [
        pass(DAY - 200, tile(160, 160)),
        pass(DAY - 100, tile(255, 255)),
        pass(DAY - 20, tile(80, 255)),
      ],
    });
    expect(features['crops.ndviMean']).toBeCloseTo(0.6, 12);
    expect(features['crops.ndviMeanRecent']).toBeCloseTo(0.4, 12);
    expect(features['crops.ndviHighest']).toBeCloseTo(0.8, 12);
  });
});

describe('simple features of standing', () => {
  it('count the other firms seen with the same device by then', async () => {
    const seen = (firmId: string, day: number, value = 'D'): SourceRecord<'links'> => ({
      ...{ ...on(day, day, firmId), kind: 'device', value },
    });
    const features = await featuresOf('links', {
      registry: [],
      links: [seen('A', DAY), seen('B', DAY - 5), seen('B', DAY - 4)],
    });
    expect(features['links.shared.device']).toBe(1);
    expect(features['links.shared.phone']).toBeNaN();
    const later = await featuresOf('links-later', { links: [seen('A', DAY), seen('B', DAY + 1)] });
    expect(later['links.shared.device']).toBe(0);
  });

  it('know staff, suits, guarantees and books', async () => {
    const staff = (day: number, insured: number): SourceRecord<'payroll'> => ({
      ...{ ...on(day), kind: 'declaration', periodStart: day - 20, insured, wagesFen: 10 * insured },
      ...{ amountFen: 1, daysLate: 0 },
    });
    const features = await featuresOf('standing', {
      payroll: [staff(DAY - 300, 8), staff(DAY - 30, 6)],
      judicial: [{ ...on(DAY - 90, DAY - 60), kind: 'defendant', caseId: 'C', amountFen: 70 }],
      guarantees: [
        { ...on(DAY - 90), role: 'guarantor', counterparty: 'B', amountFen: 5_000, endDate: DAY + 9 },
        { ...on(DAY - 300), role: 'guaranteed', counterparty: 'B', amountFen: 5_000, endDate: DAY - 1 },
      ],
      statements: [
        {
          ...{ ...on(DAY - 100), periodEnd: DAY - 190, audited: 'no', revenueFen: 100, profitFen: 5 },
          ...{ cashFen: 10, receivablesFen: 1, assetsFen: 50, payablesFen: 1, debtFen: 20, equityFen: -5 },
        },
      ],
    });
    expect(features).toMatchObject({
      ...{ 'payroll.insured': 6, 'payroll.insuredTrend': 0.75, 'payroll.wage': 10 },
      ...{ 'judicial.defendant': 1, 'judicial.plaintiff': 0, 'judicial.amount': 70 },
      ...{ 'guarantees.given': 1, 'guarantees.received': 0, 'guarantees.givenToAmount': 0.5 },
      ...{ 'statements.margin': 0.05, 'statements.debtShare': 0.4, 'statements.equityShare': -0.1 },
    });
  });
});
