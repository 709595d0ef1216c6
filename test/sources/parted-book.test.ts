import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/core/index.ts';
import { withPool } from '../../src/parallel/index.ts';
import { openPartedBook, readManifest, writePart } from '../../src/sources/index.ts';
import { makeTable, numericColumn, readTable, type Table } from '../../src/table/index.ts';
import { scratchFolder } from '../table/scratch.ts';

const scratch = scratchFolder();
const at = (name: string): string => join(scratch.dir, name);
const meta = {
  generator: { name: 'test' },
  startDate: parseDay('2024-01-01')!,
  endDate: parseDay('2024-12-31')!,
  firms: 3,
};

function numbers(...values: number[]): Table {
  return makeTable([['x', numericColumn(values)]]);
}

/** A book of three parts, written in the order given; its manifest. */
async function writeBook(dir: string, order: readonly number[]) {
  const book = await openPartedBook(dir, { seed: 1 });
  for (const i of order) await writePart(book.stagingDir, i, [['truth/x', numbers(i, i + 10)]], { part: i });
  return withPool({ workers: 2 }, (pool) => book.finish(meta, 3, pool, new Map([['truth/y', numbers(7)]])));
}

describe('a parted book', () => {
  it('has its parts in their order, whatever the order they were written in, and the extra tables', async () => {
    const manifest = await writeBook(at('ordered'), [0, 1, 2]);
    const other = await writeBook(at('shuffled'), [2, 0, 1]);
    expect(other.hash).toBe(manifest.hash);
    expect(manifest.files['truth/x']?.rows).toBe(6);
    expect(manifest.files['truth/y']?.rows).toBe(1);
    const column = (await readTable(join(at('shuffled'), 'truth/x.parquet'))).columns.get('x');
    expect(column?.kind === 'numeric' && Array.from(column.values)).toEqual([0, 10, 1, 11, 2, 12]);
    expect((await readManifest(at('ordered'))).hash).toBe(manifest.hash);
    expect(readdirSync(at('ordered')).sort()).toEqual(['manifest.json', 'truth']);
  });

  it('keeps finished parts for a run with the same plan and drops those of another', async () => {
    const first = await openPartedBook(at('stopped'), { seed: 1 });
    await writePart(first.stagingDir, 0, [['truth/x', numbers(1)]], { part: 0 });
    const again = await openPartedBook(at('stopped'), { seed: 1 });
    expect(await again.notesOf(0)).toEqual({ part: 0 });
    expect(await again.notesOf(1)).toBeUndefined();
    const other = await openPartedBook(at('stopped'), { seed: 2 });
    expect(await other.notesOf(0)).toBeUndefined();
    expect(existsSync(at('stopped'))).toBe(false);
  });

  it('does not take a part for whole whose notes were never written', async () => {
    const book = await openPartedBook(at('half'), { seed: 1 });
    const broken = writePart(book.stagingDir, 0, failing(), {});
    await expect(broken).rejects.toThrow('no second table');
    expect(await book.notesOf(0)).toBeUndefined();
  });

  it('refuses a folder that is there', async () => {
    await writeBook(at('there'), [0, 1, 2]);
    await expect(openPartedBook(at('there'), { seed: 1 })).rejects.toMatchObject({
      code: 'PARUS_OUT_EXISTS',
    });
    await openPartedBook(at('there'), { seed: 1 }, { force: true });
  });
});

/** Tables that run out in the middle, as a worker that dies leaves them. */
function* failing(): Generator<readonly ['truth/x', Table]> {
  yield ['truth/x', numbers(1)];
  throw new Error('no second table');
}
