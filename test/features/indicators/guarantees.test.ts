import { expect, test } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { daysAgo, featuresOf, TODAY } from './reading.ts';

type Guarantee = SourceRecord<'guarantees'>;

const guarantee = (
  days: number,
  role: Guarantee['role'],
  counterparty: string,
  yuan: number,
  endsIn: number,
): Guarantee => ({ ...daysAgo(days), role, counterparty, amountFen: yuan * 100, endDate: TODAY + endsIn });

test('guarantees features, worked by hand', () => {
  const records = [
    // Ended yesterday; the one of P ends today and still runs.
    guarantee(700, 'guarantor', 'O', 1000, -1),
    guarantee(400, 'guarantor', 'P', 100, 0),
    guarantee(300, 'guaranteed', 'R', 150, 179),
    guarantee(200, 'guarantor', 'Q', 200, 180),
    guarantee(100, 'guaranteed', 'P', 450, 900),
    guarantee(90, 'guarantor', 'P', 300, 500),
    guarantee(50, 'guaranteed', 'O', 50, -1),
  ];
  expect(featuresOf('guarantees', records)).toEqual({
    guarantees_given_amount: 600,
    guarantees_given: 3,
    guarantees_firms_guaranteed: 2,
    guarantees_largest_given_share: 1 / 2,
    guarantees_given_ending_share: 1 / 6,
    guarantees_received_amount: 600,
    guarantees_guarantors: 2,
    guarantees_received_ending_share: 1 / 4,
    guarantees_mutual_firms: 1,
    guarantees_balance: 0,
    guarantees_new_given_amount_180: 300,
  });
});

test('a guarantee that both firms give each other counts in either order', () => {
  const given = guarantee(90, 'guarantor', 'P', 1, 9);
  const received = guarantee(80, 'guaranteed', 'P', 1, 9);
  const earlier = guarantee(95, 'guaranteed', 'P', 1, 9);
  expect(featuresOf('guarantees', [given, received])['guarantees_mutual_firms']).toBe(1);
  expect(featuresOf('guarantees', [given, earlier])['guarantees_mutual_firms']).toBe(1);
});

test('guarantees that have all ended weigh nothing, and have no shares', () => {
  const got = featuresOf('guarantees', [guarantee(90, 'guarantor', 'P', 1, -5)]);
  expect(got['guarantees_given_amount']).toBe(0);
  expect(got['guarantees_largest_given_share']).toBeNaN();
  expect(got['guarantees_received_ending_share']).toBeNaN();
  expect(got['guarantees_balance']).toBeNaN();
});
