import { fail, type Issue, packageVersion } from '../core/index.ts';
import { type OnProgress, shardRanges, type TaskRef, type WorkerPool } from '../parallel/index.ts';
import {
  type BookMeta,
  type BookTableName,
  openPartedBook,
  type PartedBook,
  type SourceName,
  sourceNames,
} from '../sources/index.ts';
import type { Table } from '../table/index.ts';
import { DISTRICT_FIRMS } from './economy/district.ts';
import { type OracleInput, oracleTask, oracleTruth } from './oracle.ts';
import { baselineScenario, type Scenario } from './scenario.ts';
import { scenarioHash } from './scenario-file.ts';
import { parseScenario } from './scenario-schema.ts';
import { type PartInput, shardTask } from './shard.ts';
import { makeTimeline } from './timeline.ts';

export interface SimulateOptions {
  /** 1 to 10,000,000. */
  readonly firms: number;
  /** Calendar months of the book, 6 to 240; it ends on 2025-12-31. */
  readonly months: number;
  /** An integer in [0, 2^53). */
  readonly seed: number;
  /** Folder to write. */
  readonly out: string;
  /** Replace a book that is already there. */
  readonly force?: boolean;
  /** Default: the baseline. */
  readonly scenario?: Scenario;
  /** Futures lived for each application's true PD, 1 to 10,000; default 0: no truth/oracle. Takes as long as it sounds. */
  readonly oracleFutures?: number;
  /** Sources to write, in the order of the catalogue; default: all. */
  readonly sources?: readonly SourceName[];
  /** Firms, from the first on, with records in the sources of events (see EVENT_SOURCES); default: all. */
  readonly eventFirms?: number;
  /** Whether to write truth/weeks: what each firm sold, ordered, received, paid and had in each week. */
  readonly weeks?: boolean;
  readonly pool: WorkerPool;
  readonly onProgress?: OnProgress | undefined;
  /** Looked at before the work starts; what stops the work itself is the signal the pool was opened with. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds of a monotonic clock; only `seconds` of the summary depends on it, no file does. */
  readonly clock?: () => number;
}

export interface SimulateSummary {
  readonly out: string;
  readonly firms: number;
  /** Name of the scenario. */
  readonly scenario: string;
  /** Rows by file of the book. */
  readonly rows: Readonly<Record<string, number>>;
  readonly bytes: number;
  readonly seconds: number;
  /** Share of disbursed loans that went bad; null without loans. */
  readonly badRate: number | null;
  /** The manifest's hash: the same for the same firms, months, seed and scenario at any number of workers. */
  readonly hash: string;
}

const LIMITS = {
  firms: [1, 10_000_000],
  months: [6, 240],
  seed: [0, Number.MAX_SAFE_INTEGER],
  oracleFutures: [0, 10_000],
  eventFirms: [0, 10_000_000],
} as const;

/**
 * Simulates a book (in the baseline a trial: every application becomes a loan) and writes it to `out`: every source and truth/.
 * @throws PARUS_USAGE listing every bad option; PARUS_CONFIG_INVALID listing every bad parameter of the scenario;
 * PARUS_OUT_EXISTS; PARUS_CANCELLED; PARUS_WRITE_FAILED. A simulation that fails or is stopped leaves no book: it
 * leaves `<out>.partial`, and the same call goes on from there, district by district.
 */
