/**
 * Information values of Parus beside those that optbinning's documentation publishes for the FICO challenge:
 *
 *   node benchmarks/binning-published.ts --datasets DIR [--python /usr/bin/python3]
 *
 * The tutorial's rows are found again with scikit-learn (benchmarks/peers/binning/fico.py) and checked against the counts that it
 * prints. Then, with its trends, its limits and its way with special codes, Parus joins (a) the very pre-bins that optbinning starts
 * from, and (b) fine bins of its own; and (c) runs as it comes. Fails where (a) is not the published figure of a variable, or where
 * (b), from fine enough bins, sums to less than optbinning. Writes results/binning-published.json and .md.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type BinningOptions, defaultBinningOptions, type Trend } from '../src/binning/index.ts';
import { type FineBins, optimalPartition } from '../src/binning/optimal.ts';
import { informationValue, type Totals } from '../src/binning/woe.ts';
import { packageVersion } from '../src/core/index.ts';
import { targetOf } from '../src/models/target.ts';
import { columnOf, readTable, takeRows } from '../src/table/index.ts';
import { type Pooled, pooledBins, totalsOf } from './pooled-bins.ts';

const SOURCE =
  'tutorial_binning_process_FICO_xAI.ipynb in the documentation of optbinning, run with its version 0.19.0';
const SPECIAL = [-9, -8, -7];

/** Rows, goods and bads of the training part, as the tutorial prints them. */
const PUBLISHED_ROWS = { rows: 8367, goods: 3996, bads: 4371 };

/** Variable, the tutorial's trend (none named: its automatic choice), and bins and information value as its summary prints them. */
const PUBLISHED: readonly (readonly [string, Exclude<Trend, 'none'>, number, number])[] = [
  ['ExternalRiskEstimate', 'descending', 12, 1.018368],
  ['MSinceOldestTradeOpen', 'descending', 11, 0.252786],
  ['MSinceMostRecentTradeOpen', 'descending', 6, 0.019086],
  ['AverageMInFile', 'descending', 10, 0.319379],
  ['NumSatisfactoryTrades', 'descending', 10, 0.126726],
  ['NumTrades60Ever2DerogPubRec', 'ascending', 4, 0.17871],
  ['NumTrades90Ever2DerogPubRec', 'ascending', 3, 0.133485],
  ['PercentTradesNeverDelq', 'descending', 8, 0.377803],
  ['MSinceMostRecentDelq', 'descending', 7, 0.289526],
  ['MaxDelq2PublicRecLast12M', 'auto', 3, 0.33028],
  ['MaxDelqEver', 'auto', 4, 0.236098],
  ['NumTotalTrades', 'auto', 8, 0.064716],
  ['NumTradesOpeninLast12M', 'ascending', 6, 0.02353],
  ['PercentInstallTrades', 'auto', 8, 0.09861],
  ['MSinceMostRecentInqexcl7days', 'descending', 4, 0.166538],
  ['NumInqLast6M', 'ascending', 4, 0.089956],
  ['NumInqLast6Mexcl7days', 'ascending', 5, 0.083992],
  ['NetFractionRevolvingBurden', 'ascending', 9, 0.574686],
  ['NetFractionInstallBurden', 'ascending', 5, 0.037879],
  ['NumRevolvingTradesWBalance', 'auto', 7, 0.093376],
  ['NumInstallTradesWBalance', 'auto', 5, 0.014121],
  ['NumBank2NatlTradesWHighUtilization', 'ascending', 5, 0.334853],
  ['PercentTradesWBalance', 'auto', 12, 0.365412],
];

/** optbinning's defaults: at most 20 pre-bins of 5 % of the rows at least, and no limit beside. */
const THEIR_LIMITS = {
  maxBins: 20,
  minShare: 0.05,
  minRows: 1,
  maxPValue: 1,
} satisfies Partial<BinningOptions>;
/**
 * Fine bins under limits of 5 %: 50, the default, are 2 % of the rows each, so that three of them make a bin and its cuts are coarse beside a
 * tree's; of 200 ten make one.
 */
