import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ParusError } from '../../src/core/index.ts';
import { openPool, type WorkerPool, withPool } from '../../src/parallel/index.ts';
import { readManifest, sourceNames } from '../../src/sources/index.ts';
import { asFloat64, columnOf, readTable } from '../../src/table/index.ts';
import { firmIdOf } from '../../src/world/emit/index.ts';
import { baselineScenario } from '../../src/world/scenario.ts';
import { type SimulateOptions, type SimulateSummary, simulateBook } from '../../src/world/simulate.ts';

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

/** Small and quick: the sources of events make most of a book. */
const SOURCES = ['registry', 'tax', 'bureau', 'bank', 'applications', 'outcomes'] as const;
const TRUTH = ['truth/applications', 'truth/firms', 'truth/supply'] as const;

const options = (name: string, more: Partial<SimulateOptions> = {}): SimulateOptions => ({
  firms: 30,
  months: 6,
  seed: 7,
  sources: SOURCES,
  eventFirms: 10,
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

/** A district and a piece of another. */
const DISTRICTS = { firms: 1020, eventFirms: 40 };

describe('simulateBook', () => {
  let book: SimulateSummary;
  const progress: number[] = [];
  beforeAll(async () => {
    let now = 0;
    book = await simulateBook(
      options('book', {
        ...DISTRICTS,
        clock: () => {
          now += 1500;
          return now;
        },
        onProgress: ({ done, total }) => progress.push(done / total),
      }),
    );
  });

  it('writes the same bytes with one worker, two and three', async () => {
    for (const workers of [1, 3])
      await withPool({ workers }, async (other) => {
        const { hash } = await simulateBook(options(`by-${workers}`, { ...DISTRICTS, pool: other }));
        expect(hash).toBe(book.hash);
      });
  });

  it('writes the same bytes again, and others for another seed', async () => {
    const [first, again, other] = [
      await simulateBook(options('first')),
      await simulateBook(options('again')),
      await simulateBook(options('other', { seed: 8 })),
    ];
    expect(again.hash).toBe(first.hash);
    expect(other.hash).not.toBe(first.hash);
  });

  it('summarises what it wrote', async () => {
    const manifest = await readManifest(book.out);
    expect(book.hash).toBe(manifest.hash);
    expect(book.seconds).toBe(1.5);
    expect(progress).toEqual([1 / 2, 1]);
    expect(Object.keys(book.rows).sort()).toEqual([...SOURCES, ...TRUTH].sort());
    expect(book.rows['truth/firms']).toBe(1020);
    expect(manifest.startDate).toBe('2025-07-01');
    expect(manifest.endDate).toBe('2025-12-31');
    const bad = columnOf(await readTable(join(book.out, 'outcomes.parquet')), 'bad');
    if (bad.kind === 'category') throw new Error('bad is text');
    const flags = asFloat64(bad);
    expect(book.rows['outcomes']).toBe(flags.length);
    expect(book.badRate).toBe(flags.reduce((a, b) => a + b, 0) / flags.length);
  });

  it('names its firms in order, through all districts', async () => {
    const ids = columnOf(await readTable(join(book.out, 'truth/firms.parquet')), 'firmId');
    if (ids.kind !== 'category') throw new Error('firmId is no text');
    const names = Array.from(ids.codes, (code) => ids.levels[code]);
    expect(names).toEqual(Array.from({ length: 1020 }, (_, firm) => firmIdOf(firm)));
  });

  it('writes every source by default even where one firm leaves it empty', async () => {
    const { sources: _sources, ...all } = options('single', { firms: 1, seed: 0 });
    const { rows } = await simulateBook(all);
    expect(Object.keys(rows).sort()).toEqual([...sourceNames, ...TRUTH].sort());
    expect(rows['registry']).toBeGreaterThan(0);
    expect(Object.values(rows)).toContain(0);
  });

  it('has no bad rate without loans', async () => {
    const { credit, fraud } = baselineScenario;
    const none = Object.fromEntries(Object.keys(fraud.shareOfApplications).map((kind) => [kind, 0]));
    const scenario = {
      ...baselineScenario,
      credit: { ...credit, applicantShare: 0 },
      fraud: { ...fraud, shareOfApplications: none as typeof fraud.shareOfApplications },
    };
    const { rows, badRate } = await simulateBook(options('loanless', { scenario }));
    expect([rows['applications'], rows['outcomes'], badRate]).toEqual([0, 0, null]);
  });

  it('adds the oracle and the weeks when asked to, and changes nothing else', async () => {
    const plain = await simulateBook(options('plain'));
    const more = await simulateBook(options('more', { oracleFutures: 2, weeks: true }));
    expect(more.rows['truth/oracle']).toBe(plain.rows['applications']);
    expect(more.rows['truth/weeks']).toBeGreaterThan(0);
    const [before, after] = [await readManifest(plain.out), await readManifest(more.out)];
    for (const [name, { sha256 }] of Object.entries(before.files))
      expect(after.files[name]?.sha256, name).toBe(sha256);
  });

  it('leaves no book when it is stopped, and the same call goes on where it was', async () => {
    const controller = new AbortController();
    const stopped = await withPool({ workers: 1, signal: controller.signal }, (single) =>
      failureOf(
        simulateBook(
          options('stopped', {
            ...DISTRICTS,
            pool: single,
            signal: controller.signal,
            onProgress: () => controller.abort(),
          }),
        ),
      ),
    );
    expect(stopped.code).toBe('PARUS_CANCELLED');
    expect(existsSync(join(dir, 'stopped'))).toBe(false);
    expect(existsSync(join(dir, 'stopped.partial'))).toBe(true);
    const left: number[] = [];
    const resumed = await simulateBook(
      options('stopped', { ...DISTRICTS, onProgress: ({ total }) => left.push(total) }),
    );
    // The district that was being written when the stop came is finished first, or not begun: never are both lived again.
    expect([[], [1]]).toContainEqual(left);
    expect(existsSync(join(dir, 'stopped.partial'))).toBe(false);
    expect(resumed.hash).toBe(book.hash);
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
