import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { asParusError, fail } from '../core/index.ts';
import { type FileFormat, formatOf } from '../table/index.ts';
import { type SourceName, sourceNames } from './catalogue.ts';

/** A file to ingest and the source its name stands for. */
export interface SourceFile {
  readonly path: string;
  readonly source: SourceName;
  readonly format: FileFormat;
}

/** The source a file is named for: `tax.csv`, `tax-2024.ndjson`, `bank_01.parquet`. @throws PARUS_SOURCE_UNKNOWN */
export function sourceOf(path: string): SourceName {
  const name = basename(path);
  const source = sourceNames.find((known) => new RegExp(`^${known}(?![a-z])`, 'i').test(name));
  if (source) return source;
  throw fail('PARUS_SOURCE_UNKNOWN', { path, expected: sourceNames.join(', ') });
}

/**
 * The files behind files and folders, in the order of the catalogue and then by path, so that the order of arguments does
 * not matter. Of a folder, its own files in a format that can be read; every one of them must be one that `mappedSource`
 * knows or be named for a source.
 * @throws PARUS_FILE_MISSING, PARUS_FILE_FORMAT, PARUS_SOURCE_UNKNOWN
 */
export async function findSourceFiles(
  paths: readonly string[],
  mappedSource: (path: string) => SourceName | undefined = () => undefined,
): Promise<SourceFile[]> {
  const found = new Map<string, SourceFile>();
  for (const path of paths) {
    const info = await stat(path).catch(() => undefined);
    if (!info) throw fail('PARUS_FILE_MISSING', { path });
    const files = info.isDirectory() ? await readableFiles(path) : [path];
    for (const file of files) {
      // A folder under the name of a source is no file: say so rather than read it as one.
      if ((await stat(file)).isDirectory())
        throw fail('PARUS_FILE_FORMAT', { path: file, problem: 'it is not a file' });
      found.set(file, { path: file, source: mappedSource(file) ?? sourceOf(file), format: formatOf(file) });
    }
  }
  if (found.size === 0) {
    throw fail('PARUS_FILE_MISSING', { path: `${paths.join(', ')} (no .csv, .ndjson or .parquet in it)` });
  }
  const rank = ({ source }: SourceFile): number => sourceNames.indexOf(source);
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
}

async function readableFiles(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch((error: Error) => {
    throw fail('PARUS_FILE_FORMAT', { path: dir, problem: error.message }, [], error);
  });
  return names.filter(isReadable).map((name) => join(dir, name));
}

function isReadable(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch (error) {
    if (asParusError(error).code === 'PARUS_FILE_FORMAT') return false;
    throw error;
  }
}