const MANY_PRE_BINS = 200;

/** Half a unit of the sixth printed digit, and as much again for their solver, which works with whole millionths. */
const PRINTED = 1e-6;

interface PreBins {
  readonly sklearn: string;
  readonly train: readonly number[];
  readonly variables: readonly (FineBins & { readonly name: string })[];
}

interface Line {
  readonly variable: string;
  readonly trend: Trend;
  readonly published: Pooled;
  readonly samePreBins: Pooled;
  readonly fineBins50: Pooled;
  readonly fineBins200: Pooled;
  readonly defaults: Pooled;
}

const { values: args } = parseArgs({
  options: { datasets: { type: 'string' }, python: { type: 'string', default: '/usr/bin/python3' } },
});
if (args.datasets === undefined) throw new Error('pass --datasets DIR, the folder of the public data sets');

const here = path.dirname(fileURLToPath(import.meta.url));
const file = path.join(args.datasets, 'heloc', 'heloc_dataset_v1.csv');
const script = path.join(here, 'peers', 'binning', 'fico.py');
const theirs = JSON.parse(
  execFileSync(args.python, [script, '--data', file], { encoding: 'utf8', maxBuffer: 1 << 24 }),
) as PreBins;
const whole = await readTable(file);
const train = takeRows(whole, Int32Array.from(theirs.train));
const bad = Uint8Array.from(targetOf(train, { column: 'RiskPerformance', bad: 'Bad' }));
const totals = totalsOf(bad);
if (totals.goods !== PUBLISHED_ROWS.goods || totals.bads !== PUBLISHED_ROWS.bads)
  throw new Error(`${totals.goods} goods and ${totals.bads} bads; the tutorial has other rows`);

const lines = PUBLISHED.map(([variable, trend, bins, iv]): Line => {
  const column = columnOf(train, variable);
  const binned = (options: Partial<BinningOptions>): Pooled =>
    pooledBins(column, bad, trend, SPECIAL, { ...defaultBinningOptions, ...options });
  return {
    variable,
    trend,
    published: { bins, iv },
    samePreBins: joined(theirs.variables.find(({ name }) => name === variable)!, trend),
    fineBins50: binned(THEIR_LIMITS),
    fineBins200: binned({ ...THEIR_LIMITS, preBins: MANY_PRE_BINS }),
    defaults: binned({}),
  };
});
writeResults(lines);

/** What lies outside the intervals, in one bin. */
function withSpecial(iv: number, bins: number, inside: Totals): Pooled {
  return { bins, iv: iv + informationValue(totals.goods - inside.goods, totals.bads - inside.bads, totals) };
}

function joined(fine: FineBins, trend: Trend): Pooled {
  const limits = {
    totals,
    maxBins: THEIR_LIMITS.maxBins,
    minRows: Math.ceil(THEIR_LIMITS.minShare * (totals.goods + totals.bads)),
    minZ: 0,
  };
  const { starts, iv } = optimalPartition(fine, trend, limits);
  const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
  return withSpecial(iv, starts.length, { goods: sum(fine.goods), bads: sum(fine.bads) });
}

