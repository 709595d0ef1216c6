import { rename, rm, writeFile } from 'node:fs/promises';
import { fail } from '../core/index.ts';

/**
 * Lets `write` make a file under a temporary name beside `path` and moves it there once it is whole: `path` never holds
 * half a file, and what it held before survives a failure.
 * @throws PARUS_WRITE_FAILED with the first line of the cause
 */
export async function replaceFile(path: string, write: (partial: string) => Promise<unknown>): Promise<void> {
  const partial = `${path}.partial`;
  try {
    await write(partial);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    const problem = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
    throw fail('PARUS_WRITE_FAILED', { path, problem }, [], error);
  }
}

/** Writes text as UTF-8, whole or not at all. @throws PARUS_WRITE_FAILED */
export function writeTextFile(path: string, text: string): Promise<void> {
  return replaceFile(path, (partial) => writeFile(partial, text));
}
