/**
 * What each source is worth on simulated books, one added at a time, against the oracle:
 *
 *   node benchmarks/sources.ts [--seeds 111,112,113] [--firms 3000] [--futures 48] [--trainFirms 20000] [--scratch DIR]
 *
 * Models are trained on a book of another seed and judged on books with true PDs (`parus simulate --oracle`). Two figures
 * for each set of sources: the AUC of outcomes, with the paired bootstrap interval of what the last source added; and the
 * AUC that outcomes would have on average over their true PDs, which carries far less luck. The order is that in which a
 * lender gets hold of sources and was fixed before the first run. Books are kept in --scratch and used again.
 * Writes results/sources.{json,md}.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageVersion } from '../src/core/index.ts';
import { compareModels, evaluateWithIntervals, type Interval } from '../src/evaluation/index.ts';
import {
  computeFeatureTable,
  featureCatalogue,
  featureNames,
  featureTableIds,
  featureTrends,
} from '../src/features/index.ts';
import { type AlgorithmName, scoreTable, targetOf, trainModel } from '../src/models/index.ts';
import { type WorkerPool, withPool } from '../src/parallel/index.ts';
import { openBookReader, type SourceName } from '../src/sources/index.ts';
import { asFloat64, columnOf, readTable, type Table, textAt } from '../src/table/index.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: args } = parseArgs({
  options: {
    seeds: { type: 'string', default: '111,112,113' },
    firms: { type: 'string', default: '3000' },
    futures: { type: 'string', default: '48' },
    trainFirms: { type: 'string', default: '20000' },
    trainSeed: { type: 'string', default: '911' },
    algorithms: { type: 'string', default: 'boosting,scorecard' },
    scratch: { type: 'string', default: path.join(tmpdir(), 'parus-sources') },
  },
});

/** What a lender has on its desk, then what it asks for, then what it looks for. */
const ORDER: readonly SourceName[] = [
  'statements',
  'tax',
  'bureau',
  'bank',
  'utility',
  'invoices',
  'payroll',
  'judicial',
  'guarantees',
  'pos',
  'orders',
  'waybills',
  'customs',
  'reviews',
  'traffic',
  'telemetry',
  'crops',
  'news',
  'links',
];
const FIRST: readonly SourceName[] = ['registry', 'applications'];

/** Small data and hundreds of columns: shallow trees, slow steps, subsampling. Fixed before the first run. */
const CONFIG: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  boosting: {
    trees: 600,
    learningRate: 0.03,
    leaves: 8,
    maxDepth: 4,
    rowShare: 0.7,
    columnShare: 0.3,
    patience: 50,
  },
  scorecard: {},
};

