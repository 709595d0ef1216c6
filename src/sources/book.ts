import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Day, fail, formatDay } from '../core/index.ts';
import {
  abbreviate,
  columnOf,
  openTableWriter,
  type Schema,
  schemaOf,
  type Table,
  type TableWriter,
} from '../table/index.ts';
import { type SourceName, sourceNames, sources } from './catalogue.ts';
import { MANIFEST_NAME, type Manifest, manifestHash } from './manifest.ts';
import { schemaOfSource } from './schema.ts';

/** What may be put into a book: a source, or a table of truth that no reader of books ever opens. */
export type BookTableName = SourceName | `truth/${string}`;

export interface BookMeta {
  /** What made the book and with which parameters, as plain JSON; no clock and no absolute path, they would end up in the hash. */
  readonly generator: Record<string, unknown>;
  readonly startDate: Day;
  readonly endDate: Day;
  readonly firms: number;
}

/** Writes a book block by block; nothing stands under its name until `finish` has succeeded. */
export interface BookWriter {
  /** Folder in which the book grows; `finish` renames it. Files put here become part of the folder, not of the manifest. */
  readonly stagingDir: string;
  /**
   * Appends rows to the file of `name`. A source's table must have the columns of its contract, in any order; the
   * first table of a truth file sets its columns. The table is read later: do not change it after the call.
   * @throws PARUS_TABLE_COLUMN_MISSING, PARUS_TABLE_COLUMN_TYPE
   */
  append(name: BookTableName, table: Table): void;
  /** Writes every file, then the manifest, then gives the folder its name. @throws PARUS_WRITE_FAILED */
  finish(meta: BookMeta): Promise<Manifest>;
  /** Drops everything; `dir` is as it was. */
  discard(): Promise<void>;
}

/** One file on its way: the appends wait for the writer, in order. */
interface Growing {
  readonly schema: Schema;
  writer: Promise<TableWriter>;
}

/**
 * Opens a writer for a new book at `dir`. The same tables in the same order give the same bytes.
 * @throws PARUS_OUT_EXISTS where `dir` is a file or holds anything and `force` is not set; PARUS_BOOK_MISSING where `force`
 * would replace a folder that is not a book; PARUS_WRITE_FAILED.
 */
export async function openBookWriter(
  dir: string,
  options: { readonly force?: boolean } = {},
): Promise<BookWriter> {
  const target = resolve(dir);
  await assertReplaceable(target, dir, options.force ?? false);
  const stagingDir = `${target}.partial`;
  await writing(dir, async () => {
    await rm(stagingDir, { recursive: true, force: true });
    await mkdir(stagingDir, { recursive: true });
  });
  const growing = new Map<string, Growing>();

  const open = (name: BookTableName, table: Table): Growing => {
    const schema = isSource(name) ? schemaOfSource(sources[name]) : schemaOf(table);
    const path = join(stagingDir, `${name}.parquet`);
    const writer = mkdir(dirname(path), { recursive: true }).then(() => openTableWriter(path, schema));
    const file = { schema, writer };
    growing.set(name, file);
    return file;
  };

  const discard = async (): Promise<void> => {
    const writers = await Promise.allSettled([...growing.values()].map(({ writer }) => writer));
    for (const settled of writers) if (settled.status === 'fulfilled') settled.value.discard();
    growing.clear();
    await rm(stagingDir, { recursive: true, force: true });
  };

  return {
    stagingDir,
    discard,
    append(name, table) {
      if (!isSource(name) && !/^truth\/[\w-]+$/.test(name)) {
        throw fail('PARUS_SOURCE_UNKNOWN', { path: name, expected: [...sourceNames, 'truth/*'].join(', ') });
      }
      const file = growing.get(name) ?? open(name, table);
      assertSchema(table, file.schema);
      file.writer = file.writer.then((writer) => {
        writer.append(table);
        return writer;
      });
      // A failed append is reported by `finish`, not as an unhandled rejection before it.
      file.writer.catch(() => undefined);
    },
    async finish(meta) {
      try {
        const manifest = await writing(dir, () => writeAll(stagingDir, growing, meta));
        await writing(dir, () => takePlace(stagingDir, target));
        return manifest;
      } catch (error) {
        await rm(stagingDir, { recursive: true, force: true });
        throw error;
      }
    },
  };
}

