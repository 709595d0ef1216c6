import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  categoryColumn,
  MISSING_CODE,
  MISSING_INT32,
  makeTable,
  numericColumn,
  readFirmFiles,
  UNLISTED_CODE,
  writeTable,
} from '../../src/table/index.ts';
import { scratchFolder } from './scratch.ts';

const scratch = scratchFolder();

test('gives the rows of the firms asked for, in file order, texts as codes', async () => {
  const path = join(scratch.dir, 'source.parquet');
  await writeTable(
    path,
    makeTable([
      ['firmId', categoryColumn(['F1', 'F2', 'F2', 'F3', 'F4', 'F4'])],
      ['eventDate', { kind: 'date', values: Int32Array.of(5, 3, 4, 1, 0, -1) }],
      ['kind', categoryColumn(['in', 'out', 'odd', 'in', 'out', undefined])],
      ['party', categoryColumn(['p', 'q', undefined, 'p', 'q', 'r'])],
      ['note', categoryColumn(['你好', 'b', 'c', 'd', 'b', undefined])],
      ['amount', numericColumn([1.5, 2, undefined, 4, 5, 6])],
      ['count', { kind: 'numeric', values: Int32Array.of(1, 2, 3, 4, MISSING_INT32, 6) }],
    ]),
  );
  const [rows] = await readFirmFiles(
    ['F2', 'F4'],
    [
      {
        path,
        fields: [
          { name: 'eventDate', as: 'date' },
          { name: 'kind', as: 'values', values: ['out', 'in'] },
          { name: 'party', as: 'key' },
          { name: 'note', as: 'text' },
          { name: 'amount', as: 'float64' },
          { name: 'count', as: 'int32' },
        ],
      },
    ],
  );
  // F3 lies between the two and stays in, as nobody's.
  expect([...rows!.firms]).toEqual([0, 0, -1, 1, 1]);
  expect(rows!.nRows).toBe(5);
  const columns = Object.fromEntries(
    Object.entries(rows!.columns).map(([name, values]) => [name, [...values]]),
  );
  expect(columns).toEqual({
    eventDate: [3, 4, 1, 0, -1],
    kind: [0, UNLISTED_CODE, 1, 0, MISSING_CODE],
    party: [0, MISSING_CODE, 0, 0, 1],
    note: [0, 1, 2, 0, MISSING_CODE],
    amount: [2, Number.NaN, 4, 5, 6],
    count: [2, 3, 4, MISSING_INT32, 6],
  });
  expect(rows!.levels).toEqual({ kind: ['out', 'in'], note: ['b', 'c', 'd'] });
});

test('reads more rows than one block of the engine holds', async () => {
  const path = join(scratch.dir, 'long.parquet');
  const n = 30_000;
  await writeTable(
    path,
    makeTable([
      ['firmId', categoryColumn(Array.from({ length: n }, (_, i) => `F${Math.floor(i / 100) + 100}`))],
      ['party', categoryColumn(Array.from({ length: n }, (_, i) => `p${(i * 7) % 1009}`))],
      ['amount', numericColumn(Array.from({ length: n }, (_, i) => i))],
    ]),
  );
  const firmIds = Array.from({ length: n / 100 }, (_, i) => `F${i + 100}`);
  const [rows] = await readFirmFiles(firmIds, [
    {
      path,
      fields: [
        { name: 'party', as: 'key' },
        { name: 'amount', as: 'float64' },
      ],
    },
  ]);
  expect(rows!.nRows).toBe(n);
  expect([...rows!.columns['amount']!]).toEqual(Array.from({ length: n }, (_, i) => i));
  expect(rows!.firms.at(-1)).toBe(n / 100 - 1);
  // A firm has a hundred rows and as many parties; each firm counts its own.
  const wrong = [...rows!.columns['party']!].findIndex((code, row) => code !== row % 100);
  expect(wrong).toBe(-1);
});

test('says which rows agree where the firms of a file are mixed, too', async () => {
  const path = join(scratch.dir, 'mixed.parquet');
  const n = 5000;
  await writeTable(
    path,
    makeTable([
      ['firmId', categoryColumn(Array.from({ length: n }, (_, i) => `F${i % 3}`))],
      ['party', categoryColumn(Array.from({ length: n }, (_, i) => `p${i % 700}`))],
    ]),
  );
  const [rows] = await readFirmFiles(['F0', 'F1', 'F2'], [{ path, fields: [{ name: 'party', as: 'key' }] }]);
  expect([...rows!.columns['party']!]).toEqual(Array.from({ length: n }, (_, i) => i % 700));
});
