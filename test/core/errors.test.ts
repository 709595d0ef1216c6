import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asParusError, errorTable, fail, issuesOfZod, ParusError } from '../../src/core/errors.ts';
import { errorsMarkdown } from '../../src/core/errors-markdown.ts';

describe('the table of errors', () => {
  it('is what docs/errors.md says', () => {
    expect(readFileSync('docs/errors.md', 'utf8')).toBe(errorsMarkdown());
  });

  it('has well-formed codes, statuses, exit codes and texts', () => {
    for (const [code, spec] of Object.entries(errorTable)) {
      expect(code).toMatch(/^PARUS_[A-Z][A-Z0-9_]+$/);
      expect(spec.http).toBeGreaterThanOrEqual(400);
      expect(spec.http).toBeLessThan(600);
      expect([1, 2, 3]).toContain(spec.exit);
      expect(spec.template.length).toBeGreaterThan(10);
      expect(spec.help).toMatch(/\.$/);
    }
  });

  it('counts a fault of ours as 500', () => {
    for (const spec of Object.values(errorTable)) if (spec.exit === 1) expect(spec.http).toBe(500);
  });
});

describe('fail', () => {
  it('fills the template and carries issues and statuses', () => {
    const error = fail('PARUS_TABLE_RAGGED', { path: 'a.csv', line: 3, problem: 'four fields' }, [
      { path: 'line 3', message: 'four fields' },
    ]);
    expect(error.message).toBe('a.csv line 3: four fields');
    expect([error.exit, error.http]).toEqual([2, 400]);
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'PARUS_TABLE_RAGGED',
      message: 'a.csv line 3: four fields',
      issues: [{ path: 'line 3', message: 'four fields' }],
    });
  });

  it('does not fill placeholders that come from the parameters', () => {
    expect(fail('PARUS_FILE_MISSING', { path: '{path}' }).message).toBe('no such file: {path}');
  });
});

describe('asParusError', () => {
  it('keeps coded errors and names everything else a fault of ours', () => {
    const coded = fail('PARUS_FILE_MISSING', { path: 'x' });
    expect(asParusError(coded)).toBe(coded);
    expect(asParusError(new Error('boom'))).toMatchObject({ code: 'PARUS_INTERNAL', exit: 1 });
    expect(asParusError('text')).toBeInstanceOf(ParusError);
  });
});

it('issuesOfZod joins paths with dots and names the root', () => {
  expect(
    issuesOfZod([
      { path: ['a', 0, 'b'], message: 'm' },
      { path: [], message: 'n' },
    ]),
  ).toEqual([
    { path: 'a.0.b', message: 'm' },
    { path: '(root)', message: 'n' },
  ]);
});
