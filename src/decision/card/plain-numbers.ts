import { civilOf, type Day, type Fen, fenToYuan } from '../../core/index.ts';
import type { FeatureInfo, FeatureUnit } from '../../features/index.ts';
import type { Language } from './language.ts';

/** Numbers as a letter to a customer writes them: 187,000 yuan and 18.7万元, 10.8 % and 10.8%. */

/** Keeps a number and its unit on one line; Chinese sets no space between them. */
const NBSP = '\u00a0';
const MINUS = '\u2212';

// Made once: a new formatter costs some forty times what it formats.
const PLAIN = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });
const CENTS = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** The shortest text of a number, thousands set apart, a true minus sign; at most six decimals. */
function plain(value: number): string {
  return signed(PLAIN.format(value));
}

function signed(text: string): string {
  return text === '-0' ? '0' : text.replace('-', MINUS);
}

/** An amount to the fen; in Chinese in 万元 where two decimals of it are exact. */
export function moneyText(fen: Fen, language: Language): string {
  const yuan = fenToYuan(fen);
  if (language === 'zh' && Math.abs(fen) >= 1_000_000 && fen % 10_000 === 0)
    return `${plain(yuan / 10_000)}万元`;
  const text = Number.isInteger(yuan) ? plain(yuan) : signed(CENTS.format(yuan));
  return language === 'zh' ? `${text}元` : `${text}${NBSP}yuan`;
}

/** A share or a rate in per cent, at most `decimals` of them. */
export function percentText(share: number, language: Language, decimals = 2): string {
  const text = plain(Number((100 * share).toFixed(decimals)));
  return language === 'zh' ? `${text}%` : `${text}${NBSP}%`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** 5 March 2025, 2025年3月5日. */
export function dateText(day: Day, language: Language): string {
  const { year, month, day: dayOfMonth } = civilOf(day);
  return language === 'zh'
    ? `${year}年${month}月${dayOfMonth}日`
    : `${dayOfMonth}${NBSP}${MONTHS[month - 1]!} ${year}`;
}

/** A number of months: 1 month, 12 months, 12个月. */
export function monthsText(months: number, language: Language): string {
  return counted(plain(months), months, 'months', language);
}

const UNITS_ZH: Readonly<Partial<Record<FeatureUnit, string>>> = {
  days: '天',
  hours: '小时',
  months: '个月',
  years: '年',
};

function counted(text: string, value: number, unit: FeatureUnit, language: Language): string {
  if (language === 'zh') return `${text}${UNITS_ZH[unit]}`;
  return `${text}${NBSP}${value === 1 ? unit.slice(0, -1) : unit}`;
}

/** What a value may be rounded to: the nearest number, or one that is not below or not above it. */
export type Rounding = 'nearest' | 'up' | 'down';

/** Significant digits of a figure that is only looked at. */
const GLANCE_DIGITS = 3;

/** A value of the catalogue in words; null is not known. A figure that was rounded up or down keeps three digits too. */
export function valueText(
  value: number | null,
  info: FeatureInfo,
  language: Language,
  rounding: Rounding = 'nearest',
): string {
  if (value === null) return language === 'zh' ? '无记录' : 'nothing on record';
  const { unit } = info;
  if (unit === 'flag')
    return value === 0 ? (language === 'zh' ? '否' : 'no') : language === 'zh' ? '是' : 'yes';
  if (isGrowth(info)) return growthText(value, language, rounding);
  const never = neverDays(info);
  if (never !== undefined && value >= never)
    return language === 'zh' ? `${never}天内没有` : `none in ${never}${NBSP}days`;
  const rounded = unit === 'count' ? value : toDigits(value, GLANCE_DIGITS, rounding);
  switch (unit) {
    case 'yuan':
      return yuanText(rounded, language);
    case 'share':
      return percentText(rounded, language, 4);
    case 'days':
    case 'hours':
    case 'months':
    case 'years':
      return counted(plain(rounded), rounded, unit, language);
    case 'kg':
    case 'kWh':
      return `${plain(rounded)}${NBSP}${unit}`;
    default:
      return plain(rounded);
  }
}

function yuanText(yuan: number, language: Language): string {
  if (language === 'en') return `${plain(yuan)}${NBSP}yuan`;
  return Math.abs(yuan) >= 10_000
    ? `${plain(Number((yuan / 10_000).toPrecision(12)))}万元`
    : `${plain(yuan)}元`;
}

/** `value` with `digits` significant digits; whole numbers above them are kept whole. */
function toDigits(value: number, digits: number, rounding: Rounding): number {
  if (value === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits + 1);
  const steps = value / step;
  // A value that is a whole number of steps but for binary rounding must not move a step further.
  const slack = 1e-9;
  const whole =
    rounding === 'nearest'
      ? Math.round(steps)
      : rounding === 'up'
        ? Math.ceil(steps - slack)
        : Math.floor(steps + slack);
  return Number((whole * step).toPrecision(digits + 2));
}

/** Changes of the catalogue are (a - b) / (a + b): bounded, but nobody's language. */
function isGrowth({ name, formula }: FeatureInfo): boolean {
  return /_change_\d+$/.test(name) && formula.startsWith('(a - b) / (a + b)');
}

/** Growth beyond which only the order of magnitude is said. */
const MOST_GROWTH = 9;

function growthText(value: number, language: Language, rounding: Rounding): string {
  const zh = language === 'zh';
  if (value <= -1) return zh ? '降至零' : 'down to nothing';
  const growth = (1 + value) / (1 - value) - 1;
  if (!(growth <= MOST_GROWTH)) return zh ? '增至十倍以上' : 'more than tenfold';
  const percent = percentText(toTenths(growth, rounding), language, 1);
  return growth > 0 ? `+${percent}` : percent;
}

/** Rounded to a tenth of a per cent. */
function toTenths(share: number, rounding: Rounding): number {
  const round = rounding === 'nearest' ? Math.round : rounding === 'up' ? Math.ceil : Math.floor;
  return round(share * 1000) / 1000;
}

/** Days that stand for "never": the catalogue says so in the formula. */
function neverDays({ unit, formula }: FeatureInfo): number | undefined {
  if (unit !== 'days') return undefined;
  const match = /; (\d+) when none/.exec(formula);
  return match ? Number(match[1]) : undefined;
}
