import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkIdentity,
  type IdentityFacts,
  type IdentityParams,
} from '../../../src/decision/identity/index.ts';
import { standardRules } from '../fixtures.ts';

const good: IdentityFacts = {
  firmKnown: true,
  registry: 'match',
  registryDifferences: [],
  liveness: 'passed',
  livenessScore: 0.98,
  deviceFirms: 0,
  recentApplications: 0,
  duplicate: false,
  applicant: 'owner',
};
const params: IdentityParams = {
  livenessRequired: true,
  minLivenessScore: 0.8,
  maxDeviceFirms: 3,
  maxRecentApplications: 2,
  mayBeUnknown: [],
};
const check = (facts: Partial<IdentityFacts>, change: Partial<IdentityParams> = {}) =>
  checkIdentity({ ...good, ...facts }, { ...params, ...change });

describe('checkIdentity', () => {
  it('passes a known firm whose applicant is who he says', () => {
    expect(check({})).toEqual({ outcome: 'approve', codes: [] });
    expect(check({ applicant: 'authorised', livenessScore: null }).outcome).toBe('approve');
  });

  it.each([
    [{ firmKnown: false }, 'FIRM_UNKNOWN'],
    [{ duplicate: true }, 'APPLICATION_DUPLICATE'],
  ])('declines %o with %s', (facts, code) => {
    expect(check(facts)).toEqual({ outcome: 'decline', codes: [code] });
  });

  it.each([
    [{ registry: 'mismatch', registryDifferences: ['company-name'] }, 'REGISTRY_MISMATCH'],
    [{ registry: 'mismatch', registryDifferences: [] }, 'REGISTRY_MISMATCH'],
    [{ registry: 'mismatch', registryDifferences: ['status'] }, 'REGISTRY_NOT_ACTIVE'],
    [{ registry: 'unknown' }, 'REGISTRY_UNAVAILABLE'],
    [{ liveness: 'failed' }, 'LIVENESS_FAILED'],
    [{ liveness: 'unavailable' }, 'LIVENESS_UNAVAILABLE'],
    [{ liveness: 'not-required' }, 'LIVENESS_UNAVAILABLE'],
    [{ livenessScore: 0.79 }, 'LIVENESS_WEAK'],
    [{ livenessScore: Number.NaN }, 'LIVENESS_WEAK'],
    [{ livenessScore: 98 }, 'LIVENESS_WEAK'],
    [{ deviceFirms: 4 }, 'DEVICE_SHARED'],
    [{ deviceFirms: Number.NaN }, 'DEVICE_SHARED'],
    [{ deviceFirms: null }, 'DEVICE_UNKNOWN'],
    [{ recentApplications: 3 }, 'APPLICATIONS_MANY'],
    [{ recentApplications: null }, 'APPLICATIONS_UNCOUNTED'],
    [{ applicant: 'stranger' }, 'APPLICANT_NOT_AUTHORISED'],
    [{ applicant: 'unknown' }, 'APPLICANT_UNKNOWN'],
  ] as const)('sends %o to review with %s', (facts, code) => {
    expect(check(facts as Partial<IdentityFacts>)).toEqual({ outcome: 'review', codes: [code] });
  });

  it('reviews an answer that it does not know', () => {
    expect(check({ registry: 'maybe' as 'match' }).codes).toEqual(['REGISTRY_UNAVAILABLE']);
    expect(check({ liveness: 'perhaps' as 'passed' }).codes).toEqual(['LIVENESS_UNAVAILABLE']);
    expect(check({ applicant: 'friend' as 'owner' }).codes).toEqual(['APPLICANT_UNKNOWN']);
  });

  it('declines a failed liveness check only beside a second finding against the applicant', () => {
    expect(check({ liveness: 'failed', applicant: 'stranger' })).toEqual({
      outcome: 'decline',
      codes: ['LIVENESS_FAILED', 'APPLICANT_NOT_AUTHORISED'],
    });
    // What could not be found out is not held against anybody, nor told with a decline.
    expect(check({ liveness: 'failed', deviceFirms: 9, registry: 'unknown' }).codes).toEqual([
      'LIVENESS_FAILED',
      'DEVICE_SHARED',
    ]);
    expect(check({ liveness: 'failed', registry: 'unknown', deviceFirms: null }).outcome).toBe('review');
    expect(check({ liveness: 'unavailable', applicant: 'stranger' }).outcome).toBe('review');
  });

  it('does without facts that the lender dispenses with, and with no others', () => {
    const batch = {
      liveness: 'not-required',
      deviceFirms: null,
      recentApplications: null,
      applicant: 'unknown',
    } as const;
    const lenient = {
      livenessRequired: false,
      mayBeUnknown: ['device', 'recentApplications', 'applicant'],
    } as const;
    expect(check(batch, lenient)).toEqual({ outcome: 'approve', codes: [] });
    expect(check({ ...batch, registry: 'unknown' }, lenient).outcome).toBe('review');
    expect(check({ ...batch, liveness: 'unavailable' }, lenient).outcome).toBe('review');
  });

  it('never approves anything unknown or failing, and words every code', () => {
    const facts = fc.record({
      firmKnown: fc.boolean(),
      registry: fc.constantFrom('match', 'mismatch', 'unknown'),
      registryDifferences: fc.subarray(['status', 'company-name', 'credit-code'] as const),
      liveness: fc.constantFrom('passed', 'failed', 'unavailable', 'not-required'),
      livenessScore: fc.option(fc.double({ min: 0, max: 1 })),
      deviceFirms: fc.option(fc.nat(9)),
      recentApplications: fc.option(fc.nat(9)),
      duplicate: fc.boolean(),
      applicant: fc.constantFrom('owner', 'authorised', 'stranger', 'unknown'),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const { outcome, codes } = checkIdentity(given as IdentityFacts, params);
        if (outcome === 'approve') {
          expect(given).toMatchObject({
            firmKnown: true,
            registry: 'match',
            liveness: 'passed',
            duplicate: false,
          });
          expect([given.deviceFirms, given.recentApplications]).not.toContain(null);
          expect(codes).toEqual([]);
        } else expect(codes.length).toBeGreaterThan(0);
        for (const code of codes) expect(standardRules.reasonTexts[code]?.concrete).toBe(true);
        expect(new Set(codes).size).toBe(codes.length);
      }),
    );
  });
});
