import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fenToYuan, formatYuan, yuanToFen } from '../../src/core/money.ts';

it('turns yuan into fen and rounds half away from zero', () => {
  expect([1.005, -1.005, 0.1, 1234.56, 0, 2.675].map(yuanToFen)).toEqual([101, -101, 10, 123456, 0, 268]);
});

it('brings every fen back from yuan', () => {
  fc.assert(fc.property(fc.integer({ min: -1e13, max: 1e13 }), (fen) => yuanToFen(fenToYuan(fen)) === fen));
});

it('prints thousands separators and two decimals', () => {
  expect([0, 5, -5, 123456789, 100, -12345600].map(formatYuan)).toEqual([
    '0.00',
    '0.05',
    '-0.05',
    '1,234,567.89',
    '1.00',
    '-123,456.00',
  ]);
});
