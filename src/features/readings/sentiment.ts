import { type Lexicon, type WordList, wordAt } from './lexicon.ts';

/** Most and least tone of a text. */
export const MOST_TONE = 4;
/** Characters over which a negator or a degree reaches the word it belongs to: 不是很好吃. OWN. */
const REACH = 4;
/** Mood of one plain opinion word; tones are in units of it. */
const PLAIN = 2;

/** Words of degree, negation and contrast, whatever the texts are about. Written for real Chinese texts, not for ours. */
export const GRAMMAR: readonly WordList[] = [
  {
    role: 'negator',
    words:
      '不 没 没有 不是 并不 并非 非 未 毫无 无 不太 不怎么 不够 不算 谈不上 算不上 称不上 从不 绝不 决不 别 不能 不会 不再 没能 尚未 未能 毫不 从未',
  },
  {
    role: 'strong',
    words:
      '很 非常 特别 十分 超 超级 太 极 极其 极度 真 真的 真心 相当 巨 贼 最 实在 简直 完全 严重 大幅 格外 尤其 无比 绝对 老是 总是 一直 明显',
  },
  { role: 'weak', words: '有点 有些 稍微 略 略微 稍 一点 还算 比较 基本 勉强 偶尔 多少 小' },
  { role: 'turn', words: '但 但是 可是 然而 不过 只是 就是 只不过 却 可惜 遗憾 偏偏' },
];

/** What a text says: of itself, and of each topic by bits. One object serves all texts. */
export interface Opinion {
  /** Whole number in [-4, 4]; 0 for a text that says nothing good or bad, or that cannot be read. */
  tone: number;
  /** Topics named in a bad clause, or without a mood in a text that is bad on the whole. */
  blamed: number;
  /** Topics named in a good clause. */
  praised: number;
  /** Topics named at all, but for those that are said not to be. */
  named: number;
}

export function newOpinion(): Opinion {
  return { tone: 0, blamed: 0, praised: 0, named: 0 };
}

/** End of a clause: Chinese and Latin punctuation, white space. Quotation marks do not end one. */
const ENDS = new Set(Array.from('，。！？；、：,.!?;:~～…\n\t （）()|/', (c) => c.charCodeAt(0)));

/**
 * Reads a text from left to right, clause by clause. The longest word counts, so that 不错 is good and 差不多 is nothing. A
 * negator turns the next opinion within four characters: good to bad, bad to half as good. Degrees double or halve it. What
 * stands before a 但是 counts half. `into` OUT.
 */
export function readOpinion(text: string, lexicon: Lexicon, into: Opinion): void {
  let total = 0;
  let clause = 0;
  let topics = 0;
  let neutral = 0;
  let negated = false;
  let degree = 1;
  // Negation and degree hold for a word that begins at or before this.
  let until = -1;
  into.blamed = 0;
  into.praised = 0;
  into.named = 0;
  for (let at = 0; at <= text.length; ) {
    const isEnd = at === text.length || ENDS.has(text.charCodeAt(at));
    const word = isEnd ? undefined : wordAt(lexicon, text, at);
    if (isEnd || word?.role === 'turn' || at > until) {
      negated = false;
      degree = 1;
    }
    if (isEnd || word?.role === 'turn') {
      if (clause < 0) into.blamed |= topics;
      else if (clause > 0) into.praised |= topics;
      else neutral |= topics;
      total += clause;
      if (word) total /= 2;
      clause = 0;
      topics = 0;
    } else if (word?.role === 'negator') {
      negated = !negated;
      until = at + word.text.length + REACH;
    } else if (word?.role === 'strong' || word?.role === 'weak') {
      degree = word.role === 'strong' ? 2 : 0.5;
      until = at + word.text.length + REACH;
    } else if (word && word.mood !== 0) {
      const mood = word.mood * degree;
      clause += negated ? (mood > 0 ? -mood : -mood / 2) : mood;
      topics |= word.topics;
      // 没有异味, 未拖欠工资: what is said not to be is no topic of complaint.
      if (!negated || word.mood > 0) into.named |= word.topics;
      negated = false;
      degree = 1;
    } else if (word) {
      topics |= word.topics;
      into.named |= word.topics;
    }
    at += word ? word.text.length : 1;
  }
  if (total < 0) into.blamed |= neutral;
  const tone = Math.min(MOST_TONE, Math.max(1, Math.round(Math.abs(total) / PLAIN)));
  into.tone = total === 0 ? 0 : total < 0 ? -tone : tone;
}
