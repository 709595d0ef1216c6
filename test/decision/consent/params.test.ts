import { expect, it } from 'vitest';
import { consentParamsSchema } from '../../../src/decision/consent/index.ts';

it('takes sources of a dossier as required, and no others', () => {
  expect(consentParamsSchema.parse({ required: ['tax'] })).toEqual({ required: ['tax'] });
  expect(consentParamsSchema.safeParse({ required: ['outcomes'] }).success).toBe(false);
});
