import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ParusError } from '../../src/core/index.ts';
import { openPool, type WorkerPool, withPool } from '../../src/parallel/index.ts';
import { readManifest } from '../../src/sources/index.ts';
import { asFloat64, columnOf, readTable } from '../../src/table/index.ts';
import { type SimulateOptions, simulateBook } from '../../src/world/simulate.ts';

let dir: string;
let pool: WorkerPool;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parus-world-'));
  pool = openPool({ workers: 2 });
});
afterAll(async () => {
  await pool.close();
  await rm(dir, { recursive: true, force: true });
});

const options = (name: string, more: Partial<SimulateOptions> = {}): SimulateOptions => ({
  firms: 600,
  months: 24,
  seed: 7,
  out: join(dir, name),
  pool,
  ...more,
});

async function failureOf(promise: Promise<unknown>): Promise<ParusError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ParusError);
  return error as ParusError;
}

describe('simulateBook', () => {
  it('writes the same bytes with one worker, with two, and again', async () => {
    const two = await simulateBook(options('two'));
    const again = await simulateBook(options('again'));
    const one = await withPool({ workers: 1 }, (single) => simulateBook(options('one', { pool: single })));
    expect(again.hash).toBe(two.hash);
    expect(one.hash).toBe(two.hash);
    const other = await simulateBook(options('other', { seed: 8, firms: 20 }));
    expect(other.hash).not.toBe(two.hash);
  });

  it('summarises what it wrote', async () => {
    let now = 0;
    const progress: number[] = [];
    const summary = await simulateBook(
      options('summary', {
        firms: 300,
        clock: () => {
          now += 1500;
          return now;
        },
        onProgress: ({ done, total }) => progress.push(done / total),
      }),
    );
    const manifest = await readManifest(summary.out);
    expect(summary.hash).toBe(manifest.hash);
    expect(summary.seconds).toBe(1.5);
    expect(progress).toEqual([0.5, 1]);
    expect(Object.keys(summary.rows).sort()).toEqual(
      ['applications', 'bank', 'bureau', 'outcomes', 'registry', 'tax', 'truth/firms', 'utility'].sort(),
    );
    expect(summary.rows['truth/firms']).toBe(300);
    expect(manifest.startDate).toBe('2024-01-01');
    expect(manifest.endDate).toBe('2025-12-31');
    const bad = columnOf(await readTable(join(summary.out, 'outcomes.parquet')), 'bad');
    if (bad.kind === 'category') throw new Error('bad is text');
    const flags = asFloat64(bad);
    expect(summary.rows.outcomes).toBe(flags.length);
    expect(summary.badRate).toBe(flags.reduce((a, b) => a + b, 0) / flags.length);
  });

  it('writes every source even where one firm leaves it empty, and no bad rate without loans', async () => {
    const never = { months: 6, firms: 1 };
    const summaries = [];
    for (let seed = 0; seed < 4; seed++)
      summaries.push(await simulateBook(options(`single-${seed}`, { ...never, seed })));
    for (const { rows, badRate } of summaries) {
      expect(Object.keys(rows)).toHaveLength(8);
      expect(rows.registry).toBeGreaterThan(0);
      if (rows.outcomes === 0) expect(badRate).toBeNull();
    }
    expect(summaries.some(({ rows }) => rows.outcomes === 0)).toBe(true);
  });

  it('leaves no book when it is stopped', async () => {
    const controller = new AbortController();
    const stopped = simulateBook(
      options('stopped', { signal: controller.signal, onProgress: () => controller.abort() }),
    );
    expect((await failureOf(stopped)).code).toBe('PARUS_CANCELLED');
    expect(existsSync(join(dir, 'stopped'))).toBe(false);
    expect((await readdir(dir)).filter((name) => name.startsWith('stopped'))).toEqual([]);
  });

  it('refuses to replace a book unless forced, and to start when already stopped', async () => {
    await simulateBook(options('kept', { firms: 5 }));
    expect((await failureOf(simulateBook(options('kept', { firms: 5 })))).code).toBe('PARUS_OUT_EXISTS');
    await simulateBook(options('kept', { firms: 6, force: true }));
    expect((await readManifest(join(dir, 'kept'))).firms).toBe(6);
    const aborted = failureOf(simulateBook(options('never', { signal: AbortSignal.abort() })));
    expect((await aborted).code).toBe('PARUS_CANCELLED');
  });

  it.each([
    [{ firms: 0 }, 'firms'],
    [{ firms: 10_000_001 }, 'firms'],
    [{ firms: 2.5 }, 'firms'],
    [{ firms: Number.NaN }, 'firms'],
    [{ months: 5 }, 'months'],
    [{ months: 241 }, 'months'],
    [{ seed: -1 }, 'seed'],
    [{ seed: 2 ** 53 }, 'seed'],
    [{ out: ' ' }, 'out'],
  ])('refuses %o, naming the option', async (bad, name) => {
    const error = await failureOf(simulateBook(options('refused', bad)));
    expect(error.code).toBe('PARUS_USAGE');
    expect(error.issues.map(({ path }) => path)).toEqual([name]);
  });

  it('lists every bad option at once', async () => {
    const error = await failureOf(simulateBook(options('refused', { firms: 0, months: 1, seed: 0.5 })));
    expect(error.issues.map(({ path }) => path)).toEqual(['firms', 'months', 'seed']);
  });
});
