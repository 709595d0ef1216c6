import { expect, test } from 'vitest';
import type { SourceRecord } from '../../../src/sources/index.ts';
import { daysAgo, featuresOf } from './reading.ts';

type Judicial = SourceRecord<'judicial'>;

const entry = (days: number, kind: Judicial['kind'], caseId: string, yuan: number): Judicial => ({
  ...daysAgo(days),
  kind,
  caseId,
  amountFen: yuan * 100,
});

test('judicial features, worked by hand', () => {
  const records = [
    entry(900, 'defendant', 'a', 100),
    entry(800, 'enforcement', 'a', 100),
    entry(729, 'dishonest', 'a', 100),
    entry(500, 'enforcement', 'elsewhere', 30),
    entry(300, 'defendant', 'b', 60),
    entry(250, 'plaintiff', 'c', 40),
    entry(200, 'penalty', 'd', 7),
    entry(150, 'enforcement', 'b', 50),
    entry(80, 'defendant', 'e', 20),
    entry(20, 'penalty', 'f', 8),
    entry(15, 'enforcement', 'b', 10),
  ];
  expect(featuresOf('judicial', records)).toEqual({
    judicial_suits_90: 1,
    judicial_suits_365: 2,
    judicial_suits_ever: 3,
    judicial_claims_365: 80,
    judicial_days_since_suit: 80,
    judicial_suits_brought_365: 1,
    judicial_claim_balance_365: (80 - 40) / 120,
    judicial_enforcements_365: 2,
    judicial_enforcements_ever: 4,
    judicial_enforcement_amount_ever: 190,
    judicial_days_since_enforcement: 15,
    // a and b, each once, of a, b and e
    judicial_enforced_share: 2 / 3,
    judicial_dishonest_now: 1,
    judicial_penalties_365: 2,
    judicial_penalty_amount_365: 15,
  });
});

test('a debtor leaves the list of dishonest debtors after two years', () => {
  expect(featuresOf('judicial', [entry(729, 'dishonest', 'a', 1)])['judicial_dishonest_now']).toBe(1);
  expect(featuresOf('judicial', [entry(730, 'dishonest', 'a', 1)])['judicial_dishonest_now']).toBe(0);
});

test('a firm that is only fined has no suits, and nothing to compare', () => {
  const got = featuresOf('judicial', [entry(10, 'penalty', 'a', 1)]);
  expect(got['judicial_suits_ever']).toBe(0);
  expect(got['judicial_days_since_suit']).toBe(365);
  expect(got['judicial_claim_balance_365']).toBeNaN();
  expect(got['judicial_enforced_share']).toBeNaN();
});
