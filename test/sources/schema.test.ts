import { describe, expect, test } from 'vitest';
import { codeOf, fieldsOf, schemaOfSource, sourceNames, sources } from '../../src/sources/index.ts';

describe('fieldsOf', () => {
  test('tells type, optionality and allowed values of every field of every contract', () => {
    for (const name of sourceNames) {
      for (const field of fieldsOf(sources[name])) {
        const schema = sources[name].record.shape[field.name as 'firmId'];
        expect(schema.safeParse(undefined).success, `${name}.${field.name}`).toBe(field.optional);
      }
    }
    const kind = fieldsOf(sources.tax).find(({ name }) => name === 'kind');
    expect(kind).toEqual({
      name: 'kind',
      type: 'text',
      optional: false,
      values: ['filing', 'payment', 'arrears'],
    });
  });

  test('every key names fields of its contract', () => {
    for (const name of sourceNames) {
      const fields = fieldsOf(sources[name]).map((field) => field.name);
      for (const key of sources[name].key) expect(fields).toContain(key);
    }
  });
});

test('schemaOfSource gives dates, integers, floats and texts their column types', () => {
  expect(schemaOfSource(sources.outcomes)).toEqual([
    { name: 'firmId', type: 'text' },
    { name: 'eventDate', type: 'date' },
    { name: 'arrivalDate', type: 'date' },
    { name: 'applicationId', type: 'text' },
    { name: 'bad', type: 'int32' },
    { name: 'badDate', type: 'date' },
    { name: 'maxDaysPastDue', type: 'int32' },
  ]);
});

test('codeOf counts in the order of the contract and refuses unknown names', () => {
  expect(codeOf('bank', 'direction', 'out')).toBe(1);
  expect(() => codeOf('bank', 'direction', 'up')).toThrow(RangeError);
  expect(() => codeOf('bank', 'amountFen', 'in')).toThrow(RangeError);
});
