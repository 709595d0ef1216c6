import type { Interval } from '../interval.ts';

/** A share as a percentage: one decimal from 1 % up, two below, so that small PDs stay apart; with a true minus sign. */
export function percent(share: number): string {
  const hundredths = share * 100;
  const decimals = Math.abs(hundredths) >= 1 || hundredths === 0 ? 1 : 2;
  return `${hundredths.toFixed(decimals).replace('-', '−')}%`;
}

/** A unit-free figure with three decimals, and a true minus sign. */
export function figure(value: number): string {
  return value.toFixed(3).replace('-', '−');
}

/** As `figure`, with the sign of a positive value too: for differences. */
export function signed(value: number): string {
  return value > 0 ? `+${figure(value)}` : figure(value);
}

export function interval([low, high]: Interval, format: (value: number) => string = figure): string {
  return `${format(low)} to ${format(high)}`;
}

/** An amount or a count with thousands separators; the locale is fixed, so bytes do not depend on the machine. */
export function grouped(value: number): string {
  const [whole, fraction] = String(Math.abs(value)).split('.');
  const separated = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '−' : ''}${separated}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A measured quantity, >= 0, with about three significant digits: 0.412, 1.87, 18.2, 640. */
export function brief(value: number): string {
  const decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return grouped(Number(value.toFixed(decimals)));
}

const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** A value that is only looked at, with three significant digits and K, M or B for thousands and on; with a true minus sign. */
export function compact(value: number): string {
  return COMPACT.format(value).replace('-', '−');
}

/** A p-value with three decimals; smaller ones are not worth telling apart. */
export function pValue(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** A whole number, with a true minus sign. */
export function whole(value: number): string {
  return grouped(Math.round(value));
}

/** A difference of shares in percentage points, with its sign. */
export function signedPoints(share: number): string {
  return `${share > 0 ? '+' : ''}${(share * 100).toFixed(1)} pp`.replace('-', '−');
}

/** A text with its long decimals cut to four significant digits: enough to recognise a cut, too few to be a record. */
export function shortDecimals(text: string): string {
  return text.replace(/(?<![\w.])(-?)(\d+\.\d{4,})(?![\w.])/g, (_, sign: string, digits: string) => {
    return `${sign === '' ? '' : '−'}${Number(Number(digits).toPrecision(4))}`;
  });
}
