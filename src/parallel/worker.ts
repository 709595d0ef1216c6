/** The entry of every worker thread: finds the task by module and name, runs it, and brings errors back with their codes. */
import { asParusError, fail, type SerialisedError } from '../core/index.ts';

export interface TaskMessage {
  readonly module: string;
  readonly task: string;
  readonly input: unknown;
  /** Of a task that may not be cut off: 1 where it is not to begin any more. */
  readonly stopped?: Int32Array;
}

export type TaskOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: SerialisedError & { readonly stack?: string | undefined } };

export async function runTask({ module, task, input, stopped }: TaskMessage): Promise<TaskOutcome> {
  try {
    if (stopped && Atomics.load(stopped, 0) === 1) throw fail('PARUS_CANCELLED', { task });
    const exports = (await import(module)) as Readonly<Record<string, unknown>>;
    const run = exports[task];
    if (typeof run !== 'function') throw fail('PARUS_WORKER_TASK', { task, module });
    return { ok: true, value: await run(input) };
  } catch (thrown) {
    // An Error crosses threads without its code: send the plain form and rebuild it on the other side.
    const error = asParusError(thrown);
    const stack = thrown instanceof Error ? thrown.stack : undefined;
    return { ok: false, error: { ...error.toJSON(), stack } };
  }
}
