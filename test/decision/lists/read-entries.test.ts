import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../src/core/index.ts';
import { readListEntries } from '../../../src/decision/lists/index.ts';
import { scratchFolder } from '../../table/scratch.ts';

const scratch = scratchFolder();
const shipped = (name: string): string =>
  fileURLToPath(new URL(`../../../policies/lists/${name}`, import.meta.url));

const line = (change: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  id: 'a',
  kind: 'firm',
  value: 'f1',
  list: 'block',
  reason: 'r',
  owner: 'o',
  addedOn: '2025-01-01',
  ...change,
});

async function read(name: string, content: string) {
  const path = `${scratch.dir}/${name}`;
  await writeFile(path, content);
  return readListEntries(path);
}
const ndjson = (...lines: readonly unknown[]): string =>
  lines.map((each) => `${typeof each === 'string' ? each : JSON.stringify(each)}\n`).join('');

describe('readListEntries', () => {
  it('reads the shipped examples', async () => {
    const entries = await readListEntries(shipped('example.ndjson'));
    expect(entries).toHaveLength(7);
    expect(entries[0]).toEqual({
      id: 'B-001',
      kind: 'firm',
      value: 'firm-made-up-1',
      name: '杭州宏达贸易有限公司',
      aliases: ['宏达商行'],
      list: 'block',
      reason: 'Loan of 2022 written off after enforcement',
      owner: 'collections',
      addedOn: parseDay('2024-03-01'),
      expiresOn: parseDay('2029-03-01'),
    });
  });

  it('reads the same entries from CSV, NDJSON and JSON', async () => {
    const fromCsv = await readListEntries(shipped('example.csv'));
    expect(fromCsv[0]).toMatchObject({ value: null, aliases: ['天和食品', '苏州市天和食品厂'] });
    const rows = fromCsv.map((entry) => ({
      ...entry,
      addedOn: dateText(entry.addedOn),
      expiresOn: entry.expiresOn === null ? null : dateText(entry.expiresOn),
    }));
    expect(await read('same.ndjson', ndjson(...rows))).toEqual(fromCsv);
    expect(await read('same.json', JSON.stringify(rows))).toEqual(fromCsv);
  });

  it('keeps values of digits as they are spelt', async () => {
    const csv = 'id,kind,value,list,reason,owner,addedOn\n1,phone,0013800,block,r,o,2025-01-01\n';
    expect((await read('digits.csv', csv))[0]).toMatchObject({ id: '1', value: '0013800', name: null });
  });

  it.each([
    ['not JSON', ['{'], 'row 1: not JSON'],
    ['an unknown kind', [line({ kind: 'ship' })], 'row 1: kind'],
    ['an unknown list', [line({ list: 'grey' })], 'row 1: list'],
    ['an unknown field', [line({ note: 'x' })], 'row 1: .*note'],
    [
      'a date that is none',
      [line(), line({ id: 'b', value: 'f2', addedOn: '2025-02-30' })],
      'row 2: addedOn: expected a date',
    ],
    ['an end before the start', [line({ expiresOn: '2025-01-01' })], 'row 1: expiresOn'],
    ['the same id again', [line(), '', line({ value: 'f2' })], 'row 3: id: id a was given in row 1'],
    ['the same content again', [line(), line({ id: 'b' })], 'row 2: the same entry was given in row 1'],
    ['neither value nor name', [line({ value: undefined })], 'row 1: value'],
    ['a telephone with a name', [line({ kind: 'phone', name: '张三' })], 'row 1: name'],
    ['aliases without a name', [line({ aliases: ['x'] })], 'row 1: aliases'],
    [
      'a credit code that cannot be',
      [line({ kind: 'uscc', value: '91350100M000100Y44' })],
      'row 1: value: .*checksum',
    ],
    ['a blank text', [line({ owner: ' ' })], 'row 1: owner'],
  ])('refuses %s, naming file and row', async (_, lines, message) => {
    await expect(read('bad.ndjson', ndjson(...lines))).rejects.toMatchObject({
      code: 'PARUS_LIST_INVALID',
      message: expect.stringMatching(new RegExp(`bad\\.ndjson ${message}`)),
    });
  });

  it('names every problem at once', async () => {
    const refused = await read(
      'many.ndjson',
      ndjson(line({ kind: 'ship', addedOn: 'x' }), '[', line({ owner: 1 })),
    ).then(
      () => undefined,
      (error: { issues: { path: string }[]; message: string }) => error,
    );
    expect(refused?.issues.map(({ path }) => path)).toEqual([
      'row 1.kind',
      'row 1.addedOn',
      'row 2',
      'row 3.owner',
    ]);
    expect(refused?.message).toContain('4 issues in all');
  });

  it('refuses files that are no list', async () => {
    await expect(read('no.json', '{}')).rejects.toMatchObject({ code: 'PARUS_LIST_INVALID' });
    await expect(read('no.xlsx', '')).rejects.toMatchObject({ code: 'PARUS_LIST_INVALID' });
    await expect(read('columns.csv', 'id,colour\n1,red\n')).rejects.toThrow(/unknown column colour/);
    await expect(readListEntries('no/list.ndjson')).rejects.toMatchObject({ code: 'PARUS_FILE_MISSING' });
  });

  it('takes an empty file for an empty list', async () => {
    expect(await read('empty.ndjson', '')).toEqual([]);
    expect(await read('empty.json', '[]')).toEqual([]);
  });
});

function dateText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
