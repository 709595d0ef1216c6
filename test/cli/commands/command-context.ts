import type { CommandContext } from '../../../src/cli/command.ts';
import { withPool } from '../../../src/parallel/index.ts';

/** What a command runs with when a test calls it: one worker, no terminal. */
export function testContext(): CommandContext {
  const signal = new AbortController().signal;
  return {
    seed: 7,
    workers: 1,
    signal,
    onProgress: () => undefined,
    clock: () => 0,
    command: 'parus',
    json: false,
    withPool: (body) => withPool({ workers: 1, signal, onProgress: () => undefined }, body),
  };
}
