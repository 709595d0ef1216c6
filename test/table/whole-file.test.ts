import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { replaceFile, writeTextFile } from '../../src/table/index.ts';
import { scratchFolder } from './scratch.ts';

const scratch = scratchFolder();

it('writes a text whole', async () => {
  const path = `${scratch.dir}/a.txt`;
  await writeTextFile(path, '大山雀\n');
  expect(readFileSync(path, 'utf8')).toBe('大山雀\n');
});

it('keeps what was there and leaves no partial file when writing fails half-way', async () => {
  const path = scratch.file('b.txt', 'old');
  const writing = replaceFile(path, async (partial) => {
    writeFileSync(partial, 'half');
    throw new Error('disk is gone\nsecond line');
  });
  await expect(writing).rejects.toMatchObject({
    code: 'PARUS_WRITE_FAILED',
    message: `cannot write ${path}: disk is gone`,
  });
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(existsSync(`${path}.partial`)).toBe(false);
});
