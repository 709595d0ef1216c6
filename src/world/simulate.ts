import { fail, type Issue } from '../core/index.ts';
import { type OnProgress, shardRanges, type WorkerPool } from '../parallel/index.ts';
import { openBookWriter, sourceNames } from '../sources/index.ts';
import { asFloat64, columnOf } from '../table/index.ts';
import { baselineScenario, type Scenario } from './scenario.ts';
import { scenarioHash } from './scenario-file.ts';
import { parseScenario } from './scenario-schema.ts';
import { type ShardInput, shardTask } from './shard.ts';
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
  readonly pool: WorkerPool;
  readonly onProgress?: OnProgress | undefined;
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

/** Firms a worker lives at a time; part of the book's layout, so never derived from the number of workers. */
const SHARD_FIRMS = 250;

const LIMITS = {
  firms: [1, 10_000_000],
  months: [6, 240],
  seed: [0, Number.MAX_SAFE_INTEGER],
} as const;

/**
 * Simulates a trial book (every application becomes a loan) and writes it to `out`: the seven sources and truth/firms.
 * @throws PARUS_USAGE listing every bad option; PARUS_CONFIG_INVALID listing every bad parameter of the scenario;
 * PARUS_OUT_EXISTS; PARUS_CANCELLED; PARUS_WRITE_FAILED. A simulation that fails or is stopped leaves no book.
 */
export async function simulateBook(options: SimulateOptions): Promise<SimulateSummary> {
  assertOptions(options);
  const { firms, months, seed, out, pool, onProgress, signal } = options;
  const scenario = parseScenario(options.scenario ?? baselineScenario, 'the scenario');
  const clock = options.clock ?? (() => performance.now());
  const begin = clock();
  const assertRunning = (): void => {
    if (signal?.aborted) throw fail('PARUS_CANCELLED', { task: 'simulate' });
  };
  assertRunning();
  const writer = await openBookWriter(out, { force: options.force ?? false });
  try {
    const ranges = shardRanges(firms, SHARD_FIRMS);
    const inputs = ranges.map((range): ShardInput => ({ scenario, seed, months, ...range }));
    const counts = await pool.reduceInOrder(
      shardTask,
      inputs,
      { loans: 0, bads: 0 },
      (sum, { tables, truth }) => {
        assertRunning();
        for (const name of sourceNames) writer.append(name, tables[name]);
        writer.append('truth/firms', truth);
        const bad = columnOf(tables.outcomes, 'bad');
        if (bad.kind === 'category') throw fail('PARUS_INTERNAL', { problem: 'outcomes.bad is text' });
        const flags = asFloat64(bad);
        return { loans: sum.loans + flags.length, bads: flags.reduce((a, b) => a + b, sum.bads) };
      },
      { label: 'simulate', onProgress, total: inputs.length },
    );
    assertRunning();
    const { startDate, endDate } = makeTimeline(months);
    const { name, ...parameters } = scenario;
    const generator = {
      name: 'parus simulate',
      firms,
      months,
      seed,
      scenario: { name, hash: scenarioHash(scenario), parameters },
    };
    const manifest = await writer.finish({ generator, startDate, endDate, firms });
    const files = Object.entries(manifest.files);
    return {
      out,
      firms,
      scenario: scenario.name,
      rows: Object.fromEntries(files.map(([name, { rows }]) => [name, rows])),
      bytes: files.reduce((sum, [, { bytes }]) => sum + bytes, 0),
      seconds: (clock() - begin) / 1000,
      badRate: counts.loans > 0 ? counts.bads / counts.loans : null,
      hash: manifest.hash,
    };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

function assertOptions(options: SimulateOptions): void {
  const issues: Issue[] = [];
  for (const [name, [least, most]] of Object.entries(LIMITS)) {
    const got = options[name as keyof typeof LIMITS];
    if (Number.isInteger(got) && got >= least && got <= most) continue;
    issues.push({ path: name, message: `got ${got}, expected an integer from ${least} to ${most}` });
  }
  if (options.out.trim() === '') issues.push({ path: 'out', message: 'got nothing, expected a folder' });
  if (issues.length === 0) return;
  const problem = issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw fail('PARUS_USAGE', { problem }, issues);
}
