import { expect, it } from 'vitest';
import { listParamsSchema } from '../../../src/decision/lists/index.ts';

it('takes kinds of entries to decline on, and no others', () => {
  expect(listParamsSchema.parse({ declineKinds: ['uscc'] })).toEqual({ declineKinds: ['uscc'] });
  expect(listParamsSchema.safeParse({ declineKinds: ['ship'] }).success).toBe(false);
});
