/**
 * Speed and memory of the simulator:
 *
 *   node benchmarks/world.ts [--workers 2] [--repeats 5] [--only state,events,weeks] [--scratch DIR]
 *
 * state: firm-weeks a second of the simulation alone, 40,000 firms x 24 months, with 1 worker and with all, interleaved.
 * It uses the memory of a thread's last district again; whole books do not yet, and lose some of that speed to fresh pages.
 * events: `parus simulate` of 100,000 firms with every source, event by event. weeks: of 1,000,000 firms x 24 months with
 * applications, outcomes and truth/weeks. Both through the command line; peak memory is the kernel's (VmHWM).
 * Writes results/world.json and results/world.md.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageVersion } from '../src/core/index.ts';
import { shardRanges, withPool } from '../src/parallel/index.ts';
import { DISTRICT_FIRMS } from '../src/world/economy/district.ts';
import { baselineScenario } from '../src/world/index.ts';
import { stateTask } from '../src/world/simulate-state.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: args } = parseArgs({
  options: {
    workers: { type: 'string', default: String(cpus().length) },
    repeats: { type: 'string', default: '5' },
    only: { type: 'string', default: 'state,events,weeks' },
    scratch: { type: 'string', default: tmpdir() },
  },
});
const workers = Number(args.workers);
const wanted = args.only.split(',');

const SEED = 7;
const MONTHS = 24;
const STATE_FIRMS = 40_000;

interface StateResult {
  readonly workers: number;
  /** Million firm-weeks a second, each run. */
  readonly millions: readonly number[];
}

/** Times the simulation alone; worker counts take turns so that a busy minute hits both. */
async function measureState(): Promise<StateResult[]> {
  const counts = [...new Set([1, workers])];
  const millions = new Map<number, number[]>(counts.map((count) => [count, []]));
  const inputs = shardRanges(STATE_FIRMS, DISTRICT_FIRMS).map((range) => ({
    scenario: baselineScenario,
    seed: SEED,
    months: MONTHS,
    ...range,
  }));
  for (let repeat = 0; repeat < Number(args.repeats); repeat++)
    for (const count of counts)
      await withPool({ workers: count }, async (pool) => {
        // One round to warm the threads up: code is compiled per thread.
        await pool.mapShards(stateTask, inputs.slice(0, 4 * count));
        const begin = performance.now();
        const lived = await pool.mapShards(stateTask, inputs);
        const seconds = (performance.now() - begin) / 1000;
        millions.get(count)!.push(lived.reduce((a, b) => a + b, 0) / seconds / 1e6);
      });
  return counts.map((count) => ({ workers: count, millions: millions.get(count)! }));
}

interface BookResult {
  readonly command: string;
  readonly records: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly peakGiB: number;
}

/** Runs `parus simulate` and watches the memory of its process. */
async function measureBook(options: readonly string[]): Promise<BookResult> {
  const out = path.join(args.scratch, 'parus-benchmark-book');
  rmSync(out, { recursive: true, force: true });
  const program = [
    path.join(here, '../bin/parus.js'),
    'simulate',
    ...options,
    '--months',
    String(MONTHS),
    '--seed',
    String(SEED),
  ];
  const child = spawn(process.execPath, [...program, '--out', out, '--workers', args.workers, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let peakKiB = 0;
  const watch = setInterval(() => {
    const status = readStatus(child.pid);
    peakKiB = Math.max(peakKiB, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0));
  }, 500);
  let answer = '';
  for await (const chunk of child.stdout) answer += String(chunk);
  clearInterval(watch);
  rmSync(out, { recursive: true, force: true });
  const { rows, bytes, seconds } = JSON.parse(answer) as {
    readonly rows: Readonly<Record<string, number>>;
    readonly bytes: number;
    readonly seconds: number;
  };
  return {
    command: `parus simulate ${options.join(' ')} --months ${MONTHS} --seed ${SEED}`,
    records: Object.values(rows).reduce((a, b) => a + b, 0),
    bytes,
    seconds,
    peakGiB: peakKiB / 2 ** 20,
  };
}

/** The kernel's account of a process; empty once it has ended. */
function readStatus(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const resultsPath = path.join(here, 'results/world.json');
const known = readResults();
const results = {
  machine: `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}, Parus ${packageVersion()}`,
  state: wanted.includes('state') ? await measureState() : known.state,
  events: wanted.includes('events') ? await measureBook(['--firms', '100000']) : known.events,
  weeks: wanted.includes('weeks')
    ? await measureBook(['--firms', '1000000', '--sources', 'applications,outcomes', '--weeks'])
    : known.weeks,
};

interface Results {
  readonly state?: readonly StateResult[];
  readonly events?: BookResult;
  readonly weeks?: BookResult;
}

/** What an earlier run measured, so that one part can be measured again alone. */
function readResults(): Results {
  try {
    return JSON.parse(readFileSync(resultsPath, 'utf8')) as Results;
  } catch {
    return {};
  }
}

function row(book: BookResult): string {
  const { command, records, bytes, seconds, peakGiB } = book;
  const cells = [
    `\`${command}\``,
    (records / 1e6).toFixed(1),
    (bytes / 1e9).toFixed(2),
    seconds.toFixed(0),
    (records / seconds / 1e6).toFixed(2),
    peakGiB.toFixed(2),
  ];
  return `| ${cells.join(' | ')} |`;
}

const lines = [
  '# Speed and memory of the simulator',
  '',
  `\`node benchmarks/world.ts\`; ${results.machine}.`,
  '',
  `State alone, ${STATE_FIRMS.toLocaleString('en')} firms x ${MONTHS} months (with burn-in and outcome windows), nothing written, memory of the last district used again (whole books do not yet):`,
  '',
  '| workers | million firm-weeks a second, median | all runs |',
  '|---|---|---|',
  ...(results.state ?? []).map(
    ({ workers: count, millions }) =>
      `| ${count} | ${median(millions).toFixed(2)} | ${millions.map((x) => x.toFixed(2)).join(' ')} |`,
  ),
  '',
  'Whole books, through the command line:',
  '',
  '| command | million records | GB | seconds | million records a second | peak memory, GiB |',
  '|---|---|---|---|---|---|',
  ...[results.events, results.weeks].flatMap((book) => (book ? [row(book)] : [])),
  '',
];
writeFileSync(resultsPath, `${JSON.stringify(results, null, 2)}\n`);
writeFileSync(path.join(here, 'results/world.md'), lines.join('\n'));
console.log(lines.join('\n'));
