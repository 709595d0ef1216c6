import { describe, expect, it } from 'vitest';
import {
  type ClaimedFirm,
  matchRegistry,
  type RegistryRecord,
} from '../../../src/decision/identity/index.ts';

const record: RegistryRecord = {
  creditCode: '91330100799655058B',
  companyName: '杭州宏达贸易有限公司',
  legalRepresentative: '张明伟',
  foundedDay: 17_000,
  status: 'active',
};
const { status: _, ...claim } = record;
const params = { foundedToleranceDays: 31 };
const match = (claimed: Partial<ClaimedFirm>, registered: Partial<RegistryRecord> = {}) =>
  matchRegistry({ ...claim, ...claimed }, { ...record, ...registered }, params);

describe('matchRegistry', () => {
  it('matches what is the same', () => {
    expect(match({})).toEqual({ registry: 'match', differences: [], notCompared: [] });
  });

  it('looks through width, script, blanks, brackets and spellings of the legal form', () => {
    const claimed = {
      creditCode: '91330100 799655058b',
      companyName: '　杭州宏達貿易有限责任公司 ',
      legalRepresentative: '張明偉',
      foundedDay: 17_031,
    };
    expect(match(claimed).registry).toBe('match');
  });

  it.each([
    [{ creditCode: '914403001922038216' }, {}, ['credit-code']],
    [{ creditCode: '91330100799655058C' }, {}, ['credit-code-invalid', 'credit-code']],
    [{ companyName: '杭州鸿达贸易有限公司' }, {}, ['company-name']],
    [{ legalRepresentative: '张伟明' }, {}, ['legal-representative']],
    [{}, { status: 'revoked' }, ['status']],
    [{}, { status: 'abnormal' }, ['status']],
    [{ foundedDay: 17_032 }, {}, ['business-age']],
    [{ foundedDay: 16_000, companyName: '别的公司' }, {}, ['company-name', 'business-age']],
  ] as const)('claim %o against registry %o differs in %o', (claimed, registered, differences) => {
    expect(match(claimed, registered)).toMatchObject({ registry: 'mismatch', differences });
  });

  it('says unknown, not match, where a needed field is wanting on either side', () => {
    expect(match({ legalRepresentative: ' ' })).toEqual({
      registry: 'unknown',
      differences: [],
      notCompared: ['legal-representative'],
    });
    for (const field of ['creditCode', 'companyName', 'legalRepresentative', 'status'] as const)
      expect(match({}, { [field]: null }).registry).toBe('unknown');
    expect(match({}, { foundedDay: null }).registry).toBe('match');
  });

  it('says unknown where the registry has no record, mismatch where the claimed code cannot exist', () => {
    expect(matchRegistry(claim, null, params).registry).toBe('unknown');
    expect(matchRegistry({ ...claim, creditCode: '1' }, null, params)).toMatchObject({
      registry: 'mismatch',
      differences: ['credit-code-invalid'],
    });
  });
});
