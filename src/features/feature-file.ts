import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { canonicalJson, type Day, fail, sha256 } from '../core/index.ts';
import { nativeTaskRef, type OnProgress, type WorkerPool } from '../parallel/index.ts';
import type { BookReader } from '../sources/index.ts';
import { countRows, mergeParquet, writeTable } from '../table/index.ts';
import { featureCatalogue } from './catalogue.ts';
import { computeShard, type ShardInput, shardsOf } from './feature-shard.ts';
import { rowPlanOf, tableOf } from './feature-table.ts';
import { partOf, type RowPlan } from './row-plan.ts';

export interface FeatureFileOptions {
  readonly pool: WorkerPool;
  /** One row per firm at this day, instead of one per application at the day it was made. */
  readonly asOf?: Day | undefined;
  readonly onProgress?: OnProgress | undefined;
  /** Source records that a worker holds at once: memory against speed, never a matter of results. Default: 1,500,000. */
  readonly shardRecords?: number | undefined;
}

/** A shard of a feature file; goes to a worker. */
export interface PartInput {
  readonly shard: ShardInput;
  /** The rows of the shard alone. */
  readonly rows: RowPlan;
  readonly path: string;
}

/** Worker task: computes a shard and writes it as a Parquet file of its own, unless an earlier run has. */
export async function writeFeaturePart({ shard, rows, path }: PartInput): Promise<void> {
  if (await stat(path).catch(() => undefined)) return;
  const values = await computeShard(shard);
  await writeTable(path, tableOf(rows, values, path));
}

const partTask = nativeTaskRef(import.meta.url, writeFeaturePart);

/**
 * Writes the feature table of a book (see `computeFeatureTable`) to the Parquet file `out` without ever holding it: shards
 * become files under `<out>.parts`, which are merged in order. A run that was stopped is gone on with where it stopped.
 * Same bytes at any number of workers. @throws as `computeFeatureTable`, PARUS_WRITE_FAILED.
 */
export async function writeFeatureFile(
  reader: BookReader,
  out: string,
  { pool, asOf, onProgress, shardRecords }: FeatureFileOptions,
): Promise<{ readonly rows: number }> {
  const plan = await rowPlanOf(reader, { asOf });
  const shards = shardsOf(reader, plan, shardRecords);
  const partial = `${resolve(out)}.parts`;
  const what = sha256(
    canonicalJson({ book: reader.manifest.hash, asOf: asOf ?? null, features: featureCatalogue }),
  );
  await openPartial(partial, what);
  const inputs = shards.map((shard, i) => ({
    shard,
    rows: partOf(plan, shard.start, shard.end),
    path: join(partial, `${i}.parquet`),
  }));
  await pool.mapShards(partTask, inputs, { label: 'features', onProgress });
  await mergeParquet(
    inputs.map(({ path }) => path),
    out,
  );
  const rows = await countRows(out);
  await rm(partial, { recursive: true, force: true });
  if (rows > 0) return { rows };
  await rm(out, { force: true });
  throw fail('PARUS_FILE_EMPTY', { path: reader.dir, got: 'no firm of which anything is known at that day' });
}

/** Keeps the parts of a run of the same book, day and catalogue; drops any others. */
async function openPartial(dir: string, what: string): Promise<void> {
  const plan = join(dir, 'plan');
  if ((await readFile(plan, 'utf8').catch(() => '')) === what) return;
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  await writeFile(plan, what);
}
