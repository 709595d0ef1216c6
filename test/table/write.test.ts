import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  categoryColumn,
  makeTable,
  numericColumn,
  openTableWriter,
  schemaOf,
  writeTable,
} from '../../src/table/index.ts';
import { scratchFolder } from './scratch.ts';

const scratch = scratchFolder();

const table = makeTable([
  ['x', numericColumn(Array.from({ length: 5000 }, (_, i) => (i % 11 === 0 ? undefined : i / 3)))],
  [
    'c',
    categoryColumn(Array.from({ length: 5000 }, (_, i) => (i % 13 === 0 ? undefined : `level ${i % 17}`))),
  ],
]);

function digest(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

it('writes the same bytes twice, whole or block by block', async () => {
  await writeTable(`${scratch.dir}/a.parquet`, table);
  await writeTable(`${scratch.dir}/b.parquet`, table);
  const writer = await openTableWriter(`${scratch.dir}/c.parquet`, schemaOf(table));
  writer.append(table);
  expect(await writer.close()).toBe(5000);
  expect(digest(`${scratch.dir}/b.parquet`)).toBe(digest(`${scratch.dir}/a.parquet`));
  expect(digest(`${scratch.dir}/c.parquet`)).toBe(digest(`${scratch.dir}/a.parquet`));
});

it('leaves nothing under the name until it is whole', async () => {
  const path = `${scratch.dir}/later.csv`;
  const writer = await openTableWriter(path, schemaOf(table));
  writer.append(table);
  expect(existsSync(path)).toBe(false);
  writer.discard();
  expect(existsSync(path)).toBe(false);
});

it('refuses a folder that is not there, with a code, and leaves no partial file', async () => {
  await expect(writeTable(`${scratch.dir}/none/x.csv`, table)).rejects.toMatchObject({
    code: 'PARUS_WRITE_FAILED',
  });
  expect(readdirSync(scratch.dir).filter((name) => name.endsWith('.partial'))).toEqual([]);
});

it.runIf(existsSync('/dev/full'))('reports a full disk and leaves the old file', async () => {
  // A partial file that is a link to /dev/full fails the way a full disk does.
  const { symlinkSync } = await import('node:fs');
  const path = `${scratch.dir}/full.csv`;
  writeFileSync(path, 'old');
  symlinkSync('/dev/full', `${path}.partial`);
  await expect(writeTable(path, table)).rejects.toMatchObject({ code: 'PARUS_WRITE_FAILED' });
  expect(readFileSync(path, 'utf8')).toBe('old');
});
