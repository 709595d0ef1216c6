/** Tasks that the tests of the pool run in worker threads. */
import { fail } from '../../src/core/index.ts';
import { nativeTaskRef, taskRef } from '../../src/parallel/index.ts';

export function square(x: number): number {
  return x * x;
}

/** Finishes the later the smaller its input, so that shards end out of order. */
export async function slowest(x: number): Promise<number> {
  await new Promise((done) => setTimeout(done, 60 - 10 * x));
  return x;
}

export function fillShared({
  values,
  start,
  end,
}: {
  values: Float64Array;
  start: number;
  end: number;
}): void {
  for (let i = start; i < end; i++) values[i] = i;
}

export function refuse(x: number): never {
  throw fail('PARUS_TABLE_RAGGED', { path: 'a.csv', line: x, problem: 'p' }, [
    { path: 'line', message: 'm' },
  ]);
}

export function crash(): never {
  throw new TypeError('not coded');
}

export function exitThread(): never {
  process.exit(3);
}

export function spin(): never {
  for (;;);
}

export const squareTask = taskRef(import.meta.url, square);
export const slowestTask = taskRef(import.meta.url, slowest);
export const fillSharedTask = taskRef(import.meta.url, fillShared);
export const refuseTask = taskRef(import.meta.url, refuse);
export const crashTask = taskRef(import.meta.url, crash);
export const exitTask = taskRef(import.meta.url, exitThread);
export const spinTask = taskRef(import.meta.url, spin);

/** Notes in `log` that it began and, after `ms`, that it ended: for tasks that must not be cut off. */
export async function noteBeginAndEnd({ log, ms }: { log: Int32Array; ms: number }): Promise<void> {
  Atomics.add(log, 0, 1);
  await new Promise((resolve) => setTimeout(resolve, ms));
  Atomics.add(log, 1, 1);
}

export const noteTask = nativeTaskRef(import.meta.url, noteBeginAndEnd);
