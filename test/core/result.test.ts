import { expect, it } from 'vitest';
import { err, ok } from '../../src/core/result.ts';

it('holds a value or an error, never both', () => {
  expect(ok(3)).toEqual({ ok: true, value: 3 });
  expect(err('no')).toEqual({ ok: false, error: 'no' });
});
