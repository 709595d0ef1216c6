/**
 * What each layer of the fraud step finds (claim C03), what a bureau check stops (C29), and what an assessment costs:
 *
 *   node benchmarks/fraud.ts [--firms 40000] [--seeds 1,2,3] [--workers 2] [--scratch DIR] [--models FILE]
 *
 * The layers are learnt on the book of every seed and judged on the book of the next one, the last on the first; books of 24
 * months as by `parus simulate`. Two seeds at least. Books, feature tables and measurements stay in DIR: a run that was stopped goes on there.
 * `--models` keeps the fraud models of the first book. Writes results/fraud.json and results/fraud.md.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { ClaimTable } from '../src/claims/claim.ts';
import { type FraudBook, readFraudBook } from '../src/claims/experiments/fraud-book.ts';
import { type FraudMeasurement, measureFraudLayers } from '../src/claims/experiments/fraud-layers.ts';
import { capacities } from '../src/claims/experiments/fraud-metrics.ts';
import { fraudResult, fraudTables } from '../src/claims/experiments/fraud-result.ts';
import { countRules, type RuleCount, ruleTable } from '../src/claims/experiments/fraud-rule-counts.ts';
import {
  type MultiLenderMeasurement,
  measureMultiLender,
  multiLenderResult,
  multiLenderTables,
} from '../src/claims/experiments/multi-lender.ts';
import { packageVersion } from '../src/core/index.ts';
import {
  assessFraud,
  fraudGraphNames,
  loadFraudRules,
  prepareFraud,
  saveFraudModels,
  thresholdAtCapacity,
  trainFraudModels,
  type Values,
} from '../src/decision/fraud/index.ts';
import { featureNames } from '../src/features/index.ts';
import { type WorkerPool, withPool } from '../src/parallel/index.ts';
import { asFloat64, columnOf, type NumericColumn, type Table } from '../src/table/index.ts';
import { simulateBook } from '../src/world/index.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: args } = parseArgs({
  options: {
    firms: { type: 'string', default: '40000' },
    seeds: { type: 'string', default: '1,2,3' },
    workers: { type: 'string', default: String(cpus().length) },
    models: { type: 'string' },
    scratch: { type: 'string', default: path.join(tmpdir(), 'parus-fraud') },
  },
});
const firms = Number(args.firms);
const seeds = args.seeds.split(',').map(Number);
if (seeds.length < 2)
  throw new Error('--seeds: expected two at least, since a book is judged by what another taught');
/** The book that is judged with what the book of `seeds[i]` taught. */
const judgedSeed = (i: number): number => seeds[(i + 1) % seeds.length]!;
const MONTHS = 24;
/** Applications assessed in a round of the timing, rounds, and applications of a chunk. */
const TIMED = 2000;
const ROUNDS = 5;
const CHUNK = 50;

const rules = await loadFraudRules([...featureNames, ...fraudGraphNames]);
mkdirSync(args.scratch, { recursive: true });

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Folder of the book of a seed, simulated where it is not there. */
async function bookOf(seed: number, pool: WorkerPool): Promise<string> {
  const out = path.join(args.scratch, `book-${firms}-${seed}`);
  if (existsSync(path.join(out, 'manifest.json'))) return out;
  say(`simulating ${firms} firms, seed ${seed}`);
  await simulateBook({ firms, months: MONTHS, seed, out, pool });
  return out;
}

