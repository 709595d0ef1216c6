import { fail } from '../../core/index.ts';
import type { TaskRef, WorkerPool } from '../../parallel/index.ts';

/** Tasks in flight per worker: one running, one waiting. Bounds the memory of a stream that is faster than its readers. */
const IN_FLIGHT_PER_WORKER = 2;

/**
 * Runs `task` over a stream of inputs in the workers of `pool` and gives the outputs to `fold` in the order of the inputs.
 * When anything fails, or `signal` is aborted, it first waits for the tasks under way: they may be writing files, and a
 * thread must not be ended inside DuckDB.
 * @throws PARUS_CANCELLED, and what the task, the inputs or `fold` throw
 */
export async function streamInOrder<I, O>(
  pool: WorkerPool,
  task: TaskRef<I, O>,
  inputs: AsyncIterable<I>,
  fold: (output: O) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const queue: Promise<O>[] = [];
  try {
    for await (const input of inputs) {
      if (signal?.aborted) throw fail('PARUS_CANCELLED', { task: task.task });
      const running = pool.run(task, input);
      // A later task may fail while an earlier one is awaited: it is rethrown in its turn.
      running.catch(() => undefined);
      queue.push(running);
      if (queue.length >= pool.workers * IN_FLIGHT_PER_WORKER) await fold(await queue.shift()!);
    }
    for (let head = queue.shift(); head; head = queue.shift()) await fold(await head);
  } finally {
    await Promise.allSettled(queue);
  }
}
