/**
 * The ceiling and the floor of every model on simulated books:
 *
 *   node benchmarks/oracle.ts [--seeds 101,102,103] [--firms 4000] [--futures 48] [--scratch DIR]
 *
 * For every seed a book with true PDs (`parus simulate --oracle`): does the realised bad rate follow them, how well do they
 * rank, and what do two models reach that were trained on a book of another seed: one on financial statements alone, one
 * (`--algorithm scorecard`) on every feature. Writes results/oracle.{json,md} and the reliability plot results/oracle.svg.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { packageVersion } from '../src/core/index.ts';
import { evaluateWithIntervals, wilsonInterval } from '../src/evaluation/index.ts';
import { withChartCanvas } from '../src/evaluation/report/index.ts';
import { withPool } from '../src/parallel/index.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: args } = parseArgs({
  options: {
    seeds: { type: 'string', default: '101,102,103' },
    firms: { type: 'string', default: '4000' },
    futures: { type: 'string', default: '48' },
    trainFirms: { type: 'string', default: '16000' },
    trainSeed: { type: 'string', default: '900' },
    scratch: { type: 'string', default: path.join(tmpdir(), 'parus-oracle') },
  },
});

const SOURCES = 'registry,tax,utility,bank,bureau,statements,applications,outcomes';
/** Edges of the bins of true PD. */
const EDGES = [0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.4, 1.001] as const;

