import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assumeConsented,
  type ConsentRecord,
  type ConsentSummary,
  consentedSources,
  consentNeed,
  consentPurposeNames,
  sourcesOfPurpose,
} from '../../../src/decision/consent/index.ts';
import { type DossierSource, dossierSources, sources } from '../../../src/sources/index.ts';

const PURPOSE = 'credit-decision';
const given = (source: DossierSource, change: Partial<ConsentRecord> = {}): ConsentRecord => ({
  firmId: 'F',
  source,
  purpose: PURPOSE,
  grantedOn: 100,
  withdrawnOn: null,
  separately: false,
  expiresOn: null,
  ...change,
});
const fate = (source: DossierSource, records: readonly ConsentRecord[], day = 150): string => {
  const { used, withheld } = consentedSources(records, PURPOSE, day);
  return used.includes(source) ? 'used' : withheld.find((each) => each.source === source)!.why;
};

describe('consentedSources', () => {
  it('withholds what nobody consented to, and uses public records', () => {
    const { used, withheld } = consentedSources([], PURPOSE, 150);
    expect(used).toEqual(dossierSources.filter((source) => sources[source].sensitivity === 'public'));
    expect(withheld).toContainEqual({ source: 'bank', why: 'never-granted' });
  });

  it.each([
    ['a consent', {}, 'used'],
    ['a consent that begins later', { grantedOn: 151 }, 'never-granted'],
    ['a consent of today', { grantedOn: 150 }, 'used'],
    ['a withdrawal of today', { withdrawnOn: 150 }, 'withdrawn'],
    ['a withdrawal of tomorrow', { withdrawnOn: 151 }, 'used'],
    ['a consent that expires today', { expiresOn: 150 }, 'expired'],
    ['a consent that expires tomorrow', { expiresOn: 151 }, 'used'],
    ['a refusal', { grantedOn: null, withdrawnOn: 120 }, 'withdrawn'],
    ['a consent for another purpose', { purpose: 'model-development' }, 'other-purpose'],
    [
      'a withdrawn one for another purpose',
      { purpose: 'model-development', withdrawnOn: 150 },
      'never-granted',
    ],
  ] as const)('takes %s for business records as %o -> %s', (_, change, expected) => {
    expect(fate('bank', [given('bank', change)])).toBe(expected);
  });

  it('asks a separate consent for personal records', () => {
    expect(consentNeed('bureau')).toBe('given-separately');
    expect(fate('bureau', [given('bureau')])).toBe('not-separate');
    expect(fate('bureau', [given('bureau', { separately: true })])).toBe('used');
  });

  it('hears an objection to public records, and nothing else about them', () => {
    expect(fate('news', [given('news', { grantedOn: null, withdrawnOn: 150 })])).toBe('withdrawn');
    expect(fate('news', [given('news', { expiresOn: 120 })])).toBe('used');
    expect(
      fate('news', [given('news', { grantedOn: null, withdrawnOn: 110 }), given('news', { grantedOn: 120 })]),
    ).toBe('used');
  });

  it('lets the last word count', () => {
    const first = given('bank', { withdrawnOn: 110 });
    expect(fate('bank', [first, given('bank', { grantedOn: 120 })])).toBe('used');
    expect(fate('bank', [first, given('bank', { grantedOn: 120 })], 115)).toBe('withdrawn');
    expect(fate('bank', [given('bank'), given('bank', { grantedOn: 120, expiresOn: 130 })])).toBe('expired');
  });

  it('withholds what the purpose does not admit, whatever was consented to', () => {
    const records = [given('bank', { purpose: 'fraud-prevention' })];
    const { withheld } = consentedSources(records, 'fraud-prevention', 150);
    expect(withheld).toContainEqual({ source: 'bank', why: 'other-purpose' });
  });

  const records = fc.array(
    fc.record({
      firmId: fc.constant('F'),
      source: fc.constantFrom(...dossierSources),
      purpose: fc.constantFrom(...consentPurposeNames),
      grantedOn: fc.option(fc.integer({ min: 100, max: 120 }), { freq: 5 }),
      withdrawnOn: fc.option(fc.integer({ min: 100, max: 125 })),
      separately: fc.boolean(),
      expiresOn: fc.option(fc.integer({ min: 101, max: 130 })),
    }),
    { maxLength: 30 },
  );

  it('puts every source on one side, once', () => {
    fc.assert(
      fc.property(
        records,
        fc.constantFrom(...consentPurposeNames),
        fc.integer({ min: 95, max: 135 }),
        (list, purpose, day) => {
          const { used, withheld } = consentedSources(list, purpose, day);
          const all = [...used, ...withheld.map(({ source }) => source)];
          expect([...all].sort()).toEqual([...dossierSources].sort());
          // Nothing that needs consent is used without a record for this purpose that stands on the day.
          for (const source of used.filter((each) => consentNeed(each) !== 'none'))
            expect(
              list.some(
                (record) =>
                  record.source === source &&
                  record.purpose === purpose &&
                  record.grantedOn !== null &&
                  record.grantedOn <= day &&
                  (record.withdrawnOn === null || record.withdrawnOn > day) &&
                  (record.expiresOn === null || record.expiresOn > day) &&
                  (record.separately || sources[source].sensitivity === 'business'),
              ),
            ).toBe(true);
        },
      ),
    );
  });

  it('does not let what is said later change a day of the past', () => {
    fc.assert(
      fc.property(records, fc.integer({ min: 100, max: 119 }), (list, day) => {
        const known = list.filter(({ grantedOn, withdrawnOn }) => (grantedOn ?? withdrawnOn ?? 999) <= day);
        const asKnown = known.map((record) =>
          record.withdrawnOn !== null && record.withdrawnOn > day ? { ...record, withdrawnOn: null } : record,
        );
        expect(consentedSources(list, PURPOSE, day)).toEqual(consentedSources(asKnown, PURPOSE, day));
      }),
    );
  });
});

describe('assumeConsented', () => {
  it('uses every source of the purpose', () => {
    const all: ConsentSummary = { purpose: PURPOSE, used: dossierSources, withheld: [] };
    expect(assumeConsented(PURPOSE)).toEqual(all);
    expect(assumeConsented('fraud-prevention').used).toEqual(sourcesOfPurpose('fraud-prevention'));
  });
});

describe('purposes', () => {
  it('admit sources by what their contracts collect for', () => {
    expect(sourcesOfPurpose(PURPOSE)).toEqual(dossierSources);
    expect(sourcesOfPurpose('loan-monitoring')).not.toContain('links');
    expect(sourcesOfPurpose('fraud-prevention')).toEqual(['registry', 'judicial', 'links', 'news']);
  });
});
