import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  categoryColumn,
  columnOf,
  type DroppedRow,
  extentOf,
  FILE_COLUMN,
  makeTable,
  numericColumn,
  ROW_COLUMN,
  readTable,
  type SettleInput,
  settleParts,
  textAt,
  writeTable,
} from '../../src/table/index.ts';
import { scratchFolder } from './scratch.ts';

const scratch = scratchFolder();

/** [id, arrival, value] in file order; all of one event day. */
type Row = readonly [string, number, number | undefined];

async function partOf(name: string, rows: readonly Row[], firstRow = 1): Promise<string> {
  const path = `${scratch.dir}/${name}.parquet`;
  await writeTable(
    path,
    makeTable([
      ['id', categoryColumn(rows.map(([id]) => id))],
      ['arrival', { kind: 'date', values: Int32Array.from(rows, ([, day]) => day) }],
      ['value', numericColumn(rows.map(([, , value]) => value))],
      ['number', { kind: 'numeric', values: new Int32Array(rows.length) }],
      [FILE_COLUMN, { kind: 'numeric', values: new Int32Array(rows.length) }],
      [ROW_COLUMN, { kind: 'numeric', values: Int32Array.from(rows, (_, i) => firstRow + i) }],
    ]),
  );
  return path;
}

async function settle(parts: readonly string[], change: Partial<SettleInput> = {}) {
  const dropped: DroppedRow[] = [];
  const out = `${scratch.dir}/out.parquet`;
  const { rows } = await settleParts(
    {
      parts,
      out,
      schema: [
        { name: 'id', type: 'text' },
        { name: 'arrival', type: 'date' },
        { name: 'value', type: 'float64' },
        { name: 'number', type: 'int32' },
      ],
      key: ['id'],
      arrival: 'arrival',
      keep: 'first',
      order: ['id', 'arrival'],
      tempDir: `${scratch.dir}/temp`,
      ...change,
    },
    async (some) => {
      dropped.push(...some);
    },
  );
  const table = await readTable(out);
  const id = columnOf(table, 'id');
  const value = columnOf(table, 'value');
  const number = columnOf(table, 'number');
  if (id.kind !== 'category' || value.kind !== 'numeric' || number.kind !== 'numeric') throw new TypeError();
  const kept = Array.from({ length: rows }, (_, i) => [textAt(id, i), value.values[i], number.values[i]]);
  const bytes = createHash('sha256').update(readFileSync(out)).digest('hex');
  return { kept, dropped: dropped.map(({ kind, row, keptRow }) => [kind, row, keptRow]), bytes };
}

describe('settleParts', () => {
  let history: string;
  beforeEach(async () => {
    // b: content 1 on day 5, delivered again on day 6, corrected to 2 on day 8 and back to 1 on day 9.
    history = await partOf('history', [
      ['b', 9, 1],
      ['b', 5, 1],
      ['a', 1, 7],
      ['b', 8, 2],
      ['b', 6, 1],
      ['b', 5, 1],
    ]);
  });

  it('keeps the version that arrived first and tells repeats from corrections', async () => {
    const { kept, dropped } = await settle([history]);
    expect(kept).toEqual([
      ['a', 7, 0],
      ['b', 1, 0],
    ]);
    expect(dropped).toEqual([
      ['corrected', 1, 2],
      ['corrected', 4, 2],
      ['duplicate', 5, 2],
      ['duplicate', 6, 2],
    ]);
  });

  it('keeps the version that arrived last, with its own arrival', async () => {
    const { kept, dropped } = await settle([history], { keep: 'last' });
    expect(kept).toEqual([
      ['a', 7, 0],
      ['b', 1, 0],
    ]);
    expect(dropped).toEqual([
      ['corrected', 2, 1],
      ['corrected', 4, 1],
      ['duplicate', 5, 2],
      ['duplicate', 6, 2],
    ]);
  });

  it('calls different contents of one day a conflict; the same content is none, missing values included', async () => {
    const part = await partOf('conflict', [
      ['a', 1, undefined],
      ['a', 1, 3],
      ['a', 1, undefined],
    ]);
    expect((await settle([part])).dropped).toEqual([
      ['conflict', 2, 1],
      ['duplicate', 3, 1],
    ]);
  });

  it('numbers rows in file order within a group, and takes no row for a duplicate without a key', async () => {
    const sequence = { column: 'number', per: ['id'] };
    const { kept } = await settle([history], { key: [], sequence, order: ['id'] });
    expect(kept.map(([id, , number]) => [id, number])).toEqual([
      ['a', 0],
      ['b', 0],
      ['b', 1],
      ['b', 2],
      ['b', 3],
      ['b', 4],
    ]);
  });

  it('accounts for every row and gives the same bytes however the rows are cut into parts', async () => {
    const row = fc.tuple(fc.constantFrom('a', 'b', 'B', '汉'), fc.nat({ max: 3 }), fc.nat({ max: 2 }));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 25 }), async (rows) => {
        const whole = await settle([await partOf('whole', rows)]);
        expect(whole.kept.length + whole.dropped.length).toBe(rows.length);
        expect(new Set(whole.kept.map(([id]) => id)).size).toBe(whole.kept.length);
        const middle = Math.ceil(rows.length / 2);
        const parts = [
          await partOf('one', rows.slice(0, middle)),
          await partOf('two', rows.slice(middle), 1 + middle),
        ];
        expect(await settle(parts)).toEqual(whole);
      }),
      { numRuns: 12 },
    );
  });

  it('orders texts by their bytes', async () => {
    const part = await partOf('order', [
      ['b', 1, 1],
      ['汉', 1, 1],
      ['B', 1, 1],
      ['a', 1, 1],
    ]);
    expect((await settle([part])).kept.map(([id]) => id)).toEqual(['B', 'a', 'b', '汉']);
  });

  it('stops when it is told to', async () => {
    const stopped = settle([history], { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'PARUS_CANCELLED' });
  });
});

it('extentOf counts ids and spans days over files', async () => {
  const one = await partOf('extent-1', [['a', 5, 1]]);
  const two = await partOf('extent-2', [
    ['a', 3, 1],
    ['b', 9, 1],
  ]);
  expect(await extentOf([one, two], 'id', 'arrival', scratch.dir)).toEqual({ ids: 2, first: 3, last: 9 });
});
