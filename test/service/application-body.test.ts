import { describe, expect, it } from 'vitest';
import { dayOf, type ParusError } from '../../src/core/index.ts';
import { applicationOf, parseApplicationBody } from '../../src/service/application-body.ts';
import { body } from './fixtures.ts';

const refusal = (json: unknown): ParusError => {
  try {
    parseApplicationBody(json);
  } catch (error) {
    return error as ParusError;
  }
  throw new Error('expected a refusal');
};

describe('parseApplicationBody', () => {
  it('takes a plain application, and Chinese identifiers', () => {
    expect(parseApplicationBody(body())).toEqual(body());
    expect(parseApplicationBody({ ...body(), firmId: '荣昌区养殖合作社' }).firmId).toBe('荣昌区养殖合作社');
    expect(parseApplicationBody({ ...body(), amountYuan: 150_000.05 }).amountYuan).toBe(150_000.05);
  });

  it.each([
    ['applicationId', ''],
    ['applicationId', 'a/b'],
    ['applicationId', 'x'.repeat(65)],
    ['applicationId', '__proto__'],
    ['firmId', 7],
    ['amountYuan', 0],
    ['amountYuan', -1],
    ['amountYuan', '150000'],
    ['amountYuan', 0.001],
    ['amountYuan', 1e11],
    ['amountYuan', Number.NaN],
    ['amountYuan', Number.POSITIVE_INFINITY],
    ['termMonths', 0],
    ['termMonths', 1.5],
    ['termMonths', 121],
    ['purpose', 'yacht'],
    ['applicationDate', '2026-02-30'],
    ['applicationDate', '1969-12-31'],
    ['applicationDate', 20_000],
  ])('refuses %s = %j with its path', (field, value) => {
    const error = refusal({ ...body(), [field]: value });
    expect(error.code).toBe('PARUS_APPLICATION_INVALID');
    expect(error.issues.map(({ path }) => path)).toEqual([field]);
  });

  it('reports every issue at once, missing and unknown fields among them', () => {
    const { firmId: _, ...others } = body();
    const error = refusal({ ...others, termMonths: -1, amountFen: 1 });
    expect(error.issues.map(({ path }) => path).sort()).toEqual(['(root)', 'firmId', 'termMonths']);
    expect(error.message).toContain('and 2 more');
    for (const json of [undefined, null, 3, 'text', []]) expect(refusal(json).http).toBe(400);
  });
});

describe('applicationOf', () => {
  it('turns yuan into fen and dates into days', () => {
    const parsed = parseApplicationBody({ ...body(), amountYuan: 1234.56, applicationDate: '2026-01-31' });
    expect(applicationOf(parsed, 1)).toEqual({
      applicationId: 'app-1',
      firmId: 'firm-1',
      amountFen: 123_456,
      termMonths: 12,
      purpose: 'operations',
      eventDate: dayOf(2026, 1, 31),
    });
    expect(applicationOf(parseApplicationBody(body()), 20_000).eventDate).toBe(20_000);
  });
});