function isSource(name: string): name is SourceName {
  return Object.hasOwn(sources, name);
}

/** @throws PARUS_OUT_EXISTS, PARUS_BOOK_MISSING: see `openBookWriter`. */
export async function assertReplaceable(target: string, dir: string, force: boolean): Promise<void> {
  const info = await stat(target).catch(() => undefined);
  if (!info) return;
  if (!info.isDirectory()) throw fail('PARUS_OUT_EXISTS', { path: dir });
  if ((await readdir(target)).length === 0) return;
  if (!force) throw fail('PARUS_OUT_EXISTS', { path: dir });
  // Replacing removes the whole folder: never one that holds something else.
  const names = await readdir(target);
  if (!names.includes(MANIFEST_NAME))
    throw fail('PARUS_BOOK_MISSING', { path: dir, expected: MANIFEST_NAME });
}

function assertSchema(table: Table, schema: Schema): void {
  for (const { name, type } of schema) {
    const column = columnOf(table, name);
    const got = schemaOf({ ...table, columns: new Map([[name, column]]) })[0]!.type;
    if (got === type) continue;
    throw fail('PARUS_TABLE_COLUMN_TYPE', { column: name, path: table.origin, got, expected: type });
  }
  const extra = [...table.columns.keys()].filter((name) => !schema.some((field) => field.name === name));
  if (extra.length === 0) return;
  throw fail('PARUS_TABLE_HEADER', {
    path: table.origin,
    problem: `unexpected columns ${abbreviate(extra)}`,
  });
}

async function writeAll(
  stagingDir: string,
  growing: ReadonlyMap<string, Growing>,
  meta: BookMeta,
): Promise<Manifest> {
  const files: Manifest['files'] = {};
  const names = [...growing.keys()].sort();
  for (const name of names) {
    const writer = await growing.get(name)!.writer;
    const rows = await writer.close();
    const path = join(stagingDir, `${name}.parquet`);
    files[name] = { rows, ...(await fingerprint(path)) };
  }
  return writeManifest(stagingDir, meta, files);
}

/** Writes the table of contents of a finished folder: the last file of a book. */
export async function writeManifest(
  stagingDir: string,
  meta: BookMeta,
  files: Manifest['files'],
): Promise<Manifest> {
  const rest = {
    format: 1 as const,
    kind: 'parus-book' as const,
    startDate: formatDay(meta.startDate),
    endDate: formatDay(meta.endDate),
    firms: meta.firms,
    generator: JSON.parse(JSON.stringify(meta.generator)) as Manifest['generator'],
    files,
  };
  const manifest = { ...rest, hash: manifestHash(rest) };
  await writeFile(join(stagingDir, MANIFEST_NAME), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** Size and SHA-256 of a file, read in blocks. */
export async function fingerprint(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const block of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(block as Buffer);
    bytes += (block as Buffer).length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Gives the finished folder its name; an older book steps aside first and comes back if that fails. */
export async function takePlace(stagingDir: string, target: string): Promise<void> {
  const aside = `${target}.replaced`;
  await rm(aside, { recursive: true, force: true });
  const old = await stat(target).catch(() => undefined);
  if (old) await rename(target, aside);
  try {
    await rename(stagingDir, target);
  } catch (error) {
    if (old) await rename(aside, target);
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

/** Runs file operations; what fails without a code becomes PARUS_WRITE_FAILED. */
export async function writing<T>(path: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) {
      throw fail('PARUS_WRITE_FAILED', { path, problem: error.message }, [], error);
    }
    throw error;
  }
}
