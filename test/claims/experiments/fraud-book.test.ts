import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { discovery, type FraudBook, readFraudBook } from '../../../src/claims/experiments/fraud-book.ts';
import { measureMultiLender, stoppedShares } from '../../../src/claims/experiments/multi-lender.ts';
import { featureNames } from '../../../src/features/index.ts';
import { openPool, type WorkerPool } from '../../../src/parallel/index.ts';
import { baselineScenario, simulateBook } from '../../../src/world/index.ts';

const FIRMS = 300;
/** Eighteen times as much fraud as in the baseline, so that a small book has enough of it. */
const scenario = {
  ...baselineScenario,
  fraud: {
    ...baselineScenario.fraud,
    shareOfApplications: Object.fromEntries(
      Object.entries(baselineScenario.fraud.shareOfApplications).map(([kind, share]) => [kind, 18 * share]),
    ) as typeof baselineScenario.fraud.shareOfApplications,
  },
};

let dir: string;
let pool: WorkerPool;
let book: FraudBook;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parus-fraud-book-'));
  pool = openPool({ workers: 2 });
  const out = join(dir, 'book');
  await simulateBook({ firms: FIRMS, months: 24, seed: 1, out, scenario, pool });
  book = await readFraudBook(out, pool, 1);
}, 240_000);

afterAll(async () => {
  await pool.close();
  await rm(dir, { recursive: true, force: true });
});

test('frauds found are some of the frauds there are, and none is known before it could be', () => {
  const { fraud, found, kind, asks, knownFrauds, nRows } = book;
  expect(fraud.length).toBe(nRows);
  let frauds = 0;
  for (let row = 0; row < nRows; row++) {
    expect(fraud[row]).toBe(kind[row] === undefined ? 0 : 1);
    expect(found[row]! <= fraud[row]!).toBe(true);
    frauds += fraud[row]!;
  }
  expect(frauds).toBeGreaterThan(20);
  const nFound = found.reduce((a, b) => a + b, 0);
  expect(nFound).toBeGreaterThan(0);
  expect(nFound).toBeLessThan(frauds);
  const applied = new Map(asks.map(({ firm, day }) => [firm, day]));
  const least = Math.min(discovery.daysToAudit, 90 + discovery.daysAfterDefault);
  for (const { firm, knownDay } of knownFrauds)
    expect(knownDay - applied.get(firm)!).toBeGreaterThanOrEqual(least);
});

test('features of the catalogue and of the graph stand side by side, a row an application', () => {
  expect(featureNames.every((name) => book.table.columns.has(name))).toBe(true);
  expect(book.table.columns.has('graph_badLabelScore')).toBe(true);
  expect(book.asks).toHaveLength(book.nRows);
});

test('a feature table that was kept is read again, the same', async () => {
  const again = await readFraudBook(join(dir, 'book'), pool, 1);
  expect(again.found).toEqual(book.found);
  expect(again.table.columns.get('bank_balance')).toEqual(book.table.columns.get('bank_balance'));
});

test('the check of lenders is measured for every check and share', async () => {
  const { checks, applicants, stackers, spread } = await measureMultiLender(join(dir, 'book'), pool);
  expect(applicants).toBeGreaterThan(stackers);
  expect(checks.length % stoppedShares.length).toBe(0);
  for (const { goodsStopped, badRate } of checks) {
    expect(goodsStopped).toBeGreaterThanOrEqual(0);
    expect(badRate).toBeLessThan(1);
  }
  // Reports that are all in show no fewer lenders than those that had come.
  for (const { shares } of spread) expect([...shares].sort((a, b) => b - a)).toEqual(shares);
}, 120_000);