function writeResults(found: readonly Line[]): void {
  const sum = (of: (line: Line) => Pooled): number => found.reduce((total, line) => total + of(line).iv, 0);
  const sums = {
    published: sum(({ published }) => published),
    samePreBins: sum(({ samePreBins }) => samePreBins),
    fineBins50: sum(({ fineBins50 }) => fineBins50),
    fineBins200: sum(({ fineBins200 }) => fineBins200),
    defaults: sum(({ defaults }) => defaults),
  };
  const cell = ({ bins, iv }: Pooled): string => `${iv.toFixed(6)} (${bins})`;
  const rows = found.map(
    ({ variable, trend, published, samePreBins, fineBins50, fineBins200, defaults }) =>
      `| ${[variable, trend, ...[published, samePreBins, fineBins50, fineBins200, defaults].map(cell)].join(' | ')} |`,
  );
  const off = found.filter(({ published, samePreBins }) => Math.abs(samePreBins.iv - published.iv) > PRINTED);
  const lower = (of: (line: Line) => Pooled): string => {
    const short = found.filter((line) => of(line).iv < line.published.iv - PRINTED);
    const by = short.map((line) => line.published.iv - of(line).iv);
    return short.length === 0
      ? 'below for no variable'
      : `below for ${short.length} of them, by ${Math.max(...by).toFixed(4)} at most`;
  };
  const against = (own: number): string => {
    const percent = 100 * (own / sums.published - 1);
    return `${percent < 0 ? '-' : '+'}${Math.abs(percent).toFixed(2)} %`;
  };
  const text = [
    '# Optimal binning beside published figures',
    '',
    `HELOC of the FICO challenge, ${PUBLISHED_ROWS.rows} training rows, special codes -9, -8 and -7. Published: ${SOURCE}.`,
    'Information value and, in brackets, intervals.',
    '',
    '- `same pre-bins`: Parus joins the pre-bins that optbinning starts from (found again with scikit-learn), under its limits.',
    '- `50 fine bins`, `200 fine bins`: the whole of Parus under the same limits: bins of 5 % of the rows at least, at most 20, no test between',
    '  neighbours. 50 fine bins are the default of Parus, whose bins may be as small as one of them; where a bin takes three, their cuts are coarse.',
    '- `as it comes`: the defaults of Parus: at most 8 bins of 2 % of the rows and 20 rows at least.',
    '',
    `| variable | trend | optbinning, published | same pre-bins | 50 fine bins | ${MANY_PRE_BINS} fine bins | as it comes |`,
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    `| **sum** | | ${Object.values(sums)
      .map((total) => `**${total.toFixed(6)}**`)
      .join(' | ')} |`,
    '',
    `From the same pre-bins Parus has the published figure of ${found.length - off.length} of the ${found.length} variables, to its six digits, the trend being the tutorial's or,`,
    "where it names none (`auto`), either program's own choice: optbinning's by a decision tree over the shape of the pre-bins, with convex and",
    'concave among its answers; that of Parus the better monotone trend unless a peak or a valley has 15 % more.',
    `Sums against the published one: ${against(sums.fineBins50)} from 50 fine bins (${lower(({ fineBins50 }) => fineBins50)}), ${against(sums.fineBins200)} from ${MANY_PRE_BINS}`,
    `(${lower(({ fineBins200 }) => fineBins200)}), ${against(sums.defaults)} as Parus comes (${lower(({ defaults }) => defaults)}), with fewer bins.`,
    '',
    'What is alike and what is not: rows and outcome are those of the tutorial (the counts that it prints are found again). All special',
    'codes are in one bin with plain WOE in every column here, as optbinning has them; Parus itself gives each code a bin of its own and',
    'pulls its WOE to the mean, which these figures leave out. An information value is that of the rows it was chosen on: more bins always',
    'have more, so a higher sum says that the search is no worse, not that a model will be better. optbinning publishes no',
    'such table of the other public data at hand; binning-optbinning.md has it run on them.',
    '',
    `Made with \`node benchmarks/binning-published.ts --datasets DIR\`, Parus ${packageVersion()}, Node ${process.versions.node}, scikit-learn ${theirs.sklearn}.`,
    '',
  ].join('\n');
  const folder = path.join(here, 'results');
  writeFileSync(
    path.join(folder, 'binning-published.json'),
    `${JSON.stringify({ source: SOURCE, sklearn: theirs.sklearn, sums, variables: found }, null, 1)}\n`,
  );
  writeFileSync(path.join(folder, 'binning-published.md'), text);
  console.log(text);
  if (off.length > 0 || sums.fineBins200 < sums.published) process.exitCode = 1;
}