function parus(...options: readonly string[]): void {
  execFileSync(process.execPath, [path.join(here, '../bin/parus.js'), ...options, '--json'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function book(name: string, options: readonly string[]): string {
  const dir = path.join(args.scratch, name);
  if (!existsSync(path.join(dir, 'manifest.json')))
    parus('simulate', '--months', '24', ...options, '--out', dir);
  return dir;
}

interface Rows {
  readonly table: Table;
  readonly bad: Uint8Array;
}

async function rowsOf(dir: string, pool: WorkerPool): Promise<Rows> {
  const table = await computeFeatureTable(await openBookReader(dir), { pool, withOutcomes: true });
  return { table, bad: targetOf(table, { column: 'bad' }) };
}

/** PDs of loans over all their futures, and over either half of them. */
interface Truth {
  readonly pd: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** True PDs of the rows of a feature table. */
async function truthOf(dir: string, { table }: Rows): Promise<Truth> {
  const truth = await readTable(path.join(dir, 'truth/oracle.parquet'));
  const ids = textsOf(truth, 'applicationId');
  const rows = textsOf(table, 'applicationId');
  const of = (name: string): Float64Array => {
    const column = columnOf(truth, name);
    if (column.kind === 'category') throw new TypeError(`${name} is no number`);
    const byId = new Map(ids.map((id, i) => [id, asFloat64(column)[i]!]));
    return Float64Array.from(rows, (id) => byId.get(id)!);
  };
  return { pd: of('pd'), first: of('pdFirstHalf'), second: of('pdSecondHalf') };
}

function textsOf(table: Table, name: string): string[] {
  const column = columnOf(table, name);
  if (column.kind !== 'category') throw new TypeError(`${name} is no text`);
  return Array.from({ length: table.nRows }, (_, row) => textAt(column, row)!);
}

/** The AUC of `score` if every loan went bad with its true PD: the mean over outcomes, pair by pair. */
function expectedAuc(score: Float64Array, pd: Float64Array): number {
  const order = Array.from(score.keys()).sort((a, b) => score[a]! - score[b]!);
  let goodsBelow = 0;
  let sum = 0;
  let bads = 0;
  let goods = 0;
  let same = 0;
  for (let i = 0; i < order.length; ) {
    let end = i;
    let tiedGoods = 0;
    let tiedBads = 0;
    for (; end < order.length && score[order[end]!] === score[order[i]!]; end++) {
      tiedBads += pd[order[end]!]!;
      tiedGoods += 1 - pd[order[end]!]!;
      // A loan makes no pair with itself.
      same += (pd[order[end]!]! * (1 - pd[order[end]!]!)) / 2;
    }
    sum += tiedBads * (goodsBelow + tiedGoods / 2);
    goodsBelow += tiedGoods;
    bads += tiedBads;
    goods += tiedGoods;
    i = end;
  }
  const self = pd.reduce((total, p) => total + p * (1 - p), 0);
  return (sum - same) / (bads * goods - self);
}

mkdirSync(args.scratch, { recursive: true });

interface Step {
  readonly source: string;
  readonly features: number;
  readonly auc: number;
  readonly interval: Interval;
  readonly added: number | null;
  readonly addedInterval: Interval | null;
  readonly expected: number;
  readonly expectedAdded: number | null;
}

interface Without {
  readonly source: string;
  readonly lost: number;
  readonly interval: Interval;
  readonly expectedLost: number;
}

const results = await withPool({}, async (pool) => {
  const train = await rowsOf(book('train', ['--firms', args.trainFirms, '--seed', args.trainSeed]), pool);
  const tests: (Rows & Truth)[] = [];
  for (const seed of args.seeds.split(',')) {
    const dir = book(`seed-${seed}`, ['--firms', args.firms, '--seed', seed, '--oracle', args.futures]);
    const rows = await rowsOf(dir, pool);
    tests.push({ ...rows, ...(await truthOf(dir, rows)) });
    process.stderr.write(`book ${seed}: ${rows.table.nRows} loans\n`);
  }
  const bad = Uint8Array.from(tests.flatMap((rows) => [...rows.bad]));
  const pd = Float64Array.from(tests.flatMap((rows) => [...rows.pd]));
  const first = Float64Array.from(tests.flatMap((rows) => [...rows.first]));
  const second = Float64Array.from(tests.flatMap((rows) => [...rows.second]));

  /** PDs of all test loans by a model on the features of `sources` alone. */
  async function scoresOf(algorithm: AlgorithmName, sources: ReadonlySet<SourceName>): Promise<Float64Array> {
    const skip = new Map<string, string>(['bad', ...featureTableIds].map((name) => [name, 'no feature']));
    for (const feature of featureCatalogue) {
      if (!feature.sources.every((source) => sources.has(source))) skip.set(feature.name, 'source not used');
    }
    const { model } = await trainModel(train.table, {
      algorithm,
      target: { column: 'bad' },
      bad: train.bad,
      skip,
      pool,
      seed: 1,
      config: { ...CONFIG[algorithm], trend: featureTrends() },
      command: 'node benchmarks/sources.ts',
    });
    const parts: number[] = [];
    for (const { table } of tests) parts.push(...(await scoreTable(pool, model, table)).pd);
    return Float64Array.from(parts);
  }

  const countOf = (sources: ReadonlySet<SourceName>): number =>
    featureCatalogue.filter((feature) => feature.sources.every((source) => sources.has(source))).length;

  const oracle = (await evaluateWithIntervals(pool, pd, bad, { seed: 1 })).metrics.auc;
  const byAlgorithm: Record<string, { steps: Step[]; without: Without[] }> = {};
  for (const algorithm of args.algorithms.split(',') as AlgorithmName[]) {
    const known = new Set<SourceName>(FIRST);
    const steps: Step[] = [];
    let before: Float64Array | undefined;
    for (const source of [undefined, ...ORDER]) {
      if (source) known.add(source);
      const scores = await scoresOf(algorithm, known);
      const models = [...(before ? [{ name: 'before', pd: before }] : []), { name: 'with', pd: scores }];
      const compared = await compareModels(pool, models, bad, { seed: 1 });
      const own = compared.models.at(-1)!;
      const difference = compared.differences[0];
      const expected = expectedAuc(scores, pd);
      steps.push({
        source: source ?? FIRST.join(' + '),
        features: countOf(known),
        auc: own.auc,
        interval: own.ci95,
        added: difference?.difference ?? null,
        addedInterval: difference?.ci95 ?? null,
        expected,
        expectedAdded: steps.length > 0 ? expected - steps.at(-1)!.expected : null,
      });
      process.stderr.write(
        `${algorithm} + ${source ?? 'start'}: ${own.auc.toFixed(3)} ${expected.toFixed(3)}\n`,
      );
      before = scores;
    }
    const all = before!;
    const without: Without[] = [];
    // Leaving out is done with the first algorithm alone: it takes as long as all the rest.
    for (const source of algorithm === args.algorithms.split(',')[0] ? ORDER : []) {
      const rest = new Set(known);
      rest.delete(source);
      const scores = await scoresOf(algorithm, rest);
      const compared = await compareModels(
        pool,
        [
          { name: 'without', pd: scores },
          { name: 'all', pd: all },
        ],
        bad,
        { seed: 1 },
      );
      const { difference, ci95 } = compared.differences[0]!;
      without.push({
        source,
        lost: difference,
        interval: ci95,
        expectedLost: expectedAuc(all, pd) - expectedAuc(scores, pd),
      });
    }
    byAlgorithm[algorithm] = { steps, without };
  }
  return {
    trainLoans: train.bad.length,
    trainBads: train.bad.reduce((a, b) => a + b, 0),
    testLoans: bad.length,
    testBads: bad.reduce((a, b) => a + b, 0),
    oracle,
    // Scored by half of the futures and judged by the other: the ranker is noisier than the truth, so this lies below the ceiling.
    oracleHalves: (expectedAuc(first, second) + expectedAuc(second, first)) / 2,
    byAlgorithm,
  };
});

const three = (x: number): string => x.toFixed(3);
const signed = (x: number | null): string =>
  x === null ? '' : `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(3)}`;
const range = (interval: Interval | null): string =>
  interval ? ` [${signed(interval[0])}, ${signed(interval[1])}]` : '';

const lines = [
  '# What each source adds',
  '',
  `\`node benchmarks/sources.ts --seeds ${args.seeds} --firms ${args.firms} --futures ${args.futures} --trainFirms ${args.trainFirms} --trainSeed ${args.trainSeed}\`; ${cpus().length} cores, Node ${process.version}, Parus ${packageVersion()}, ${featureNames.length} features, load ${loadavg()[0]!.toFixed(1)}.`,
  '',
  `Trained on ${results.trainLoans} loans (${results.trainBads} bad) of seed ${args.trainSeed}, judged on ${results.testLoans} loans (${results.testBads} bad) of seeds ${args.seeds}, which no choice was made on. The true PDs themselves rank these outcomes with AUC ${three(results.oracle)}: the ceiling of this page. (Ranked by half of the futures and judged by the other half: ${three(results.oracleHalves)}, which lies below the ceiling, for half of the futures rank with noise.)`,
  '',
  '"AUC" is of the outcomes that happened, "added" with the paired 95 % bootstrap interval over loans; "expected" is the AUC over all outcomes that the true PDs allow (a loan counts as bad with its PD), which leaves the luck of the outcomes out, though not that of training and of these firms. "Way" is (expected − first row) / (ceiling − first row). Nineteen sources are left out below one at a time: one interval off 0 is what chance alone would give.',
];
for (const [algorithm, { steps, without }] of Object.entries(results.byAlgorithm)) {
  const floor = steps[0]!.expected;
  lines.push(
    '',
    `## ${algorithm}`,
    '',
    '| sources | features | AUC | added | expected | added | way |',
    '|---|---:|---|---|---:|---:|---:|',
  );
  for (const step of steps) {
    const way = (step.expected - floor) / (results.oracle - floor);
    lines.push(
      `| ${step === steps[0] ? '' : '+ '}${step.source} | ${step.features} | ${three(step.auc)} [${step.interval.map(three).join(', ')}] | ${signed(step.added)}${range(step.addedInterval)} | ${three(step.expected)} | ${signed(step.expectedAdded)} | ${(100 * way).toFixed(0)} % |`,
    );
  }
  if (without.length === 0) continue;
  lines.push(
    '',
    'Taken out of all sources, one at a time:',
    '',
    '| without | AUC lost | expected AUC lost |',
    '|---|---|---:|',
  );
  for (const { source, lost, interval, expectedLost } of [...without].sort(
    (a, b) => b.expectedLost - a.expectedLost,
  )) {
    lines.push(`| ${source} | ${signed(lost)}${range(interval)} | ${signed(expectedLost)} |`);
  }
}
const out = path.join(here, 'results');
writeFileSync(path.join(out, 'sources.json'), `${JSON.stringify(results, null, 2)}\n`);
writeFileSync(path.join(out, 'sources.md'), `${lines.join('\n')}\n`);
process.stdout.write(`${lines.join('\n')}\n`);
