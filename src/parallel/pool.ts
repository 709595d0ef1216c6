import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { asParusError, fail, ParusError } from '../core/index.ts';
import { sharedInt32 } from './shared.ts';
import { abandonTeam, type TeamSeat, teamSeats } from './team.ts';
import type { TaskMessage, TaskOutcome } from './worker.ts';

/** A function that workers run: an exported function of a module, found again by name on the other side. */
export interface TaskRef<Input, Output> {
  readonly module: string;
  readonly task: string;
  /** Its thread must not be ended while it runs: see `nativeTaskRef`. */
  readonly native?: true;
  /** Carries the types; never set. */
  readonly signature?: (input: Input) => Output;
}

/**
 * Refers to the exported function `run` of the module at `moduleUrl` (its `import.meta.url`). Inputs and outputs
 * cross by structured clone: typed arrays on SharedArrayBuffer travel without a copy.
 */
export function taskRef<Input, Output>(
  moduleUrl: string,
  run: (input: Input) => Output | Promise<Output>,
): TaskRef<Input, Output> {
  return { module: moduleUrl, task: run.name };
}

/**
 * `taskRef` for a task that runs native code (DuckDB): ending a thread inside it takes the whole process down. Where others
 * are stopped at once, such a task that runs is waited for, and one that waits does not begin.
 */
export function nativeTaskRef<Input, Output>(
  moduleUrl: string,
  run: (input: Input) => Output | Promise<Output>,
): TaskRef<Input, Output> {
  return { ...taskRef(moduleUrl, run), native: true };
}

