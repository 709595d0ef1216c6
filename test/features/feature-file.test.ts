import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { computeFeatureTable, featureNames, writeFeatureFile } from '../../src/features/index.ts';
import { withPool } from '../../src/parallel/index.ts';
import { type BookReader, openBookReader } from '../../src/sources/index.ts';
import { columnOf, readTable } from '../../src/table/index.ts';
import { simulateBook } from '../../src/world/index.ts';
import { scratchFolder } from '../table/scratch.ts';

const scratch = scratchFolder();
let reader: BookReader;
beforeAll(async () => {
  const out = join(scratch.dir, 'book');
  await withPool({ workers: 2 }, (pool) => simulateBook({ firms: 300, months: 14, seed: 3, out, pool }));
  reader = await openBookReader(out);
}, 90_000);
afterAll(() => rm(scratch.dir, { recursive: true, force: true }));

const write = (name: string, workers: number, asOf?: number) =>
  withPool({ workers }, (pool) =>
    writeFeatureFile(reader, join(scratch.dir, name), { pool, asOf, shardRecords: 300_000 }),
  );

describe('writeFeatureFile', () => {
  test('writes the same bytes at 1, 2 and 3 workers, and what the table in memory holds', async () => {
    const files = await Promise.all(
      [1, 2, 3].map(async (workers) => {
        await write(`w${workers}.parquet`, workers);
        return readFile(join(scratch.dir, `w${workers}.parquet`));
      }),
    );
    expect(files[1]!.equals(files[0]!)).toBe(true);
    expect(files[2]!.equals(files[0]!)).toBe(true);
    const inMemory = await withPool({ workers: 2 }, (pool) => computeFeatureTable(reader, { pool }));
    const onDisk = await readTable(join(scratch.dir, 'w1.parquet'));
    expect(onDisk.nRows).toBe(inMemory.nRows);
    for (const name of featureNames) {
      const [a, b] = [onDisk, inMemory].map((table) => {
        const column = columnOf(table, name);
        return column.kind === 'category' ? [] : Array.from(column.values);
      });
      expect(a, name).toEqual(b);
    }
  });

  test('goes on where a run of the same book stopped, and leaves no parts behind', async () => {
    const out = join(scratch.dir, 'resumed.parquet');
    const whole = await readFile(join(scratch.dir, 'w1.parquet'));
    const controller = new AbortController();
    const stopped = withPool({ workers: 1, signal: controller.signal }, (pool) =>
      writeFeatureFile(reader, out, {
        pool,
        shardRecords: 100_000,
        onProgress: ({ done }) => {
          if (done === 1) controller.abort();
        },
      }),
    );
    await expect(stopped).rejects.toMatchObject({ code: 'PARUS_CANCELLED' });
    const parts = `${out}.parts`;
    const kept = (await readdir(parts)).filter((name) => name.endsWith('.parquet'));
    expect(kept).toContain('0.parquet');
    await expect(stat(out)).rejects.toThrow();
    const longAgo = new Date(1e12);
    await utimes(join(parts, '0.parquet'), longAgo, longAgo);
    let untouched = false;
    await withPool({ workers: 1 }, (pool) =>
      writeFeatureFile(reader, out, {
        pool,
        shardRecords: 100_000,
        onProgress: async ({ done }) => {
          if (done === 1) untouched = (await stat(join(parts, '0.parquet'))).mtimeMs === 1e12;
        },
      }),
    );
    expect(untouched).toBe(true);
    expect((await readFile(out)).equals(whole)).toBe(true);
    await expect(stat(parts)).rejects.toThrow();
  });

  test('does not take up the parts of another day', async () => {
    const out = join(scratch.dir, 'day.parquet');
    await mkdir(`${out}.parts`, { recursive: true });
    const { rows } = await write('day.parquet', 2, reader.applications.columns.eventDate[0]! + 30);
    expect(rows).toBeGreaterThan(100);
    expect(rows).toBeLessThanOrEqual(300);
    await expect(write('none.parquet', 1, 0)).rejects.toMatchObject({ code: 'PARUS_FILE_EMPTY' });
    await expect(stat(join(scratch.dir, 'none.parquet'))).rejects.toThrow();
  });
});
