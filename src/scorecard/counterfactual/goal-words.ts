import { type Shown, showExactly } from '../show-value.ts';
import type { Found } from './found.ts';
import type { Goal } from './goal.ts';

/** Decimals of a PD in per cent, and the most where fewer would round it to the bound that it keeps below. */
const PERCENT_DECIMALS = 2;
const MOST_DECIMALS = 8;

/** A PD in per cent, never rounded past the bound. */
export function percent(pd: number, bound = Number.POSITIVE_INFINITY): string {
  let decimals = PERCENT_DECIMALS;
  while (decimals < MOST_DECIMALS && Number((100 * pd).toFixed(decimals)) >= 100 * bound) decimals += 1;
  return (100 * pd).toFixed(decimals);
}

/** The row is in the best grade. */
export function bestAlready(grade: string): Shown {
  return { en: `grade ${grade} is the best already`, zh: `${grade} 已是最优等级` };
}

function goalText({ pd, grade }: Goal): Shown {
  return grade === undefined
    ? { en: `a PD of ${showExactly(pd, 'share').en}`, zh: `PD ${showExactly(pd, 'share').zh}` }
    : { en: `grade ${grade}`, zh: `等级 ${grade}` };
}

/** The row needs no change. */
export function reachedAlready(goal: Goal, pd: number, grade: string): Shown {
  const text = goalText(goal);
  return {
    en: `${text.en} is reached already: the row has grade ${grade}, PD ${percent(pd)} %`,
    zh: `已达到 ${text.zh}：当前等级 ${grade}，PD ${percent(pd)}%`,
  };
}

/** Nothing reaches the goal, or nothing was found that does. */
export function notFound(goal: Goal, nChangeable: number, { isExact }: Found): Shown {
  const text = goalText(goal);
  if (nChangeable === 0) {
    return { en: 'no input of the model may change', zh: '模型中没有可改变的变量' };
  }
  const inputs = nChangeable === 1 ? 'the changeable input' : `the ${nChangeable} changeable inputs`;
  return isExact
    ? {
        en: `no change of ${inputs} reaches ${text.en}`,
        zh: `可改变的 ${nChangeable} 个变量无论如何变化都无法达到${text.zh}`,
      }
    : {
        en: `no change of ${inputs} was found that reaches ${text.en}`,
        zh: `在可改变的 ${nChangeable} 个变量中未找到能达到${text.zh}的变化`,
      };
}
