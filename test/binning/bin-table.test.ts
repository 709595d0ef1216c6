import { describe, expect, it } from 'vitest';
import { type BinTableOptions, binTable, defaultBinningOptions } from '../../src/binning/index.ts';
import { openStream } from '../../src/core/index.ts';
import { withPool } from '../../src/parallel/index.ts';
import { type Column, categoryColumn } from '../../src/table/index.ts';

const N_ROWS = 2000;
const draws = openStream(3, 'bin-table');
const bad = Uint8Array.from({ length: N_ROWS }, (_, i) =>
  Number(draws.uniform(i, 0) < 0.05 + (i % 50) / 150),
);
const columns = new Map<string, Column>([
  ...Array.from({ length: 6 }, (_, j): [string, Column] => [
    `number ${j}`,
    {
      kind: 'numeric',
      values: Float64Array.from({ length: N_ROWS }, (_, i) =>
        draws.uniform(i, 1 + j) < 0.05 ? Number.NaN : (i % 50) * j + draws.normal(0, 20, i, 10 + j),
      ),
    },
  ]),
  ['text', categoryColumn(Array.from({ length: N_ROWS }, (_, i) => 'abcde'[Math.floor((i % 50) / 10)]!))],
]);
const options: BinTableOptions = {
  ...defaultBinningOptions,
  trendOf: () => 'auto',
  specialOf: () => [],
};

const binned = (workers: number, extra: Partial<BinTableOptions> = {}) =>
  withPool({ workers }, (pool) => binTable(pool, columns, bad, { ...options, ...extra }));

describe('binTable', () => {
  it('gives the same bytes at one, two and three workers', async () => {
    const weights = Float64Array.from({ length: N_ROWS }, (_, i) => 0.5 + draws.uniform(i, 30));
    const [one, two, three] = await Promise.all([1, 2, 3].map((workers) => binned(workers, { weights })));
    expect(JSON.stringify(two)).toBe(JSON.stringify(one));
    expect(JSON.stringify(three)).toBe(JSON.stringify(one));
    expect(one!.every(({ bins }) => bins.length > 0)).toBe(true);
  });

  it('bins as if all rows weighed the same when all weights are 1', async () => {
    expect(await binned(1, { weights: new Float64Array(N_ROWS).fill(1) })).toEqual(await binned(1));
  });

  it('holds mandated groups by the names of levels, passing over those the table does not know', async () => {
    const mandatedOf = (name: string) =>
      name === 'text' ? { groups: [['a', 'e'], ['nowhere']], only: true } : undefined;
    const text = (await binned(1, { mandatedOf })).at(-1)!;
    expect(text).toMatchObject({ groupOfLevel: [0, 1, 1, 1, 0] });
  });

  it.each([
    ['text', { cuts: [1], only: false }, 'mandated.text'],
    ['number 1', { groups: [['a']], only: false }, 'mandated.number 1'],
  ])('refuses what does not suit the kind of %s', async (column, mandated, message) => {
    const mandatedOf = (name: string) => (name === column ? mandated : undefined);
    await expect(binned(1, { mandatedOf })).rejects.toThrow(message);
  });

  it('refuses weights that are no weights', async () => {
    const weights = new Float64Array(N_ROWS).fill(1);
    weights[7] = -1;
    await expect(binned(1, { weights })).rejects.toMatchObject({ code: 'PARUS_CONFIG_INVALID' });
    await expect(binned(1, { weights: new Float64Array(3) })).rejects.toThrow('3 weights');
  });
});
