import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/core/index.ts';
import { featureInfo } from '../../../src/decision/card/index.ts';
import {
  dateText,
  moneyText,
  monthsText,
  percentText,
  valueText,
} from '../../../src/decision/card/plain-numbers.ts';

/** Spaces that keep a number and its unit together, as plain spaces. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const info = (name: string) => featureInfo(name)!;

describe('amounts', () => {
  it('writes yuan in English and 万元 in Chinese where that is exact', () => {
    expect(plain(moneyText(18_700_000, 'en'))).toBe('187,000 yuan');
    expect(moneyText(18_700_000, 'zh')).toBe('18.7万元');
    expect(moneyText(1_308_644, 'zh')).toBe('13,086.44元');
    expect(plain(moneyText(1_308_644, 'en'))).toBe('13,086.44 yuan');
    expect(moneyText(999_900, 'zh')).toBe('9,999元');
    expect(plain(moneyText(0, 'en'))).toBe('0 yuan');
    expect(plain(moneyText(-150_050, 'en'))).toBe('−1,500.50 yuan');
  });

  it('loses no fen', () => {
    const parse = (text: string): number => {
      const match = /^(−?)([\d,.]+)(万?)元$/.exec(text)!;
      const value = Number(match[2]!.replaceAll(',', '')) * (match[3] ? 1e6 : 100);
      return Math.round(value) * (match[1] ? -1 : 1) || 0;
    };
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (fen) => {
        expect(parse(moneyText(fen, 'zh'))).toBe(fen);
      }),
    );
  });
});

describe('rates, dates and terms', () => {
  it('reads as a letter reads', () => {
    expect(plain(percentText(0.108, 'en'))).toBe('10.8 %');
    expect(percentText(0.0855, 'zh')).toBe('8.55%');
    expect(plain(dateText(dayOf(2025, 3, 5), 'en'))).toBe('5 March 2025');
    expect(dateText(dayOf(2025, 3, 5), 'zh')).toBe('2025年3月5日');
    expect(plain(monthsText(1, 'en'))).toBe('1 month');
    expect(monthsText(12, 'zh')).toBe('12个月');
  });
});

describe('values of features', () => {
  it('follows the unit', () => {
    expect(plain(valueText(0.3333, info('tax_late_share_365'), 'en'))).toBe('33.3 %');
    expect(valueText(123_456, info('bank_monthly_inflow'), 'zh')).toBe('12.3万元');
    expect(plain(valueText(123_456, info('bank_monthly_inflow'), 'en'))).toBe('123,000 yuan');
    expect(valueText(3, info('bureau_open_loans'), 'en')).toBe('3');
    expect(plain(valueText(7.87, info('bank_runway_days'), 'en'))).toBe('7.87 days');
    expect(valueText(1, info('judicial_dishonest_now'), 'zh')).toBe('是');
    expect(valueText(null, info('bank_runway_days'), 'zh')).toBe('无记录');
  });

  it('writes a bounded change as growth: (a - b) / (a + b) = -0.2 is a fall by a third', () => {
    const change = info('bank_sales_change_90');
    expect(plain(valueText(-0.2, change, 'en'))).toBe('−33.3 %');
    expect(plain(valueText(0.2, change, 'en'))).toBe('+50 %');
    expect(valueText(-1, change, 'zh')).toBe('降至零');
    expect(valueText(1, change, 'en')).toBe('more than tenfold');
    // Receipts against payments are no change, for all that they have the same formula.
    expect(valueText(0.2, info('bank_operating_balance_90'), 'en')).toBe('0.2');
  });

  it('says never where the catalogue counts never as so many days', () => {
    expect(plain(valueText(365, info('tax_days_since_arrears'), 'en'))).toBe('none in 365 days');
    expect(valueText(364, info('tax_days_since_arrears'), 'zh')).toBe('364天');
  });

  it('never rounds a bound past itself', () => {
    const share = info('tax_late_share_365');
    const read = (text: string): number => Number(text.replace(/[^\d.−]/g, '').replace('−', '-')) / 100;
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1, noNaN: true }), (value) => {
        expect(read(valueText(value, share, 'en', 'up'))).toBeGreaterThanOrEqual(value * (1 - 1e-8));
        expect(read(valueText(value, share, 'en', 'down'))).toBeLessThanOrEqual(value * (1 + 1e-8));
      }),
    );
  });
});
