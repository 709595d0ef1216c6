/**
 * Speed and memory of the feature platform:
 *
 *   node benchmarks/features.ts --data BOOK [--rounds 5] [--calls 5000] [--quick] [--scratch DIR]
 *
 * Batch: the whole catalogue against 50 of its features as SQL in DuckDB, over the same Parquet files. Small book: the same
 * with danfojs-node (peers/danfojs, where it is installed). Online: one firm's vector from its dossier, from its records, and
 * record by record. Nothing is timed before the programs were shown to agree on every value. Programs take turns, each in a
 * process of its own. Writes results/features.json and results/features.md; --quick, one short round, prints them only.
 *
 * A book: `parus simulate --firms 100000 --out BOOK`. It must hold the sources that the SQL reads.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageVersion } from '../src/core/index.ts';
import { featureCatalogue } from '../src/features/index.ts';
import { dossierSources, readManifest } from '../src/sources/index.ts';
import { queryScalar, withDuckDb } from '../src/table/duckdb.ts';
import { compareWithTwin, TOLERANCE } from './features/compare-twin.ts';
import { writeCsvBook } from './features/csv-book.ts';
import { deriveBook } from './features/derive-book.ts';
import { resultsPage } from './features/page.ts';
import type { BatchRun, OnlineRun, Program, Results } from './features/results.ts';
import { TWIN_FEATURES, TWIN_SOURCES } from './features/sql-twin.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    calls: { type: 'string', default: '5000' },
    quick: { type: 'boolean', default: false },
    scratch: { type: 'string', default: tmpdir() },
  },
});
if (args.data === undefined) throw new Error('--data BOOK is missing');
const data = path.resolve(args.data);
const rounds = args.quick ? 1 : Number(args.rounds);
const calls = args.quick ? 500 : Number(args.calls);

const here = path.dirname(fileURLToPath(import.meta.url));
const danfo = path.join(here, 'peers/danfojs');
const danfoPackage = path.join(danfo, 'node_modules/danfojs-node/package.json');
const SMALL_FIRMS = 300;
const THREADS = 2;
/** Records in 455 days of a firm met online, and how many such firms take turns. */
const ONLINE_RECORDS = 2000;
const ONLINE_FIRMS = 20;

mkdirSync(args.scratch, { recursive: true });
const scratch = mkdtempSync(path.join(args.scratch, 'parus-features-'));
try {
  await main();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** A program that can be run: what it is, and the child process that runs it once. */
interface Contestant extends Program {
  readonly isOurs: boolean;
  readonly script: string;
  readonly options: readonly string[];
  readonly out: string;
}

async function main(): Promise<void> {
  const books = {
    whole: data,
    six: path.join(scratch, 'six'),
    small: path.join(scratch, 'small'),
    csv: path.join(scratch, 'csv'),
  };
  const sources = ['applications', ...TWIN_SOURCES] as const;
  await deriveBook(data, books.six, { sources });
  await deriveBook(data, books.small, { sources, firms: SMALL_FIRMS });
  mkdirSync(path.join(scratch, 'out'));
  const contestants = await contestantsOn(books);
  const hasDanfo = contestants.some(({ name }) => name.startsWith('danfojs'));
  if (hasDanfo) await writeCsvBook(books.small, books.csv);
  const { equality, twinFeatures } = await proveEqual(contestants);
  console.log(equality.join('\n'));

  const runs: BatchRun[] = [];
  const online: OnlineRun[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) {
      const { book, name } = contestant;
      const run = { book, program: name, round, ...measure<Measured>(contestant), load: loadavg()[0]! };
      runs.push(run);
      console.log(JSON.stringify(run));
    }
    const run = {
      round,
      ...measure<Omit<OnlineRun, 'round' | 'load'>>(onlineProcess()),
      load: loadavg()[0]!,
    };
    online.push(run);
    console.log(JSON.stringify(run));
  }

  const manifest = await readManifest(data);
  const small = await readManifest(books.small);
  const { name, seed } = manifest.generator;
  const results: Results = {
    command: `node benchmarks/features.ts --data BOOK${args.quick ? ' --quick' : ` --rounds ${rounds} --calls ${calls}`}`,
    machine: `${cpus()[0]?.model.trim()}, ${cpus().length} cores`,
    versions: await versions(),
    book: `${manifest.firms.toLocaleString('en')} firms by ${String(name)}, seed ${String(seed)}, ${manifest.startDate} to ${manifest.endDate}`,
    firms: { whole: manifest.firms, small: small.firms },
    applications: {
      whole: manifest.files['applications']?.rows ?? 0,
      small: small.files['applications']?.rows ?? 0,
    },
    programs: contestants.map(({ book, name, records, features }) => ({ book, name, records, features })),
    equality,
    twinFeatures,
    ...(hasDanfo ? {} : { withoutDanfo: 'it is not installed, see peers/danfojs/README.md.' }),
    runs,
    online,
  };
  const page = resultsPage(results);
  if (!args.quick) {
    writeFileSync(path.join(here, 'results/features.json'), `${JSON.stringify(results, null, 1)}\n`);
    writeFileSync(path.join(here, 'results/features.md'), page);
  }
  console.log(page);
}