function parus(...options: readonly string[]): Record<string, unknown> {
  const answer = execFileSync(process.execPath, [path.join(here, '../bin/parus.js'), ...options, '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  });
  return JSON.parse(answer) as Record<string, unknown>;
}

const connection = await (await DuckDBInstance.create()).connect();

/** What a branch knows from statements: the latest that had come by the application. One CSV row a loan. */
async function writeStatementTable(book: string, csv: string): Promise<void> {
  const file = (name: string): string => `read_parquet('${path.join(book, `${name}.parquet`)}')`;
  await connection.run(`COPY (
    SELECT o.bad, ln(a.amountFen) AS logAmount, a.termMonths, ln(s.revenueFen + 1) AS logRevenue,
      s.profitFen / (s.revenueFen + 1) AS margin, s.cashFen / (s.assetsFen + 1) AS cashShare,
      s.debtFen / (s.assetsFen + 1) AS debtShare, s.equityFen / (s.assetsFen + 1) AS equityShare,
      s.receivablesFen / (s.revenueFen + 1) AS receivableYears, s.payablesFen / (s.revenueFen + 1) AS payableYears,
      a.amountFen / (s.revenueFen + 1) AS amountToRevenue, a.eventDate - s.periodEnd AS statementAge
    FROM ${file('applications')} a
    JOIN ${file('outcomes')} o USING (applicationId)
    LEFT JOIN ${file('statements')} s ON s.firmId = a.firmId AND s.arrivalDate <= a.eventDate
    QUALIFY row_number() OVER (PARTITION BY a.applicationId ORDER BY s.periodEnd DESC NULLS LAST) = 1
    ORDER BY a.applicationId
  ) TO '${csv}' (FORMAT csv, HEADER true)`);
}

interface Auc {
  readonly auc: number;
  readonly interval: readonly [number, number];
}

function aucOf(evaluation: Record<string, unknown>): Auc {
  const { metrics, ci95 } = evaluation as {
    readonly metrics: { readonly auc: number };
    readonly ci95: { readonly auc: readonly [number, number] };
  };
  return { auc: metrics.auc, interval: ci95.auc };
}

interface Bin {
  readonly loans: number;
  readonly pd: number;
  readonly badRate: number;
  readonly interval: readonly [number, number];
}

interface SeedResult {
  readonly seed: string;
  readonly loans: number;
  readonly badRate: number;
  readonly meanPd: number;
  readonly oracle: Auc;
  readonly statements: Auc;
  readonly scorecard: Auc;
  readonly bins: readonly Bin[];
}

mkdirSync(args.scratch, { recursive: true });
const trainBook = path.join(args.scratch, 'train');
parus(
  'simulate',
  '--firms',
  args.trainFirms,
  '--seed',
  args.trainSeed,
  '--sources',
  SOURCES,
  '--out',
  trainBook,
  '--force',
);
const trainTable = path.join(args.scratch, 'train.csv');
await writeStatementTable(trainBook, trainTable);
const statementModel = path.join(args.scratch, 'statements.json');
const scorecardModel = path.join(args.scratch, 'scorecard.json');
parus(
  'train',
  '--table',
  trainTable,
  '--target',
  'bad',
  '--algorithm',
  'logistic',
  '--holdout',
  '0.1',
  '--out',
  statementModel,
);
parus('train', '--data', trainBook, '--algorithm', 'scorecard', '--holdout', '0.1', '--out', scorecardModel);

const results: SeedResult[] = [];
for (const seed of args.seeds.split(',')) {
  const book = path.join(args.scratch, `book-${seed}`);
  const simulate = [
    'simulate',
    '--firms',
    args.firms,
    '--seed',
    seed,
    '--oracle',
    args.futures,
    '--sources',
    SOURCES,
  ];
  parus(...simulate, '--out', book, '--force');
  const table = path.join(args.scratch, `book-${seed}.csv`);
  await writeStatementTable(book, table);
  const rows = (
    await connection.runAndReadAll(
      `SELECT p.pd, o.bad, p.pdFirstHalf, p.pdSecondHalf FROM read_parquet('${book}/truth/oracle.parquet') p
       JOIN read_parquet('${book}/outcomes.parquet') o USING (applicationId) ORDER BY applicationId`,
    )
  ).getRows();
  const pds = Float64Array.from(rows, ([pd]) => Number(pd));
  const bads = Uint8Array.from(rows, ([, bad]) => Number(bad));
  const ranking = await withPool({}, (pool) => evaluateWithIntervals(pool, pds, bads, { seed: 1 }));
  results.push({
    seed,
    loans: rows.length,
    badRate: bads.reduce((a, b) => a + b, 0) / rows.length,
    meanPd: pds.reduce((a, b) => a + b, 0) / rows.length,
    oracle: { auc: ranking.metrics.auc, interval: ranking.ci95.auc },
    statements: aucOf(parus('evaluate', '--model', statementModel, '--table', table, '--target', 'bad')),
    scorecard: aucOf(parus('evaluate', '--model', scorecardModel, '--data', book)),
    bins: binsOf(
      Float64Array.from(rows, (row) => Number(row[2])),
      Float64Array.from(rows, (row) => Number(row[3])),
      bads,
    ),
  });
}

/** Loans sorted into bins by one half of their futures; the mean PD of a bin is that of the other half, free of its noise. */
function binsOf(sorted: Float64Array, counted: Float64Array, bads: Uint8Array): Bin[] {
  return EDGES.slice(0, -1).flatMap((low, k) => {
    const members = Array.from(sorted.keys()).filter((i) => sorted[i]! >= low && sorted[i]! < EDGES[k + 1]!);
    if (members.length === 0) return [];
    const bad = members.reduce((sum, i) => sum + bads[i]!, 0);
    return [
      {
        loans: members.length,
        pd: members.reduce((sum, i) => sum + counted[i]!, 0) / members.length,
        badRate: bad / members.length,
        interval: wilsonInterval(bad, members.length),
      },
    ];
  });
}

const three = (x: number): string => x.toFixed(3);
const shown = ({ auc, interval }: Auc): string => `${three(auc)} [${interval.map(three).join(', ')}]`;
const share = ({ oracle, statements, scorecard }: SeedResult): string =>
  ((scorecard.auc - statements.auc) / (oracle.auc - statements.auc)).toFixed(2);
const inside = results
  .flatMap(({ bins }) => bins)
  .filter(({ pd, interval: [a, b] }) => a <= pd && pd <= b).length;
const nBins = results.flatMap(({ bins }) => bins).length;
const lines = [
  '# The oracle: true PDs, and how far models come',
  '',
  `\`node benchmarks/oracle.ts --seeds ${args.seeds} --firms ${args.firms} --futures ${args.futures}\`; ${cpus().length} cores, Node ${process.version}, Parus ${packageVersion()}.`,
  `Models trained on ${args.trainFirms} firms of seed ${args.trainSeed}; every loan below is unseen. 95 % bootstrap intervals.`,
  '',
  '| seed | loans | bad rate | mean true PD | oracle AUC | statements alone | scorecard, all features | share of the way |',
  '|---|---|---|---|---|---|---|---|',
  ...results.map(
    (r) =>
      `| ${r.seed} | ${r.loans} | ${three(r.badRate)} | ${three(r.meanPd)} | ${shown(r.oracle)} | ${shown(r.statements)} | ${shown(r.scorecard)} | ${share(r)} |`,
  ),
  '',
  `Share of the way: (scorecard - statements) / (oracle - statements). The oracle counts ${args.futures} futures a loan, so its`,
  'own noise costs it a little: the true ceiling is slightly higher.',
  '',
  `## Does the realised bad rate follow the true PD? ${inside} of ${nBins} bins hold it within their 95 % interval`,
  '',
  '![reliability](oracle.svg)',
  '',
  '| seed | loans | mean true PD | bad rate | 95 % interval |',
  '|---|---|---|---|---|',
  ...results.flatMap(({ seed, bins }) =>
    bins.map(
      (bin) =>
        `| ${seed} | ${bin.loans} | ${three(bin.pd)} | ${three(bin.badRate)} | ${bin.interval.map(three).join(' to ')} |`,
    ),
  ),
  '',
];

/** The diagonal and the bins of every seed, square root scales so that the many safe loans can be told apart. */
const svg = await withChartCanvas(({ plot, draw }) => {
  const axis = (label: string) => ({
    label,
    type: 'sqrt' as const,
    domain: [0, 1],
    ticks: [0, 0.02, 0.1, 0.25, 0.5, 1],
    tickFormat: '.0%',
  });
  const points = results.flatMap(({ seed, bins }) =>
    bins.map((bin) => ({ ...bin, seed: `seed ${seed}`, low: bin.interval[0], high: bin.interval[1] })),
  );
  const figure = draw('Reliability.', '', {
    width: 620,
    height: 480,
    x: axis('True PD, mean of the bin'),
    y: { ...axis('Realised bad rate'), grid: true },
    color: { legend: false },
    marks: [
      plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: '#888', strokeDasharray: '4,4' },
      ),
      plot.ruleX(points, { x: 'pd', y1: 'low', y2: 'high', stroke: 'seed' }),
      plot.dot(points, { x: 'pd', y: 'badRate', fill: 'seed', r: 4 }),
    ],
  });
  return /<svg[\s\S]*<\/svg>/.exec(figure.markup)?.[0] ?? '';
});
writeFileSync(path.join(here, 'results/oracle.json'), `${JSON.stringify(results, null, 2)}\n`);
writeFileSync(path.join(here, 'results/oracle.md'), lines.join('\n'));
writeFileSync(
  path.join(here, 'results/oracle.svg'),
  svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"'),
);
console.log(lines.join('\n'));
