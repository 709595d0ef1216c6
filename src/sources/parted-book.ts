import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { canonicalJson, sha256 } from '../core/index.ts';
import { nativeTaskRef, type WorkerPool } from '../parallel/index.ts';
import { countRows, mergeParquet, type Table, writeTable } from '../table/index.ts';
import {
  assertReplaceable,
  type BookMeta,
  type BookTableName,
  fingerprint,
  takePlace,
  writeManifest,
  writing,
} from './book.ts';
import type { Manifest } from './manifest.ts';

/** A book that grows part by part, each written by whoever made it, and can be gone on with after a stop. */
export interface PartedBook {
  /** Folder in which parts grow: see `writePart`. */
  readonly stagingDir: string;
  /** What is noted of part `i` by the run that finished it; undefined while it is not. */
  notesOf(i: number): Promise<unknown>;
  /**
   * Merges the parts 0 .. n - 1, in this order, into one file a table, adds the `extra` tables, writes the manifest, then gives the folder its
   * name. @throws PARUS_WRITE_FAILED; the parts then stay.
   */
  finish(
    meta: BookMeta,
    n: number,
    pool: WorkerPool,
    extra: ReadonlyMap<BookTableName, Table>,
  ): Promise<Manifest>;
}

interface PartNotes {
  /** Tables of the part. */
  readonly names: readonly string[];
  readonly notes: unknown;
}

const PLAN_NAME = 'plan.json';
const NOTES_NAME = 'notes.json';

/**
 * Opens the folder `<dir>.partial` for parts of the book that `plan` (plain JSON) describes. Parts that an earlier run with
 * the same plan finished are kept; those of another plan are dropped.
 * @throws PARUS_OUT_EXISTS, PARUS_BOOK_MISSING as `openBookWriter`; PARUS_WRITE_FAILED.
 */
export async function openPartedBook(
  dir: string,
  plan: unknown,
  options: { readonly force?: boolean } = {},
): Promise<PartedBook> {
  const target = resolve(dir);
  await assertReplaceable(target, dir, options.force ?? false);
  const stagingDir = `${target}.partial`;
  const planPath = join(stagingDir, PLAN_NAME);
  const planHash = sha256(canonicalJson(plan));
  await writing(dir, async () => {
    const known = await readFile(planPath, 'utf8').catch(() => '');
    if (known === planHash) return;
    await rm(stagingDir, { recursive: true, force: true });
    await mkdir(stagingDir, { recursive: true });
    await writeFile(planPath, planHash);
  });
  return {
    stagingDir,
    notesOf: async (i) => {
      const text = await readFile(join(partDir(stagingDir, i), NOTES_NAME), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : (JSON.parse(text) as PartNotes).notes;
    },
    finish: async (meta, n, pool, extra) => {
      const manifest = await writing(dir, () => mergeParts(stagingDir, meta, n, pool, extra));
      await writing(dir, () => takePlace(stagingDir, target));
      return manifest;
    },
  };
}

/**
 * Writes the tables of part `i`, then its notes: a part with notes is whole. Tables without rows are written too, so that
 * the book has every file. May run in any thread; two parts never touch the same file.
 * @throws PARUS_WRITE_FAILED
 */
export async function writePart(
  stagingDir: string,
  i: number,
  tables: Iterable<readonly [BookTableName, Table]>,
  notes: unknown,
): Promise<void> {
  const dir = partDir(stagingDir, i);
  await writing(dir, async () => {
    await rm(dir, { recursive: true, force: true });
    await mkdir(dir, { recursive: true });
  });
  const names: string[] = [];
  for (const [name, table] of tables) {
    const path = join(dir, `${name}.parquet`);
    await writing(path, () => mkdir(dirname(path), { recursive: true }));
    await writeTable(path, table);
    names.push(name);
  }
  await writing(dir, async () => {
    const path = join(dir, NOTES_NAME);
    await writeFile(`${path}.partial`, JSON.stringify({ names, notes }));
    await rename(`${path}.partial`, path);
  });
}

function partDir(stagingDir: string, i: number): string {
  return join(stagingDir, 'parts', String(i));
}

export interface MergeInput {
  readonly paths: readonly string[];
  readonly out: string;
}

/** Merges one table's parts; the task of a worker. */
export async function mergeTable({ paths, out }: MergeInput): Promise<{ readonly rows: number }> {
  const [only] = paths;
  if (only !== undefined && paths.length === 1) await rename(only, out);
  else await mergeParquet(paths, out);
  return { rows: await countRows(out) };
}

/** `mergeTable` as workers find it. */
const mergeTask = nativeTaskRef(import.meta.url, mergeTable);

async function mergeParts(
  stagingDir: string,
  meta: BookMeta,
  n: number,
  pool: WorkerPool,
  extra: ReadonlyMap<BookTableName, Table>,
): Promise<Manifest> {
  const parts = Array.from({ length: n }, (_, i) => partDir(stagingDir, i));
  const first = JSON.parse(await readFile(join(parts[0]!, NOTES_NAME), 'utf8')) as PartNotes;
  const names = [...first.names].sort();
  const inputs: MergeInput[] = names.map((name) => ({
    paths: parts.map((part) => join(part, `${name}.parquet`)),
    out: join(stagingDir, `${name}.parquet`),
  }));
  for (const { out } of inputs) await mkdir(dirname(out), { recursive: true });
  const merged = await pool.mapShards(mergeTask, inputs, { label: 'merge' });
  for (const [name, table] of extra) {
    const out = join(stagingDir, `${name}.parquet`);
    await mkdir(dirname(out), { recursive: true });
    await writeTable(out, table);
    names.push(name);
    merged.push({ rows: table.nRows });
    inputs.push({ paths: [], out });
  }
  const files: Manifest['files'] = {};
  for (const [i, { out }] of inputs.entries())
    files[names[i]!] = { rows: merged[i]!.rows, ...(await fingerprint(out)) };
  await rm(join(stagingDir, 'parts'), { recursive: true, force: true });
  await rm(join(stagingDir, PLAN_NAME), { force: true });
  return writeManifest(stagingDir, meta, files);
}
