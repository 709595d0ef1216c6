/**
 * `plain` counts and amounts in fen; `money` an amount in yuan or a multiple of it, which may carry a currency sign;
 * `ratio` a share, which may be written in percent.
 */
export type NumberForm = 'plain' | 'money' | 'ratio';

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Thousands in groups of three, as in 1,234,567.89. A comma anywhere else may be a decimal sign, so it is refused. */
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;

const CURRENCY_BEFORE = /^([+-]?)\s*(?:¥|CNY|RMB|人民币)\s*/i;
const CURRENCY_AFTER = /\s*(?:元|CNY|RMB)$/i;

/** A number as people and spreadsheets write it, or undefined where the text is none or may mean two things. */
export function readNumber(written: string, form: NumberForm): number | undefined {
  const text = written.trim();
  if (DECIMAL.test(text)) return Number(text);
  // Full-width digits, commas, points and signs become ordinary ones.
  let rest = text.normalize('NFKC').trim();
  if (form === 'money') rest = rest.replace(CURRENCY_BEFORE, '$1').replace(CURRENCY_AFTER, '');
  const percent = form === 'ratio' && rest.endsWith('%');
  if (percent) rest = rest.slice(0, -1).trimEnd();
  if (GROUPED.test(rest)) rest = rest.replaceAll(',', '');
  if (!DECIMAL.test(rest)) return undefined;
  return percent ? Number(rest) / 100 : Number(rest);
}

/** Digits that a double holds exactly: the quotient of such an integer and a power of ten is rounded once. */
const EXACT_DIGITS = 15;
const POWERS_OF_TEN = Array.from({ length: EXACT_DIGITS + 1 }, (_, i) => 10 ** i);

/** The plain decimal number `text.slice(start, end)` (digits, a point, a minus), or NaN for anything else: no text is made. */
export function plainDecimal(text: string, start: number, end: number): number {
  const negative = text.charCodeAt(start) === 45;
  let value = 0;
  let digits = 0;
  let decimals = -1;
  for (let at = negative ? start + 1 : start; at < end; at++) {
    const c = text.charCodeAt(at);
    if (c >= 48 && c <= 57) {
      value = value * 10 + (c - 48);
      digits += 1;
      if (decimals >= 0) decimals += 1;
    } else if (c === 46 && decimals < 0) decimals = 0;
    else return Number.NaN;
  }
  if (digits === 0 || digits > EXACT_DIGITS) return Number.NaN;
  const magnitude = decimals > 0 ? value / POWERS_OF_TEN[decimals]! : value;
  return negative ? -magnitude : magnitude;
}
