import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../src/cli/command.ts';
import { listsCommand } from '../../../src/cli/commands/lists.ts';
import { scratchFolder } from '../../table/scratch.ts';

const scratch = scratchFolder();
const EXAMPLE = fileURLToPath(new URL('../../../policies/lists/example.ndjson', import.meta.url));
const run = (args: readonly string[], options: Readonly<Record<string, string>> = {}) => {
  const given = { kind: 'firm', valueKind: 'firm', on: '2025-06-01', ...options };
  return listsCommand.run(given as never, {} as CommandContext, args);
};

describe('parus lists check', () => {
  it('counts what counts on the day', async () => {
    const { data, text } = await run(['check', EXAMPLE], { on: '2026-12-01' });
    expect(data).toMatchObject({
      on: '2026-12-01',
      entries: 7,
      lists: [
        { list: 'block', entries: 3, counting: 3 },
        { list: 'watch', entries: 3, counting: 2, expired: 1 },
        { list: 'allow', entries: 1, counting: 0, expired: 1 },
      ],
    });
    expect(text).toContain('7 entries, no error');
  });

  it('refuses a broken file with its row', async () => {
    const path = `${scratch.dir}/broken.ndjson`;
    await writeFile(path, '{"id":"a"}\n');
    await expect(run(['check', path])).rejects.toMatchObject({ code: 'PARUS_LIST_INVALID' });
  });
});

describe('parus lists screen', () => {
  it('explains what a name and a value meet', async () => {
    const { data, text } = await run(['screen'], {
      list: EXAMPLE,
      name: '杭州鸿达贸易有限公司',
      value: 'device-hash-made-up-7',
      valueKind: 'device',
    });
    expect(data).toMatchObject({
      hits: [
        { entryId: 'B-003', how: 'exact' },
        { entryId: 'B-001', how: 'fuzzy' },
        { entryId: 'A-001', how: 'fuzzy' },
      ],
    });
    expect(text).toContain('alike 鸿~宏');
    expect(text).toContain('形近、音近或换位：鸿~宏');
  });

  it('says so where there is no hit', async () => {
    const { text } = await run(['screen'], { list: EXAMPLE, name: '李雷', kind: 'person' });
    expect(text).toMatch(/^no hit among 7 entries/);
  });

  it.each([
    [['screen'], {}, /no --list/],
    [['screen'], { list: EXAMPLE }, /neither --name nor --value/],
    [['check'], {}, /no file/],
    [['burn'], {}, /expected one of screen, check/],
    [['check', EXAMPLE], { on: 'today' }, /--on got today/],
  ])('refuses %j with %j', async (args, options, message) => {
    await expect(run(args, options as Readonly<Record<string, string>>)).rejects.toThrow(message);
  });
});
