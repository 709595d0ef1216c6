import { type Day, dayOf, daysInMonth } from '../../core/index.ts';

/** Forms in which a mapping file may say that dates are written, each read by groups named y, m and d. */
const FORMS = {
  'YYYY-MM-DD': /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/,
  'YYYY/M/D': /^(?<y>\d{4})\/(?<m>\d{1,2})\/(?<d>\d{1,2})$/,
  'YYYY.M.D': /^(?<y>\d{4})\.(?<m>\d{1,2})\.(?<d>\d{1,2})$/,
  YYYYMMDD: /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/,
  YYYY年M月D日: /^(?<y>\d{4})年(?<m>\d{1,2})月(?<d>\d{1,2})日$/,
  'ISO date-time':
    /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})[T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?$/,
  'D.M.YYYY': /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})$/,
  'D/M/YYYY': /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})$/,
  'M/D/YYYY': /^(?<m>\d{1,2})\/(?<d>\d{1,2})\/(?<y>\d{4})$/,
} as const;

/** Days since 1899-12-30 with a share of the day behind the point, as spreadsheets keep dates. */
const EXCEL = 'Excel serial';
const SERIAL = /^\d{1,6}(\.\d+)?$/;
/** 1970-01-01 as such a serial number. Before 61 (1900-03-01) the count has a day that never was. */
const SERIAL_OF_1970 = 25_569;
const FIRST_SERIAL = 61;

export type DateForm = keyof typeof FORMS | typeof EXCEL;

export const DATE_FORMS = [...(Object.keys(FORMS) as (keyof typeof FORMS)[]), EXCEL] as const;

/** The forms read without a mapping: the year comes first, so that no date can mean two days. */
export const UNAMBIGUOUS_FORMS = [
  'YYYY-MM-DD',
  'YYYY/M/D',
  'YYYY.M.D',
  'YYYYMMDD',
  'YYYY年M月D日',
  'ISO date-time',
] as const satisfies readonly DateForm[];

/**
 * The day that a text in one of `forms` names, or undefined. Of a date-time it is the day as written, whatever its zone:
 * records are kept by the civil date of the place that made them.
 */
export function readDate(written: string, forms: readonly DateForm[] = UNAMBIGUOUS_FORMS): Day | undefined {
  const text = written.trim().normalize('NFKC');
  for (const form of forms) {
    if (form === EXCEL) {
      const serial = SERIAL.test(text) ? Math.floor(Number(text)) : 0;
      if (serial >= FIRST_SERIAL) return serial - SERIAL_OF_1970;
      continue;
    }
    const found = FORMS[form].exec(text)?.groups;
    if (!found) continue;
    const [y, m, d] = [Number(found['y']), Number(found['m']), Number(found['d'])];
    if (m >= 1 && m <= 12 && d >= 1 && d <= daysInMonth(y, m)) return dayOf(y, m, d);
  }
  return undefined;
}

/** The day `text.slice(start, end)` of the form YYYY-MM-DD, or NaN for anything else: no text is made. */
export function plainIsoDay(text: string, start: number, end: number): number {
  if (end - start !== 10 || text.charCodeAt(start + 4) !== 45 || text.charCodeAt(start + 7) !== 45) {
    return Number.NaN;
  }
  const y = digitsAt(text, start, start + 4);
  const m = digitsAt(text, start + 5, start + 7);
  const d = digitsAt(text, start + 8, start + 10);
  return m >= 1 && m <= 12 && d >= 1 && d <= daysInMonth(y, m) ? dayOf(y, m, d) : Number.NaN;
}

function digitsAt(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const c = text.charCodeAt(at);
    if (c < 48 || c > 57) return Number.NaN;
    value = value * 10 + (c - 48);
  }
  return value;
}