interface Books {
  readonly whole: string;
  /** The sources of the SQL alone. */
  readonly six: string;
  readonly small: string;
  readonly csv: string;
}

async function contestantsOn({ whole, six, small, csv }: Books): Promise<Contestant[]> {
  const count = async (dir: string, sources: readonly string[]) => {
    const { files } = await readManifest(dir);
    return sources.reduce((sum, source) => sum + (files[source]?.rows ?? 0), 0);
  };
  const all = await count(whole, dossierSources);
  const twin = await count(whole, TWIN_SOURCES);
  const smallTwin = await count(small, TWIN_SOURCES);
  const batch = path.join(here, 'features/batch.ts');
  const run = (program: string, dir: string, name: string, threads: number) => {
    const out = path.join(scratch, 'out', `${name}.parquet`);
    const options = ['--program', program, '--data', dir, '--out', out, '--threads', String(threads)];
    return { script: batch, options, out };
  };
  const ours = (book: 'whole' | 'small', sources: 'all' | 'six', workers: number) => ({
    book,
    name: `Parus, ${sources} sources, ${workers} worker${workers === 1 ? '' : 's'}`,
    records: sources === 'all' ? all : book === 'whole' ? twin : smallTwin,
    features: sources === 'all' ? featureCatalogue.length : featuresOfTwinSources(),
    isOurs: true,
    ...run(
      'parus',
      book === 'small' ? small : sources === 'all' ? whole : six,
      `${book}-${sources}-${workers}`,
      workers,
    ),
  });
  const sql = (book: 'whole' | 'small') => ({
    book,
    name: `DuckDB SQL, ${THREADS} threads`,
    records: book === 'whole' ? twin : smallTwin,
    features: TWIN_FEATURES,
    isOurs: false,
    ...run('duckdb', book === 'whole' ? whole : small, `${book}-sql`, THREADS),
  });
  const contestants: Contestant[] = [
    ours('whole', 'all', THREADS),
    ours('whole', 'six', THREADS),
    sql('whole'),
    ours('small', 'six', THREADS),
    ours('small', 'six', 1),
    sql('small'),
  ];
  if (!existsSync(danfoPackage)) return contestants;
  const out = path.join(scratch, 'out', 'small-danfojs.csv');
  const peer: Contestant = {
    book: 'small',
    name: 'danfojs-node',
    records: smallTwin,
    features: TWIN_FEATURES,
    isOurs: false,
    script: path.join(danfo, 'features.js'),
    options: ['--data', csv, '--out', out],
    out,
  };
  return [...contestants, peer];
}

/** Features that read nothing but the sources of the SQL and the application. */
function featuresOfTwinSources(): number {
  const known: ReadonlySet<string> = new Set(['applications', ...TWIN_SOURCES]);
  return featureCatalogue.filter(({ sources }) => sources.every((source) => known.has(source))).length;
}

/** Runs every program once and compares each file with the first of ours on the same book. @throws Error where two differ */
async function proveEqual(
  contestants: readonly Contestant[],
): Promise<Pick<Results, 'equality' | 'twinFeatures'>> {
  for (const contestant of contestants) measure(contestant);
  const equality: string[] = [];
  let twinFeatures: readonly string[] = [];
  for (const theirs of contestants) {
    if (theirs.isOurs) continue;
    for (const ours of contestants) {
      if (!ours.isOurs || ours.book !== theirs.book) continue;
      const report = await compareWithTwin(ours.out, theirs.out);
      const { features, rows, values, largestDifference, problems } = report;
      const pair = `${ours.name} against ${theirs.name}`;
      if (problems.length > 0) throw new Error(`${pair}: values differ\n${problems.join('\n')}`);
      if (features.length !== TWIN_FEATURES) throw new Error(`${pair}: ${features.length} features`);
      twinFeatures = features;
      equality.push(
        `${pair}: all ${features.length} features of ${rows.toLocaleString('en')} applications equal to ${TOLERANCE} relative or missing in both (${values.toLocaleString('en')} values, largest difference ${largestDifference.toExponential(1)}).`,
      );
    }
  }
  return { equality, twinFeatures };
}

type Measured = Pick<BatchRun, 'seconds' | 'cpuSeconds' | 'peakBytes'>;

function onlineProcess(): Pick<Contestant, 'script' | 'options'> {
  const sizes = [
    '--records',
    String(ONLINE_RECORDS),
    '--firms',
    String(ONLINE_FIRMS),
    '--calls',
    String(calls),
  ];
  return { script: path.join(here, 'features/online.ts'), options: ['--data', data, ...sizes] };
}

function measure<T>({ script, options }: Pick<Contestant, 'script' | 'options'>): T {
  return JSON.parse(execFileSync(process.execPath, [script, ...options], { encoding: 'utf8' })) as T;
}

async function versions(): Promise<string> {
  const duckDb = await withDuckDb((connection) => queryScalar(connection, 'SELECT version()'));
  const peer = existsSync(danfoPackage)
    ? [`danfojs-node ${(JSON.parse(readFileSync(danfoPackage, 'utf8')) as { version: string }).version}`]
    : [];
  return [`Node ${process.version}`, `Parus ${packageVersion()}`, `DuckDB ${String(duckDb)}`, ...peer].join(
    ', ',
  );
}
