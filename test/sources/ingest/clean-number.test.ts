import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NumberForm, plainDecimal, readNumber } from '../../../src/sources/ingest/clean-number.ts';

describe('readNumber', () => {
  test.each<[string, NumberForm, number | undefined]>([
    ['12', 'plain', 12],
    [' -1.5e3 ', 'plain', -1500],
    ['1,234,567.89', 'plain', 1234567.89],
    ['１２３．５', 'plain', 123.5],
    ['１，２３４', 'plain', 1234],
    ['¥1,234.50', 'money', 1234.5],
    ['-￥20', 'money', -20],
    ['20元', 'money', 20],
    ['RMB 3', 'money', 3],
    ['13%', 'ratio', 0.13],
    ['0.13', 'ratio', 0.13],
    ['６％', 'ratio', 0.06],
  ])('reads %j as %s', (text, form, expected) => {
    expect(readNumber(text, form)).toBe(expected);
  });

  test.each<[string, NumberForm]>([
    ['1,5', 'plain'],
    ['1.234,5', 'plain'],
    ['12,34,567', 'plain'],
    ['¥5', 'plain'],
    ['13%', 'money'],
    ['$5', 'money'],
    ['Infinity', 'plain'],
    ['NaN', 'plain'],
    ['0x10', 'plain'],
    ['', 'plain'],
    ['五', 'money'],
  ])('refuses %j as %s', (text, form) => {
    expect(readNumber(text, form)).toBeUndefined();
  });
});

describe('plainDecimal', () => {
  test('gives the number that JavaScript reads, wherever it stands in a text', () => {
    const plain = fc.stringMatching(/^-?\d{0,9}\.?\d{0,6}$/);
    fc.assert(
      fc.property(plain, fc.string(), (text, around) => {
        const value = plainDecimal(`${around}${text}${around}`, around.length, around.length + text.length);
        expect(value).toBe(readNumber(text, 'plain') ?? Number.NaN);
      }),
      { numRuns: 500 },
    );
  });

  test.each(['', '-', '.', '1e3', '+1', ' 1', '1234567890123456', '1.2.3', '1,2'])(
    'leaves %j to the slow road',
    (text) => {
      expect(plainDecimal(text, 0, text.length)).toBeNaN();
    },
  );
});
