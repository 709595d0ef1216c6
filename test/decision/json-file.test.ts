import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fail } from '../../src/core/index.ts';
import { firstLine, type Refuse, readJson, refuseIssues } from '../../src/decision/json-file.ts';

const folder = await mkdtemp(join(tmpdir(), 'parus-json-'));
afterAll(() => rm(folder, { recursive: true }));
const refuse: Refuse = (problem, issues) => fail('PARUS_CONFIG_INVALID', { path: 'x', problem }, issues);

describe('readJson', () => {
  it('reads JSON, and refuses what is none with the reason', async () => {
    const path = join(folder, 'a.json');
    await writeFile(path, '{"a":1}');
    expect(await readJson(path, refuse)).toEqual({ a: 1 });
    await writeFile(path, '{"a":');
    await expect(readJson(path, refuse)).rejects.toThrow(/not JSON/);
    await expect(readJson(folder, refuse)).rejects.toMatchObject({ code: 'PARUS_CONFIG_INVALID' });
    await expect(readJson(join(folder, 'none.json'), refuse)).rejects.toMatchObject({
      code: 'PARUS_FILE_MISSING',
    });
  });
});

describe('refuseIssues', () => {
  it('counts the issues and quotes the first', () => {
    const issues = [
      { path: 'a.b', message: 'too small' },
      { path: 'c', message: 'unknown' },
    ];
    expect(refuseIssues(refuse, issues).message).toContain('2 issues, the first a.b: too small');
    expect(refuseIssues(refuse, issues.slice(0, 1)).message).toMatch(/: a\.b: too small$/);
  });
});

describe('firstLine', () => {
  it('drops what follows the first line', () => {
    expect(firstLine(new Error('what\n  at native code'))).toBe('what');
    expect(firstLine('text')).toBe('text');
  });
});