/** How far a sharded job has come; `done` counts finished shards. */
export interface ProgressEvent {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (event: ProgressEvent) => void;

export interface RunOptions {
  readonly label?: string;
  readonly onProgress?: OnProgress | undefined;
}

/** What a member of a team is called with. */
export interface TeamInput<I> {
  readonly seat: TeamSeat;
  readonly input: I;
}

export interface PoolOptions {
  /** Number of threads, >= 1; default: one per core. Results never depend on it. */
  readonly workers?: number | undefined;
  /** Aborting it stops running shards at once; calls then reject with PARUS_CANCELLED. */
  readonly signal?: AbortSignal | undefined;
  /** Hears of the labelled jobs that have no listener of their own. */
  readonly onProgress?: OnProgress | undefined;
}

/** A pool of worker threads; the only place in Parus that knows about threads. */
export interface WorkerPool extends AsyncDisposable {
  readonly workers: number;
  /** Where long jobs that are no shards (a path of penalties, trees) tell how far they have come. */
  readonly onProgress?: OnProgress | undefined;
  /**
   * Runs `task` once per input and gives the outputs in input order. Shards must be cut by the data alone (see
   * `shardRanges`), never by the number of workers: that keeps results the same at any worker count.
   * @throws ParusError as thrown by the task, or PARUS_CANCELLED, PARUS_WORKER_DIED, PARUS_WORKER_TASK.
   */
  mapShards<I, O>(task: TaskRef<I, O>, inputs: readonly I[], options?: RunOptions): Promise<O[]>;
  /**
   * Folds outputs in input order as they arrive, holding at most a few unfolded ones: for sums whose rounding must
   * not depend on timing and for outputs too large to keep. `fold` may be asynchronous; it is never run concurrently.
   */
  reduceInOrder<I, O, A>(
    task: TaskRef<I, O>,
    inputs: Iterable<I>,
    initial: A,
    fold: (accumulator: A, output: O, index: number) => A | Promise<A>,
    options?: RunOptions & { readonly total?: number },
  ): Promise<A>;
  /** Runs one task in a worker. */
  run<I, O>(task: TaskRef<I, O>, input: I): Promise<O>;
  /**
   * Runs `task` once in every worker at the same time, each with its seat (see `joinTeam`), and gives the outputs by
   * member. Tasks start first come, first served: a team waits for running shards, and teams queue behind each other.
   */
  runTeam<I, O>(task: TaskRef<TeamInput<I>, O>, input: I): Promise<O[]>;
  close(): Promise<void>;
}

/** Shards kept in flight per worker: one running, one waiting, so that no worker idles while the fold catches up. */
const IN_FLIGHT_PER_WORKER = 2;

export function openPool(options: PoolOptions = {}): WorkerPool {
  const workers = options.workers ?? availableParallelism();
  const { signal } = options;
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const piscina = new Piscina({
    filename: new URL(`./worker.${extension}`, import.meta.url).href,
    name: 'runTask',
    minThreads: workers,
    maxThreads: workers,
    idleTimeout: Number.POSITIVE_INFINITY,
  });

  // Set once nothing new is to begin; workers look at it before they start a native task.
  const stopped = sharedInt32(1);
  const stop = (): void => void Atomics.store(stopped, 0, 1);
  signal?.addEventListener('abort', stop, { once: true });
  const native = new Set<Promise<unknown>>();

  function hand(task: TaskRef<unknown, unknown>, input: unknown): Promise<TaskOutcome> {
    const message: TaskMessage = { module: task.module, task: task.task, input };
    if (!task.native) return piscina.run(message, signal ? { signal } : {});
    const running: Promise<TaskOutcome> = piscina.run({ ...message, stopped });
    const ended = running
      .catch(() => undefined)
      .then(() => {
        native.delete(ended);
      });
    native.add(ended);
    return running;
  }

  async function close(): Promise<void> {
    stop();
    signal?.removeEventListener('abort', stop);
    await Promise.all(native);
    await piscina.destroy();
  }

  async function run<I, O>(task: TaskRef<I, O>, input: I): Promise<O> {
    if (signal?.aborted) throw fail('PARUS_CANCELLED', { task: task.task });
    let outcome: TaskOutcome;
    try {
      outcome = await hand(task as TaskRef<unknown, unknown>, input);
      if (signal?.aborted) throw fail('PARUS_CANCELLED', { task: task.task });
    } catch (error) {
      if (signal?.aborted) throw fail('PARUS_CANCELLED', { task: task.task });
      const problem = error instanceof Error ? error.message : String(error);
      throw fail('PARUS_WORKER_DIED', { task: task.task, problem }, [], error);
    }
    if (outcome.ok) return outcome.value as O;
    const { code, message: text, issues, stack } = outcome.error;
    const error = new ParusError(code, text, issues);
    if (stack) error.stack = stack;
    throw error;
  }

  async function reduceInOrder<I, O, A>(
    task: TaskRef<I, O>,
    inputs: Iterable<I>,
    initial: A,
    fold: (accumulator: A, output: O, index: number) => A | Promise<A>,
    {
      label,
      onProgress = label === undefined ? undefined : options.onProgress,
      total = 0,
    }: RunOptions & { readonly total?: number } = {},
  ): Promise<A> {
    const queue: Promise<O>[] = [];
    const iterator = inputs[Symbol.iterator]();
    const refill = (): void => {
      while (queue.length < workers * IN_FLIGHT_PER_WORKER) {
        const next = iterator.next();
        if (next.done) return;
        const promise = run(task, next.value);
        // A later shard may fail while an earlier one is awaited: it is rethrown in its turn.
        promise.catch(() => undefined);
        queue.push(promise);
      }
    };
    let accumulator = initial;
    let done = 0;
    refill();
    for (let head = queue.shift(); head; head = queue.shift()) {
      const output = await head;
      refill();
      accumulator = await fold(accumulator, output, done);
      done += 1;
      onProgress?.({ label: label ?? task.task, done, total: Math.max(total, done) });
    }
    return accumulator;
  }

  async function runTeam<I, O>(task: TaskRef<TeamInput<I>, O>, input: I): Promise<O[]> {
    const settled = await Promise.allSettled(
      teamSeats(workers).map((seat) =>
        run(task, { seat, input }).catch((error: unknown) => {
          // A worker that died could not release its mates itself.
          abandonTeam(seat);
          throw error;
        }),
      ),
    );
    const errors = settled.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    // Mates of a failed member report only that they were cancelled: its own error says why.
    const cause = errors.find((error) => asParusError(error).code !== 'PARUS_CANCELLED') ?? errors[0];
    if (cause !== undefined) throw cause;
    return settled.map((outcome) => (outcome as PromiseFulfilledResult<O>).value);
  }

  return {
    workers,
    onProgress: options.onProgress,
    run,
    runTeam,
    reduceInOrder,
    mapShards: <I, O>(task: TaskRef<I, O>, inputs: readonly I[], runOptions: RunOptions = {}) =>
      reduceInOrder<I, O, O[]>(
        task,
        inputs,
        [],
        (outputs, output) => {
          outputs.push(output);
          return outputs;
        },
        { ...runOptions, total: inputs.length },
      ),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Opens a pool, runs `body` and closes the pool whatever happens: no thread outlives the call. */
export async function withPool<T>(options: PoolOptions, body: (pool: WorkerPool) => Promise<T>): Promise<T> {
  const pool = openPool(options);
  try {
    return await body(pool);
  } catch (error) {
    throw asParusError(error);
  } finally {
    await pool.close();
  }
}
