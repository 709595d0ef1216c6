import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { dayOf, monthIndexOf } from '../../../../src/core/index.ts';
import {
  type Booking,
  measureAccount,
  wholeMonths,
} from '../../../../src/world/check/reality/account-measures.ts';
import {
  ACCOUNT_FEATURES,
  accountFeatures,
  accountMarkdown,
  accountRows,
  MONTHLY_ACCOUNT_FEATURES,
} from '../../../../src/world/check/reality/account-report.ts';
import { readBerkaAccounts } from '../../../../src/world/check/reality/read-berka.ts';

const first = monthIndexOf(dayOf(1997, 1, 1));
const booking = (day: number, amount: number, balance: number, byBank = false): Booking => ({
  day,
  inwards: amount > 0,
  amount: Math.abs(amount),
  balance,
  byBank,
});
/** Eight months from 1997-01: 100 or 100 e in, 50 out; the balance goes below zero in March alone. */
const year = Array.from({ length: 8 }, (_, m) => [
  booking(dayOf(1997, m + 1, 5), m % 2 ? 100 * Math.E : 100, 200),
  booking(dayOf(1997, m + 1, 20), -50, m === 2 ? -10 : 100),
]).flat();
const range = { from: first, to: first + 7 };

describe('measureAccount', () => {
  const measures = measureAccount(year, range);

  it('measures the shape of months as by hand', () => {
    expect(measures.logSdIn).toBeCloseTo(0.5, 12);
    expect(measures.lag1In).toBeCloseTo(-1, 12);
    expect(measures.logSdOut).toBe(0);
    expect(measures.lag1Out).toBeNaN();
    expect(measures.transactionsPerMonth).toBe(2);
    expect(measures.inwardsShare).toBe(0.5);
    expect(measures.negativeMonths).toBe(1 / 8);
    expect(measures.dryMonths).toBe(0);
    expect(measures.largestIn).toBe(1);
    // Seven months end at 100, one at -10; receipts average 50 (1 + e).
    expect(measures.balanceOverInflow).toBeCloseTo((7 * 100 - 10) / 8 / (50 * (1 + Math.E)), 12);
  });

  it("lets the bank's own bookings move the balance but not the flows", () => {
    const fee = booking(dayOf(1997, 8, 31), -30, 70, true);
    const charged = measureAccount([...year, fee], range);
    expect(charged.transactionsPerMonth).toBe(measures.transactionsPerMonth);
    expect(charged.logSdOut).toBe(0);
    expect(charged.balanceOverInflow).toBeLessThan(measures.balanceOverInflow);
  });

  it('carries the balance through a month without bookings, and calls it dry', () => {
    const gap = year.filter(({ day }) => monthIndexOf(day) !== first + 4);
    const { dryMonths, balanceOverInflow, logSdIn } = measureAccount(gap, range);
    expect(dryMonths).toBe(1 / 8);
    const inflow = (3 * 100 + 4 * 100 * Math.E) / 8;
    expect(balanceOverInflow).toBeCloseTo((7 * 100 - 10) / 8 / inflow, 12);
    // Seven months with receipts are too few.
    expect(logSdIn).toBeNaN();
  });
});

describe('wholeMonths', () => {
  it('leaves out the first and the last month, and accounts of fewer than eight', () => {
    expect(wholeMonths(year)).toBeUndefined();
    const before = booking(dayOf(1996, 12, 30), 10, 10);
    const after = booking(dayOf(1997, 9, 2), 10, 10);
    expect(wholeMonths([before, ...year, after])).toEqual(range);
    expect(wholeMonths([])).toBeUndefined();
  });
});

describe('readBerkaAccounts', () => {
  it('orders the bookings of an account and sums its balance up anew', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'parus-test-'));
    try {
      const header = 'trans_id,account_id,date,type,operation,amount,balance,k_symbol,bank,account';
      const rows = [
        '1,7,970105,withdrawal,withdrawal in cash,40.00,999,,,',
        '2,7,970105,credit,credit in cash,100.00,999,,,',
        '3,8,970106,credit,credit in cash,5.50,5.50,,,',
        '4,7,970131,withdrawal,withdrawal in cash,14.60,999,payment for statement,,',
      ];
      writeFileSync(path.join(dir, 'trans_preloan_354_loans.csv'), [header, ...rows, ''].join('\n'));
      const [seven, eight] = await readBerkaAccounts(dir);
      const day = dayOf(1997, 1, 5);
      expect(seven!.slice(0, 2)).toEqual([booking(day, 100, 100), booking(day, -40, 60)]);
      expect(seven![2]).toMatchObject({ byBank: true, inwards: false });
      expect(seven![2]!.balance).toBeCloseTo(45.4, 9);
      expect(eight).toEqual([booking(dayOf(1997, 1, 6), 5.5, 5.5)]);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

describe('the report on accounts', () => {
  const measures = measureAccount(year, range);

  it('has a feature for each name, missing ones as NaN', () => {
    const features = accountFeatures(measures);
    expect(features).toHaveLength(ACCOUNT_FEATURES.length);
    expect(features[ACCOUNT_FEATURES.indexOf('lag1Out')]).toBeNaN();
    expect(features[ACCOUNT_FEATURES.indexOf('logTransactionsPerMonth')]).toBeCloseTo(Math.log(2), 12);
    expect(MONTHLY_ACCOUNT_FEATURES).not.toContain('logTransactionsPerMonth');
  });

  it('draws real beside simulated and says what cannot be compared', () => {
    const judgement = {
      auc: 0.9,
      foldSd: 0,
      standardError: 0.01,
      importance: [{ feature: 'logSdIn', drop: 0.1, alone: 0.6 }],
    };
    const rows = accountRows([measures], [measures]);
    const text = accountMarkdown({ seed: 11, nPairs: 1, months: judgement, all: judgement, rows });
    expect(text).toContain('0.900 (0.010)');
    expect(text).toContain('| transactions a month | 2.0 / 2.0 / 2.0 / 2.0 / 2.0 | 2.0 / 2.0');
    expect(text).toContain('households');
  });
});
