import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { asParusError, fail } from '../core/index.ts';
import { type OnProgress, type WorkerPool, withPool } from '../parallel/index.ts';
import { openProgressBar } from './terminal.ts';

/** What a command runs with. */
export interface CommandContext {
  readonly seed: number;
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** Milliseconds from an arbitrary start; only for reporting how long things took. */
  readonly clock: () => number;
  /** The command as typed, without flags that cannot change its result: goes into provenance. */
  readonly command: string;
  /** True where stdout must hold one JSON object and nothing else. */
  readonly json: boolean;
  /** Opens the pool of `--workers` threads for the time of `body`. */
  withPool<T>(body: (pool: WorkerPool) => Promise<T>): Promise<T>;
}

/** What a command gives back: data for `--json`, text for people, and whether a check that it ran held. */
export interface CommandResult {
  readonly data: object;
  readonly text: string;
  /** 3 when a check did not hold; default 0. */
  readonly exitCode?: 0 | 3;
}

export interface CommandSpec<Options> {
  readonly name: string;
  readonly summary: string;
  /** Positional arguments in commander's notation, such as `<path...>`. */
  readonly args?: string;
  readonly options: readonly Option[];
  /** Shown by --help; a line somebody can paste. */
  readonly example: string;
  readonly run: (
    options: Options,
    context: CommandContext,
    args: readonly string[],
  ) => Promise<CommandResult>;
}

/** A command whose options only it knows. */
export type AnyCommand = CommandSpec<never>;

const DEFAULT_SEED = 7;

/** Flags that never change a result: not part of a command's provenance. */
const INCIDENTAL_FLAGS = ['--workers', '--out', '--report'];
const INCIDENTAL_SWITCHES = ['--json', '--force'];

/** Adds a command to the program; `finish` receives its exit code. */
export function addCommand<Options>(
  program: Command,
  spec: CommandSpec<Options>,
  argv: readonly string[],
  finish: (code: number) => void,
): void {
  const command = program.command(spec.args ? `${spec.name} ${spec.args}` : spec.name);
  command.summary(spec.summary).description(spec.summary);
  for (const option of spec.options) command.addOption(option);
  command
    .addOption(
      option('--seed <n>', 'seed of every random draw')
        .argParser(wholeNumber('--seed', 0))
        .default(DEFAULT_SEED),
    )
    .addOption(
      option('--workers <n>', 'worker threads; results never depend on it')
        .argParser(wholeNumber('--workers', 1, 256))
        .default(availableParallelism(), 'one per core'),
    )
    .addOption(option('--json', 'print one JSON object on stdout and nothing else'))
    .addHelpText('after', `\nExample:\n  ${spec.example}\n`);
  command.action(async () => {
    const options = command.opts<Options & CommonOptions>();
    finish(await runCommand(spec, options, command.args, commandLine(argv)));
  });
}

interface CommonOptions {
  readonly seed: number;
  readonly workers: number;
  readonly json?: boolean;
}

async function runCommand<Options>(
  spec: CommandSpec<Options>,
  options: Options & CommonOptions,
  args: readonly string[],
  command: string,
): Promise<number> {
  const { seed, workers, json = false } = options;
  const clock = (): number => performance.now();
  const bar = openProgressBar(clock);
  const abort = new AbortController();
  const interrupt = (): void => abort.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const context: CommandContext = {
    seed,
    workers,
    signal: abort.signal,
    onProgress: bar.onProgress,
    clock,
    command,
    json,
    withPool: (body) => withPool({ workers, signal: abort.signal, onProgress: bar.onProgress }, body),
  };
  try {
    const result = await spec.run(options, context, args);
    bar.stop();
    process.stdout.write(json ? `${JSON.stringify(result.data)}\n` : `${result.text}\n`);
    return result.exitCode ?? 0;
  } catch (error) {
    bar.stop();
    return reportError(error, json);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** Prints an error as the contract says and gives its exit code. */
export function reportError(thrown: unknown, json: boolean): number {
  const error = asParusError(thrown);
  if (json) process.stdout.write(`${JSON.stringify({ error: error.toJSON() })}\n`);
  process.stderr.write(`parus: ${error.code}: ${error.message}\n`);
  if (!json)
    for (const { path, message } of error.issues.slice(0, 20))
      process.stderr.write(`  ${path}: ${message}\n`);
  if (error.code === 'PARUS_INTERNAL' && thrown instanceof Error) process.stderr.write(`${thrown.stack}\n`);
  return error.exit;
}

function commandLine(argv: readonly string[]): string {
  const kept: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (INCIDENTAL_SWITCHES.includes(word)) continue;
    const flag = INCIDENTAL_FLAGS.find((name) => word === name || word.startsWith(`${name}=`));
    if (!flag) kept.push(/^[\w./:,=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
    else if (word === flag) i += 1;
  }
  return ['parus', ...kept].join(' ');
}

export function option(flags: string, description: string): Option {
  return new Option(flags, description);
}

export function required(flags: string, description: string): Option {
  return new Option(flags, description).makeOptionMandatory();
}

/** Parses a whole number in [least, most]. */
export function wholeNumber(
  name: string,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most || text.trim() === '') {
      throw new InvalidArgumentError(
        `${name} got ${text}; expected a whole number from ${least} to ${most}.`,
      );
    }
    return value;
  };
}

/** Parses a number in (low, high). */
export function numberBetween(name: string, low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!(value > low && value < high)) {
      throw new InvalidArgumentError(`${name} got ${text}; expected a number between ${low} and ${high}.`);
    }
    return value;
  };
}

/** Splits `A,B,C`. */
export function commaList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Fails with PARUS_USAGE unless exactly one of the named options is given. */
export function exactlyOne(options: Readonly<Record<string, unknown>>, ...names: string[]): void {
  const given = names.filter((name) => options[name] !== undefined);
  if (given.length === 1) return;
  const flags = names.map((name) => `--${name}`).join(' or ');
  throw fail('PARUS_USAGE', {
    problem: `got ${given.length === 0 ? 'neither' : 'both'}; expected either ${flags}`,
  });
}
