import { describe, expect, it } from 'vitest';
import { identityParamsSchema } from '../../../src/decision/identity/index.ts';

const params = {
  livenessRequired: true,
  minLivenessScore: 0.8,
  maxDeviceFirms: 3,
  maxRecentApplications: 2,
  mayBeUnknown: ['device'],
};

describe('identityParamsSchema', () => {
  it('takes parameters as they stand', () => {
    expect(identityParamsSchema.parse(params)).toEqual(params);
  });

  it.each([
    [{ minLivenessScore: 80 }],
    // The registry and the liveness check can never be dispensed with.
    [{ mayBeUnknown: ['registry'] }],
    [{ maxDevices: 3 }],
    [{ maxDeviceFirms: -1 }],
  ])('refuses %o', (change) => {
    expect(identityParamsSchema.safeParse({ ...params, ...change }).success).toBe(false);
  });
});
