/**
 * Monthly bank flows of simulated firms beside the accounts of the Berka data, by shape alone:
 *
 *   node benchmarks/reality/bank.ts --datasets DIR [--seed 11] [--repeats 3] [--python /usr/bin/python3] [--dry]
 *
 * Each real account is paired with the next simulated firm that has a statement, cut to as many whole months from the same
 * calendar month. Writes results/reality-bank.{json,md} and the section of docs/reality.md.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fenToYuan, monthIndexOf } from '../../src/core/index.ts';
import {
  ACCOUNT_FEATURES,
  type AccountReport,
  accountFeatures,
  accountMarkdown,
  accountRows,
  type Booking,
  MONTHLY_ACCOUNT_FEATURES,
  type MonthRange,
  measureAccount,
  readBerkaAccounts,
  wholeMonths,
} from '../../src/world/check/reality/index.ts';
import { DISTRICT_FIRMS } from '../../src/world/economy/district.ts';
import { emitBank } from '../../src/world/emit/bank.ts';
import { windowed } from '../../src/world/emit/sink.ts';
import { baselineScenario } from '../../src/world/scenario.ts';
import { simulateDistrict } from '../../src/world/simulate-district.ts';
import { openWorld } from '../../src/world/world.ts';
import { judge } from './judge.ts';
import { keepBank } from './results.ts';

/** Months of the simulated book: any range of a Berka account fits, whatever its first calendar month. */
const MONTHS = 36;
const N_DISTRICTS = 1;

const { values: args } = parseArgs({
  options: {
    datasets: { type: 'string' },
    seed: { type: 'string', default: '11' },
    python: { type: 'string', default: '/usr/bin/python3' },
    repeats: { type: 'string', default: '3' },
    dry: { type: 'boolean', default: false },
  },
});
if (args.datasets === undefined) throw new Error('pass --datasets DIR, the folder of the public data sets');

const world = openWorld(baselineScenario, Number(args.seed), MONTHS);
const firstMonth = monthIndexOf(world.timeline.startDate);
const firms = simulatedAccounts();
const pairs = (await readBerkaAccounts(path.join(args.datasets, 'berka'))).flatMap((bookings) => {
  const range = wholeMonths(bookings);
  if (!range) return [];
  const cut = sameMonths(range);
  // The firm must have been there all the time, as the real holder was.
  const at = firms.findIndex((own) => covers(own, cut));
  if (at < 0) return [];
  const [own] = firms.splice(at, 1);
  return [{ real: measureAccount(bookings, range), simulated: measureAccount(own!, cut) }];
});
console.error(`${pairs.length} pairs of accounts`);
const features = pairs.map(({ real, simulated }) => ({
  real: accountFeatures(real),
  simulated: accountFeatures(simulated),
}));
const subsets = [MONTHLY_ACCOUNT_FEATURES, ACCOUNT_FEATURES];
const [months, all] = await judge(features, ACCOUNT_FEATURES, subsets, args);
const report: AccountReport = {
  seed: Number(args.seed),
  nPairs: pairs.length,
  months: months!,
  all: all!,
  rows: accountRows(
    pairs.map(({ real }) => real),
    pairs.map(({ simulated }) => simulated),
  ),
};
console.log(args.dry ? accountMarkdown(report) : keepBank(report));

/** Statements of the firms of the first districts that have one, in order of firms. */
function simulatedAccounts(): Booking[][] {
  const accounts: Booking[][] = [];
  for (let district = 0; district < N_DISTRICTS; district++) {
    for (const life of simulateDistrict(world, district * DISTRICT_FIRMS, DISTRICT_FIRMS).lives) {
      const bookings: Booking[] = [];
      const sink = windowed(world, life, (source, record) => {
        if (source !== 'bank' || !('balanceFen' in record)) return;
        const { eventDate, direction, amountFen, balanceFen } = record;
        bookings.push({
          day: eventDate,
          inwards: direction === 'in',
          amount: fenToYuan(amountFen),
          balance: fenToYuan(balanceFen),
          byBank: false,
        });
      });
      emitBank(world, life, sink);
      if (bookings.length > 0) accounts.push(bookings);
    }
  }
  return accounts;
}

/** As many months of the book, from the first that bears the same name. */
function sameMonths({ from, to }: MonthRange): MonthRange {
  const start = firstMonth + ((((from - firstMonth) % 12) + 12) % 12);
  return { from: start, to: start + to - from };
}

function covers(bookings: readonly Booking[], { from, to }: MonthRange): boolean {
  return monthIndexOf(bookings[0]!.day) <= from && monthIndexOf(bookings.at(-1)!.day) >= to;
}