/** A measurement kept in the scratch folder; one of other rules is made again. */
async function kept<T>(name: string, measure: () => Promise<T>): Promise<T> {
  const file = path.join(args.scratch, `${name}-${firms}-${rules.hash.slice(0, 12)}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as T;
  say(name);
  const measured = await measure();
  writeFileSync(file, JSON.stringify(measured));
  return measured;
}

interface Assessments {
  /** Microseconds an assessment, median of chunks, without and with features of the graph handed in. */
  readonly withoutGraph: number;
  readonly withGraph: number;
  readonly features: number;
  /** By `capacities`, the probability that so large a share of the next book's applications reaches, without and with the graph. */
  readonly thresholds: readonly (readonly [number, number])[];
}

/**
 * Assesses applications one by one with models learnt on `book`; a chunk is shorter than a time slice, so that its median says
 * what an assessment costs on a busy machine too. The models go to `--models`.
 */
async function assessBooks(
  book: FraudBook,
  next: FraudBook,
  pool: WorkerPool,
  seed: number,
): Promise<Assessments> {
  const command = `node benchmarks/fraud.ts --firms ${firms} --seeds ${seeds.join(',')} --models FILE`;
  const models = await trainFraudModels(book.table, book.found, { pool, seed, rules, command });
  if (args.models) await saveFraudModels(args.models, models);
  const engine = prepareFraud(models, rules);
  const features = Array.from({ length: TIMED }, (_, row) => valuesOf(book.table, engine.features, row));
  const graph = Array.from({ length: TIMED }, (_, row) => valuesOf(book.table, engine.graphFeatures, row));
  const chunkOf = (first: number, graphOf: (row: number) => Values | null): number => {
    const begin = performance.now();
    for (let row = first; row < first + CHUNK; row++) assessFraud(features[row]!, graphOf(row), engine);
    return (1000 * (performance.now() - begin)) / CHUNK;
  };
  const without: number[] = [];
  const withGraph: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (let first = 0; first + CHUNK <= TIMED; first += CHUNK) {
      without.push(chunkOf(first, () => null));
      withGraph.push(chunkOf(first, (row) => graph[row]!));
    }
  const probabilities = (graphOf: (row: number) => Values | null): Float64Array =>
    Float64Array.from(
      { length: next.nRows },
      (_, row) =>
        assessFraud(valuesOf(next.table, engine.features, row), graphOf(row), engine).probability ?? 1,
    );
  const alone = probabilities(() => null);
  const both = probabilities((row) => valuesOf(next.table, engine.graphFeatures, row));
  const median = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[values.length >> 1]!;
  return {
    withoutGraph: median(without),
    withGraph: median(withGraph),
    features: engine.features.length,
    thresholds: capacities.map((share) => [
      thresholdAtCapacity(alone, share),
      thresholdAtCapacity(both, share),
    ]),
  };
}

function valuesOf(table: Table, names: readonly string[], row: number): Values {
  return Object.fromEntries(
    names.flatMap((name) =>
      table.columns.has(name) ? [[name, asFloat64(columnOf(table, name) as NumericColumn)[row]!]] : [],
    ),
  );
}

const measured: FraudMeasurement[] = [];
const lenders: MultiLenderMeasurement[] = [];
const ruleCounts: RuleCount[][] = [];
let assessments: Assessments | undefined;
await withPool({ workers: Number(args.workers) }, async (pool) => {
  const books = new Map<number, Promise<FraudBook>>();
  const read = (seed: number): Promise<FraudBook> => {
    const book = books.get(seed) ?? bookOf(seed, pool).then((dir) => readFraudBook(dir, pool, seed));
    books.set(seed, book);
    return book;
  };
  for (const [i, seed] of seeds.entries()) {
    const next = judgedSeed(i);
    measured.push(
      await kept(`layers-${seed}-${next}`, async () =>
        measureFraudLayers(pool, await read(seed), await read(next), seed),
      ),
    );
    lenders.push(
      await kept(`lenders-${next}`, async () => measureMultiLender(await bookOf(next, pool), pool)),
    );
    ruleCounts.push(await kept(`rules-${next}`, async () => countRules(await read(next), rules)));
    if (i === 0)
      assessments = await kept(`assessments-${seed}-${next}`, async () =>
        assessBooks(await read(seed), await read(next), pool, seed),
      );
    // Two books are held at most.
    if (i > 0) books.delete(seed);
  }
});

function markdown({ title, header, rows }: ClaimTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [`## ${title}`, '', line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

if (!assessments) throw new Error('no book was assessed');
const c03 = fraudResult(measured);
const c29 = multiLenderResult(lenders);
const machine = `${cpus()[0]?.model.split(' ').slice(0, 2).join(' ')}, ${cpus().length} cores, Node ${process.version}, Parus ${packageVersion()}`;
const sum = (value: (one: FraudMeasurement) => number): number =>
  measured.reduce((total, one) => total + value(one), 0);
const text = `# Fraud: what each layer adds

\`node benchmarks/fraud.ts --firms ${firms} --seeds ${seeds.join(',')}\`; ${machine}.

${seeds.length} simulated books of ${firms.toLocaleString('en')} firms and ${MONTHS} months: learnt on each, judged on the next one (what the last taught, on the first).
Judged: ${sum((one) => one.applications).toLocaleString('en')} applications, ${sum((one) => one.frauds)} of them frauds. Learnt from: ${sum((one) => one.trainingFound)} frauds
that a lender had found by a year after the book, of ${sum((one) => one.trainingFrauds)} there were. Rules were written from published typologies and frozen
before anything was counted (SHA-256 ${rules.hash.slice(0, 16)}); intervals are Student's, 95 %, over seeds. See docs/fraud.md for how.

**C03** ${c03.measured}. Verdict: ${c03.verdict}${c03.condition ? `: ${c03.condition.assumption}; turns at ${c03.condition.flipsAt}` : ''}.

**C29** ${c29.measured}.

**Cost** of an assessment with ${assessments.features} features read: ${assessments.withoutGraph.toFixed(1)} us without the graph's features, ${assessments.withGraph.toFixed(1)} us with them
handed in (median of chunks of ${CHUNK}, one thread). Probability that a share of the applications reaches: ${capacities.map((share, c) => `${100 * share} %: ${assessments!.thresholds[c]!.map((p) => p.toFixed(4)).join(' without the graph, ')} with it`).join('; ')}.

${[...fraudTables(measured), ruleTable(ruleCounts), ...multiLenderTables(lenders)].map(markdown).join('\n\n')}
`;
const results = path.join(here, 'results');
writeFileSync(path.join(results, 'fraud.md'), text);
writeFileSync(
  path.join(results, 'fraud.json'),
  `${JSON.stringify({ firms, seeds, machine, rulesHash: rules.hash, assessments, layers: measured, rules: ruleCounts, lenders }, null, 1)}\n`,
);
process.stdout.write(text);
