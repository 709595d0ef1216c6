import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  delimitedBlocks,
  lineBlocks,
  readDialect,
  surveyFile,
  type TextBlock,
  type TextEncoding,
} from '../../src/table/index.ts';
import { scratchFolder } from './scratch.ts';

const scratch = scratchFolder();

async function all(blocks: AsyncIterable<TextBlock>): Promise<TextBlock[]> {
  const list: TextBlock[] = [];
  for await (const block of blocks) list.push(block);
  return list;
}

const survey = (path: string, encoding: TextEncoding | 'auto' = 'auto') =>
  surveyFile(path, { encoding, isText: true });

/** "企业" in GB18030. */
const ENTERPRISE = Buffer.from([0xc6, 0xf3, 0xd2, 0xb5]);

describe('delimitedBlocks', () => {
  it('gives whole records after the header, numbered, however small the blocks', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `${i},"line\n${'x'.repeat(i)}"\n`);
    const path = scratch.file('blocks.csv', `a,b\n${rows.join('')}`);
    const dialect = await readDialect(path, 'utf-8');
    expect(dialect).toEqual({ delimiter: ',', header: ['a', 'b'] });
    const blocks = await all(delimitedBlocks(path, dialect, { encoding: 'utf-8', blockChars: 64 }));
    expect(blocks.map(({ text }) => text).join('')).toBe(rows.join(''));
    expect(blocks[0]!.firstRow).toBe(1);
  });

  it('takes LF, CRLF, CR and a mixture for line ends, also where a block cuts a CRLF', async () => {
    const filler = 'x'.repeat((1 << 20) - 9);
    const path = scratch.file('ends.csv', `a,b\r\n${filler},1\r\n2,3\r4,5\n6,7`);
    const dialect = await readDialect(path, 'utf-8');
    const [block] = await all(delimitedBlocks(path, dialect, { encoding: 'utf-8' }));
    expect(block!.text).toBe(`${filler},1\n2,3\n4,5\n6,7`);
  });

  it.each([
    ['utf-8', Buffer.from('\uFEFF企业,b\n汉,1\n')],
    ['utf-16le', Buffer.from('\uFEFF企业,b\n汉,1\n', 'utf16le')],
    ['utf-16be', Buffer.from('\uFEFF企业,b\n汉,1\n', 'utf16le').swap16()],
    [
      'gb18030',
      Buffer.concat([ENTERPRISE, Buffer.from(',b\n'), Buffer.from([0xba, 0xba]), Buffer.from(',1\n')]),
    ],
  ] as const)('finds out and reads %s, plain and gzipped', async (encoding, bytes) => {
    for (const [name, content] of [
      ['encoded.csv', bytes],
      ['encoded.csv.gz', gzipSync(bytes)],
    ] as const) {
      const path = scratch.file(name, content);
      expect((await survey(path)).encoding).toBe(encoding);
      const dialect = await readDialect(path, encoding);
      expect(dialect.header).toEqual(['企业', 'b']);
      const [block] = await all(delimitedBlocks(path, dialect, { encoding }));
      expect(block!.text).toBe('汉,1\n');
    }
  });
});

describe('lineBlocks', () => {
  it('counts blank lines and joins a character that two reads share', async () => {
    const long = `${'x'.repeat((1 << 20) - 1)}汉`;
    const path = scratch.file('lines.ndjson', `${long}\n\n{}`);
    const blocks = await all(lineBlocks(path, { encoding: 'utf-8', blockChars: 10 }));
    expect(blocks.map(({ text }) => text).join('')).toBe(`${long}\n\n{}`);
    expect(blocks.at(-1)!.firstRow).toBe(3);
  });
});

describe('surveyFile', () => {
  it('tells size and SHA-256 of what stands on disk', async () => {
    expect(await survey(scratch.file('abc.csv', 'abc'))).toEqual({
      bytes: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      encoding: 'utf-8',
    });
  });

  it('refuses bytes that no encoding allows, or not the one asked for, and says where', async () => {
    const bad = scratch.file('bad.csv', Buffer.from([0x61, 0x0a, 0xff, 0xff]));
    await expect(survey(bad)).rejects.toMatchObject({
      code: 'PARUS_FILE_ENCODING',
      message: expect.stringMatching(/at byte 2; expected UTF-8/),
    });
    const chinese = scratch.file('gb.csv', ENTERPRISE);
    await expect(survey(chinese, 'utf-8')).rejects.toMatchObject({ code: 'PARUS_FILE_ENCODING' });
  });

  it('refuses NUL bytes and a gzip cut short', async () => {
    const nul = scratch.file('nul.csv', 'a,b\n1,\0\n');
    await expect(survey(nul)).rejects.toThrow(/NUL byte at 6/);
    const cut = scratch.file('cut.csv.gz', gzipSync('a,b\n'.repeat(999)).subarray(0, 20));
    await expect(survey(cut)).rejects.toMatchObject({ code: 'PARUS_FILE_FORMAT' });
  });

  it('stops when it is told to', async () => {
    const path = scratch.file('stop.csv', 'a,b\n');
    const stopped = surveyFile(path, { encoding: 'auto', isText: true, signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'PARUS_CANCELLED' });
  });
});
