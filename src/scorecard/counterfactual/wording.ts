import type { ModelInput } from '../../models/index.ts';
import type { InputWording } from '../reasons.ts';
import { type Shown, showExactly, showValue } from '../show-value.ts';
import type { Range } from './range.ts';

/** Levels that are named one by one. */
const MOST_LEVELS = 3;
/** Digits of the value that a change starts from. */
const FROM_DIGITS = 6;

/** "income: 900 yuan -> at least 1,200 yuan", in both languages. */
export function numberChange(
  input: ModelInput,
  from: number,
  value: number,
  range: Range,
  wording: InputWording | undefined,
): Shown {
  const name = nameOf(input, wording);
  const to = rangeText(range, value, wording?.unit);
  if (Number.isNaN(from)) return madeKnown(name, to);
  const now = showExactly(Number(from.toPrecision(FROM_DIGITS)), wording?.unit);
  return { en: `${name.en}: ${now.en} -> ${to.en}`, zh: `${name.zh}：${now.zh} → ${to.zh}` };
}

/** "purpose: radio -> car or education", in both languages. */
export function levelChange(
  input: ModelInput,
  from: number,
  levels: readonly string[],
  isUnknown: boolean,
  wording: InputWording | undefined,
): Shown {
  const name = nameOf(input, wording);
  const named = levels.slice(0, MOST_LEVELS);
  const more = levels.length - named.length;
  const to = {
    en: named.join(' or ') + (more > 0 ? ` or ${more} others` : ''),
    zh: named.join(' 或 ') + (more > 0 ? ` 或其他 ${more} 种` : ''),
  };
  if (isUnknown) return madeKnown(name, to);
  const now = showValue(input, from);
  return { en: `${name.en}: ${now.en} -> ${to.en}`, zh: `${name.zh}：${now.zh} → ${to.zh}` };
}

function madeKnown(name: Shown, to: Shown): Shown {
  return { en: `${name.en}: would need to be known, ${to.en}`, zh: `${name.zh}：需提供已知值，${to.zh}` };
}

function nameOf({ name }: ModelInput, wording: InputWording | undefined): Shown {
  return { en: wording?.en ?? name, zh: wording?.zh ?? name };
}

function rangeText(range: Range, value: number, unit: InputWording['unit']): Shown {
  if (unit === 'flag') return showExactly(value, unit);
  const { atLeast, above, below, atMost } = range;
  const show = (end: number | undefined): Shown | undefined =>
    end === undefined ? undefined : showExactly(end, unit);
  const [low, high] = [show(atLeast ?? above), show(below ?? atMost)];
  if (low && atLeast === atMost) return { en: `exactly ${low.en}`, zh: `恰为 ${low.zh}` };
  const [over, under] = [above !== undefined, below !== undefined];
  if (low && high) {
    return {
      en: `${over ? 'above ' : ''}${low.en} to ${under ? 'below ' : ''}${high.en}`,
      zh: `${over ? '高于 ' : ''}${low.zh} 至${under ? '低于 ' : ' '}${high.zh}`,
    };
  }
  if (low)
    return { en: `${over ? 'above' : 'at least'} ${low.en}`, zh: `${over ? '高于' : '不低于'} ${low.zh}` };
  if (high)
    return { en: `${under ? 'below' : 'at most'} ${high.en}`, zh: `${under ? '低于' : '不高于'} ${high.zh}` };
  return { en: 'any value', zh: '任意取值均可' };
}
