import { describe, expect, it } from 'vitest';
import {
  categoryColumn,
  makeTable,
  numericColumn,
  openParquet,
  type ParquetBlocks,
  writeTable,
} from '../../src/table/index.ts';
import { scratchFolder } from './scratch.ts';

const scratch = scratchFolder();

async function columnsOf(parquet: ParquetBlocks, names: readonly string[]): Promise<(string | null)[][]> {
  const columns: (string | null)[][] = names.map(() => []);
  for await (const block of parquet.blocks(names)) {
    expect(block.firstRow).toBe(columns[0]!.length + 1);
    for (const [i, column] of columns.entries()) column.push(...block.columns[i]!);
  }
  return columns;
}

describe('openParquet', () => {
  it('reads columns as texts that give the same doubles and days back', async () => {
    const values = [0.1, -1e300, 5e-324, 123456789012345, undefined, 1 / 3];
    const path = `${scratch.dir}/doubles.parquet`;
    const days = Int32Array.from(values, (_, i) => i * 365);
    const table = makeTable([
      ['x', numericColumn(values)],
      ['day', { kind: 'date', values: days }],
      ['name', categoryColumn(['a', undefined, '汉', '', 'NA', 'f'])],
    ]);
    await writeTable(path, table);
    const parquet = await openParquet(path);
    expect(parquet).toMatchObject({ header: ['x', 'day', 'name'], nRows: 6 });
    const [name, x, day] = await columnsOf(parquet, ['name', 'x', 'day']);
    parquet.close();
    expect(x!.map((text) => (text === null ? undefined : Number(text)))).toEqual(values);
    expect(day!.slice(0, 2)).toEqual(['1970-01-01', '1971-01-01']);
    expect(name).toEqual(['a', null, '汉', '', 'NA', 'f']);
  });

  it('gives long files block by block', async () => {
    const path = `${scratch.dir}/long.parquet`;
    const n = 120_001;
    await writeTable(
      path,
      makeTable([['i', { kind: 'numeric', values: Int32Array.from({ length: n }, (_, i) => i) }]]),
    );
    const parquet = await openParquet(path);
    const [column] = await columnsOf(parquet, ['i']);
    parquet.close();
    expect(column).toEqual(Array.from({ length: n }, (_, i) => String(i)));
  });

  it('refuses what is no Parquet, with a code', async () => {
    const path = scratch.file('text.parquet', 'a,b\n1,2\n');
    await expect(openParquet(path)).rejects.toMatchObject({ code: 'PARUS_FILE_FORMAT' });
  });
});
