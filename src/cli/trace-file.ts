import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { fail } from '../core/index.ts';

/** A file that grows piece by piece under a temporary name and is there once it is whole. */
export interface TraceFile {
  /** @throws PARUS_WRITE_FAILED */
  write(bytes: Uint8Array): Promise<void>;
  /** Moves the file to its name. @throws PARUS_WRITE_FAILED */
  close(): Promise<void>;
  /** Leaves nothing behind; what the name held before stays. */
  abandon(): Promise<void>;
}

/** @throws PARUS_WRITE_FAILED */
export async function openTraceFile(path: string): Promise<TraceFile> {
  const partial = `${path}.partial`;
  const refuse = (error: unknown) => {
    const problem = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
    return fail('PARUS_WRITE_FAILED', { path, problem }, [], error);
  };
  let handle: FileHandle;
  try {
    handle = await open(partial, 'w');
  } catch (error) {
    throw refuse(error);
  }
  return {
    async write(bytes) {
      try {
        await handle.writeFile(bytes);
      } catch (error) {
        throw refuse(error);
      }
    },
    async close() {
      try {
        await handle.close();
        await rename(partial, path);
      } catch (error) {
        throw refuse(error);
      }
    },
    async abandon() {
      await handle.close().catch(() => undefined);
      await rm(partial, { force: true });
    },
  };
}