export async function simulateBook(options: SimulateOptions): Promise<SimulateSummary> {
  assertOptions(options);
  const { firms, months, seed, out, pool, signal, oracleFutures = 0 } = options;
  const scenario = parseScenario(options.scenario ?? baselineScenario, 'the scenario');
  const clock = options.clock ?? (() => performance.now());
  const begin = clock();
  if (signal?.aborted) throw fail('PARUS_CANCELLED', { task: 'simulate' });
  const generator = generatorOf(options, scenario);
  const plan = { ...generator, version: packageVersion() };
  const book = await openPartedBook(out, plan, { force: options.force ?? false });
  const ranges = shardRanges(firms, DISTRICT_FIRMS);
  const common = { scenario, seed, months, stagingDir: book.stagingDir };
  const { sources = sourceNames, eventFirms = firms, weeks = false } = options;
  const districts = ranges.map(
    (range, part): PartInput => ({ ...common, ...range, part, sources, eventFirms, weeks }),
  );
  const summaries = await doParts(options, book, shardTask, districts, 'simulate');
  const extra = new Map<BookTableName, Table>();
  if (oracleFutures > 0) {
    const futures = ranges.flatMap((range) =>
      shardRanges(oracleFutures, FUTURES_PER_TASK).map(({ start, end }) => ({
        ...range,
        from: start,
        to: end,
      })),
    );
    const inputs = futures.map((task, i): OracleInput => ({ ...common, ...task, part: ranges.length + i }));
    extra.set(
      'truth/oracle',
      oracleTruth(inputs, await doParts(options, book, oracleTask, inputs, 'oracle')),
    );
  }
  const { startDate, endDate } = makeTimeline(months);
  const manifest = await book.finish({ generator, startDate, endDate, firms }, ranges.length, pool, extra);
  const files = Object.entries(manifest.files);
  const loans = summaries.reduce((sum, part) => sum + part.loans, 0);
  const bads = summaries.reduce((sum, part) => sum + part.bads, 0);
  return {
    out,
    firms,
    scenario: scenario.name,
    rows: Object.fromEntries(files.map(([name, { rows }]) => [name, rows])),
    bytes: files.reduce((sum, [, { bytes }]) => sum + bytes, 0),
    seconds: (clock() - begin) / 1000,
    badRate: loans > 0 ? bads / loans : null,
    hash: manifest.hash,
  };
}

/** What makes a book, as its manifest tells it: options left at their defaults are not named. */
function generatorOf(
  { firms, months, seed, oracleFutures = 0, sources, eventFirms, weeks = false }: SimulateOptions,
  scenario: Scenario,
): BookMeta['generator'] {
  const { name, ...parameters } = scenario;
  return {
    name: 'parus simulate',
    firms,
    months,
    seed,
    ...(oracleFutures > 0 && { oracleFutures }),
    ...(sources && { sources }),
    ...(eventFirms !== undefined && { eventFirms }),
    ...(weeks && { weeks }),
    scenario: { name, hash: scenarioHash(scenario), parameters },
  };
}

/** Futures that one task lives: small enough for a progress bar that moves. */
const FUTURES_PER_TASK = 4;

/** Does the parts of a book that an earlier run has not done; gives the notes of all, in order. */
async function doParts<I extends { readonly part: number }, N>(
  { pool, onProgress }: SimulateOptions,
  book: PartedBook,
  task: TaskRef<I, N>,
  inputs: readonly I[],
  label: string,
): Promise<N[]> {
  const notes = (await Promise.all(inputs.map(({ part }) => book.notesOf(part)))) as (N | undefined)[];
  const missing = inputs.filter((_, i) => notes[i] === undefined);
  const done = await pool.mapShards(task, missing, { label, onProgress });
  return notes.map((known) => known ?? done.shift()!);
}

function assertOptions(options: SimulateOptions): void {
  const issues: Issue[] = [];
  for (const [name, [least, most]] of Object.entries(LIMITS)) {
    const got = options[name as keyof typeof LIMITS] ?? 0;
    if (Number.isInteger(got) && got >= least && got <= most) continue;
    issues.push({ path: name, message: `got ${got}, expected an integer from ${least} to ${most}` });
  }
  if (options.out.trim() === '') issues.push({ path: 'out', message: 'got nothing, expected a folder' });
  if (issues.length === 0) return;
  const problem = issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw fail('PARUS_USAGE', { problem }, issues);
}
