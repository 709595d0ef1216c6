import type { FeatureUnit } from '../features/index.ts';
import { CODE_MISSING, CODE_UNSEEN, type ModelInput } from '../models/index.ts';

/** A text in both languages. */
export interface Shown {
  readonly en: string;
  readonly zh: string;
}

/** Digits of a value that is only looked at. */
const GLANCE_DIGITS = 3;
/** Digits of a number that must hold as it is printed: all that cuts ever have, and fewer than show a double's own rounding. */
const FULL_DIGITS = 15;

// Made once: a new formatter costs some forty times what it formats.
const GLANCE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });
const FULL = new Intl.NumberFormat('en-US', { maximumSignificantDigits: FULL_DIGITS });

/** A bound value in words: a number (NaN missing) rounded to three digits, or a level's name. */
export function showValue(input: ModelInput, value: number, unit?: FeatureUnit): Shown {
  if (Number.isNaN(value) || value === CODE_MISSING) return { en: 'no information', zh: '无信息' };
  if (input.kind === 'category') {
    if (value === CODE_UNSEEN) return { en: 'a value not seen before', zh: '未曾出现过的取值' };
    return { en: input.levels[value]!, zh: input.levels[value]! };
  }
  return withUnit(value, unit, (v) => GLANCE.format(Number(v.toPrecision(GLANCE_DIGITS))));
}

/** A number that a reader must be able to act on: as many digits as it has. */
export function showExactly(value: number, unit?: FeatureUnit): Shown {
  return withUnit(value, unit, (v) => FULL.format(v));
}

function withUnit(value: number, unit: FeatureUnit | undefined, text: (v: number) => string): Shown {
  switch (unit) {
    case 'share':
      return { en: `${text(100 * value)} %`, zh: `${text(100 * value)}%` };
    case 'flag':
      return value ? { en: 'yes', zh: '是' } : { en: 'no', zh: '否' };
    case 'yuan':
      return { en: `${text(value)} yuan`, zh: `${text(value)} 元` };
    case 'hours':
      return { en: `${text(value)} hours`, zh: `${text(value)} 小时` };
    case 'kg':
    case 'kWh':
      return { en: `${text(value)} ${unit}`, zh: `${text(value)} ${unit}` };
    case 'days':
      return { en: `${text(value)} days`, zh: `${text(value)} 天` };
    case 'months':
      return { en: `${text(value)} months`, zh: `${text(value)} 个月` };
    case 'years':
      return { en: `${text(value)} years`, zh: `${text(value)} 年` };
    default:
      return { en: text(value), zh: text(value) };
  }
}
