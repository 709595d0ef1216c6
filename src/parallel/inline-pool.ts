import { ParusError } from '../core/index.ts';
import type { TaskRef, WorkerPool } from './pool.ts';
import { teamSeats } from './team.ts';
import { runTask } from './worker.ts';

/** Runs a task where it is asked for; errors come back with their codes, as from a worker. */
async function run<I, O>({ module, task }: TaskRef<I, O>, input: I): Promise<O> {
  const outcome = await runTask({ module, task, input });
  if (outcome.ok) return outcome.value as O;
  const { code, message, issues } = outcome.error;
  throw new ParusError(code, message, issues);
}

async function reduceInOrder<I, O, A>(
  task: TaskRef<I, O>,
  inputs: Iterable<I>,
  initial: A,
  fold: (accumulator: A, output: O, index: number) => A | Promise<A>,
): Promise<A> {
  let accumulator = initial;
  let index = 0;
  for (const input of inputs) accumulator = await fold(accumulator, await run(task, input), index++);
  return accumulator;
}

/** A pool without threads has nothing to close. */
async function close(): Promise<void> {
  return undefined;
}

/**
 * A pool of no threads: tasks run one after the other in the caller's. Results never depend on the number of workers, so
 * a training inside a worker gives the same model as one that has them all.
 */
export const inlinePool: WorkerPool = {
  workers: 1,
  run,
  reduceInOrder,
  mapShards: <I, O>(task: TaskRef<I, O>, inputs: readonly I[]) =>
    reduceInOrder<I, O, O[]>(task, inputs, [], (outputs, output) => {
      outputs.push(output);
      return outputs;
    }),
  runTeam: async (task, input) => [await run(task, { seat: teamSeats(1)[0]!, input })],
  close,
  [Symbol.asyncDispose]: close,
};
