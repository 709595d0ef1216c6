/**
 * Simulated invoices against the real ones of 425 small firms, matched by size and months:
 *
 *   node benchmarks/reality/invoices.ts --datasets DIR [--book DIR | --seed 11] [--label after] [--python /usr/bin/python3]
 *
 * Without a book, firms are lived and their invoices emitted here, from those of a world of many whose normal sales are near
 * those of a real firm: books hold too few firms as large as the real sample's. Writes results/reality-invoices.{json,md} (one
 * report a label; other labels are kept) and docs/reality.md.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { dayOf, fenToYuan, monthIndexOf } from '../../src/core/index.ts';
import {
  comparisonMarkdown,
  groupInvoices,
  type InvoiceRow,
  type InvoiceSet,
  invoiceFeatures,
  type Match,
  type MonthRange,
  matchFirms,
  PLAIN_FEATURES,
  type RealityReport,
  type RealityScope,
  readBookInvoices,
  readRealInvoices,
  realityTable,
  STRICT_FEATURES,
} from '../../src/world/check/reality/index.ts';
import { DISTRICT_FIRMS } from '../../src/world/economy/district.ts';
import { emitInvoices } from '../../src/world/emit/invoices.ts';
import { windowed } from '../../src/world/emit/sink.ts';
import { drawFirm } from '../../src/world/firm.ts';
import { baselineScenario } from '../../src/world/scenario.ts';
import { simulateDistrict } from '../../src/world/simulate-district.ts';
import { WEEKS_PER_MONTH } from '../../src/world/units.ts';
import { openWorld, type World } from '../../src/world/world.ts';
import { judge } from './judge.ts';
import { keepInvoices } from './results.ts';

/** Whole years that both have: the real 2017 to 2019 against the simulated 2023 to 2025. */
const REAL_RANGE: MonthRange = {
  from: monthIndexOf(dayOf(2017, 1, 1)),
  to: monthIndexOf(dayOf(2019, 12, 1)),
};
const SHIFT = 72;
const MONTHS = 36;
const CALIPER = 0.15;
const LEAST_MONTHS = 12;
const TRIES = 12;
/** Firms of the world that are looked at, and kept for each real firm. */
const WORLD_FIRMS = 60_000;
const KEPT_PER_REAL = 2;
/** A firm's invoiced sales fall short of its normal ones by about this factor. */
const INVOICED_SHARE = 0.7;

const { values: args } = parseArgs({
  options: {
    datasets: { type: 'string' },
    book: { type: 'string' },
    seed: { type: 'string', default: '11' },
    label: { type: 'string', default: 'after' },
    python: { type: 'string', default: '/usr/bin/python3' },
    repeats: { type: 'string', default: '5' },
    dry: { type: 'boolean', default: false },
  },
});
if (args.datasets === undefined) throw new Error('pass --datasets DIR, the folder of the public data sets');

const real = await readRealInvoices(path.join(args.datasets, 'sme-invoices'));
const simulated =
  args.book === undefined ? liveFirms(real, Number(args.seed)) : await readBookInvoices(args.book);
const matches = matchFirms(real, simulated, {
  realRange: REAL_RANGE,
  shift: SHIFT,
  caliper: CALIPER,
  leastMonths: LEAST_MONTHS,
  tries: TRIES,
});
console.error(`${simulated.day.length} simulated invoices, ${matches.length} pairs of firms`);
const features = matches.map(({ real: r, simulated: s, realRange, simulatedRange }) => ({
  real: invoiceFeatures(real, r, realRange),
  simulated: invoiceFeatures(simulated, s, simulatedRange),
}));
const [plain, strict] = await judge(features, STRICT_FEATURES, [PLAIN_FEATURES, STRICT_FEATURES], args);
const report: RealityReport = {
  label: args.label,
  nPairs: matches.length,
  plain: plain!,
  strict: strict!,
  real: realityTable(...sampleOf(real, matches, 'real')),
  simulated: realityTable(...sampleOf(simulated, matches, 'simulated')),
};
console.log(args.dry ? comparisonMarkdown([report]) : keepInvoices(report));

/** Invoices of simulated firms near the real ones in size, from a world of WORLD_FIRMS. */
function liveFirms(like: InvoiceSet, seed: number): InvoiceSet {
  const world = openWorld(baselineScenario, seed, MONTHS);
  const sizes = like.firmIds.flatMap((_, firm) => {
    const net = invoiceFeatures(like, firm, REAL_RANGE)[STRICT_FEATURES.indexOf('sales.logMonthlyNet')]!;
    return Number.isFinite(net) ? [net - Math.log(INVOICED_SHARE)] : [];
  });
  const kept = firmsOfSizes(world, sizes);
  const parties = new Map<string, number>();
  const firmIds: string[] = [];
  const rows: InvoiceRow[] = [];
  for (let first = 0; first < WORLD_FIRMS; first += DISTRICT_FIRMS) {
    const { lives } = simulateDistrict(world, first, DISTRICT_FIRMS);
    for (const life of lives) {
      if (!kept.has(life.traits.firm)) continue;
      const i = firmIds.push(String(life.traits.firm)) - 1;
      const sink = windowed(world, life, (source, record) => {
        if (source !== 'invoices' || !('taxFen' in record) || !('direction' in record)) return;
        const { direction, eventDate, counterparty, amountFen, taxFen, status } = record;
        const code = parties.get(counterparty) ?? parties.size;
        parties.set(counterparty, code);
        rows.push({
          firm: i,
          side: direction === 'issued' ? 'sales' : 'purchases',
          day: eventDate,
          counterparty: code,
          amount: fenToYuan(amountFen),
          tax: fenToYuan(taxFen),
          valid: status === 'valid',
        });
      });
      emitInvoices(world, life, sink);
    }
  }
  return groupInvoices(firmIds, rows);
}

/** For each size (log monthly sales, yuan) the KEPT_PER_REAL covered firms nearest to it that are not taken, the largest first. */
function firmsOfSizes(world: World, sizes: readonly number[]): Set<number> {
  let pool: { readonly firm: number; readonly size: number }[] = [];
  for (let firm = 0; firm < WORLD_FIRMS; firm++) {
    const traits = drawFirm(world.scenario, world.seed, firm);
    if (!traits.covered.invoices) continue;
    pool.push({ firm, size: Math.log(fenToYuan(traits.weeklySalesFen) * WEEKS_PER_MONTH) });
  }
  const kept = new Set<number>();
  for (const size of [...sizes].sort((a, b) => b - a)) {
    const near = pool
      .map((entry) => ({ ...entry, distance: Math.abs(entry.size - size) }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, KEPT_PER_REAL);
    for (const { firm } of near) kept.add(firm);
    pool = pool.filter(({ firm }) => !kept.has(firm));
  }
  return kept;
}

/** The firms of one side of the matches, each in its months, and the years that show the season. */
function sampleOf(
  set: InvoiceSet,
  pairs: readonly Match[],
  which: 'real' | 'simulated',
): [InvoiceSet, RealityScope] {
  const ranges = new Array<MonthRange>(set.firmIds.length).fill({ from: 1, to: 0 });
  for (const pair of pairs) {
    ranges[pair[which]] = which === 'real' ? pair.realRange : pair.simulatedRange;
  }
  const shift = which === 'real' ? 0 : SHIFT;
  const { from, to } = REAL_RANGE;
  return [set, { ranges, season: { from: from + shift, to: to + shift } }];
}
