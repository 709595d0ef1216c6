import { type Draws, pickOne } from './draws.ts';
import type { AspectWords } from './scene.ts';
import { words } from './words.ts';

/** Words of degree before a predicate: of those who feel strongly, and of the others. */
const STRONG = words('非常 特别 真的很 相当 超级 太 实在是很 简直不要太');
const MILD_PRAISE = words('挺 还算 比较 蛮 还 也');
const MILD_BLAME = words('有点 有些 稍微有点 略 偏');
/** What turns praise into blame and the other way round. */
const DENIED_PRAISE = words('不够 谈不上 不怎么 算不上 没有想象中');
const DENIED_BLAME = words('一点也不 并不 完全不 倒是不');
/** Verdicts that need no predicate. */
const PRAISE_VERDICTS = words('没得说 挑不出毛病 让人满意 在线 超出预期');
const BLAME_VERDICTS = words('让人失望 有待提高 一言难尽 不敢恭维 不如从前');

/** How often a clause denies the opposite, or gives a bare verdict instead of a predicate. OWN. */
const DENIAL_SHARE = 0.2;
const VERDICT_SHARE = 0.15;

/** One clause of praise or blame on an aspect: noun, degree or denial, predicate. At most 20 characters. */
export function composeClause(
  draws: Draws,
  { nouns, good, bad }: AspectWords,
  item: string,
  praises: boolean,
  strong: boolean,
): string {
  const noun = pickOne(draws, nouns).replace('@', item);
  const form = draws.next();
  if (form < VERDICT_SHARE) return noun + pickOne(draws, praises ? PRAISE_VERDICTS : BLAME_VERDICTS);
  if (form < VERDICT_SHARE + DENIAL_SHARE) {
    const denied = pickOne(draws, praises ? bad : good);
    // A predicate that is itself a denial would be denied twice: 一点也不不新鲜.
    if (!denied.startsWith('不'))
      return noun + pickOne(draws, praises ? DENIED_BLAME : DENIED_PRAISE) + denied;
  }
  const degree = pickOne(draws, strong ? STRONG : praises ? MILD_PRAISE : MILD_BLAME);
  return noun + degree + pickOne(draws, praises ? good : bad);
}

/** Fills the slots of a line: every `#` with one digit of 2 to 9, `@` with `item`. */
export function fillLine(draws: Draws, line: string, item: string): string {
  return line.replaceAll('#', String(2 + Math.floor(draws.next() * 8))).replace('@', item);
}
