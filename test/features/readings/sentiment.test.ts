import { describe, expect, test } from 'vitest';
import { lexiconOf } from '../../../src/features/readings/lexicon.ts';
import { GRAMMAR, newOpinion, readOpinion } from '../../../src/features/readings/sentiment.ts';

const [FOOD, STAFF] = [16, 32];
const lexicon = lexiconOf([
  ...GRAMMAR,
  { words: '好多 差不多' },
  { mood: 2, words: '好 不错 好吃 热情' },
  { mood: -2, words: '差 难吃 异味' },
  { topics: FOOD, words: '菜 好吃 难吃 异味' },
  { topics: STAFF, words: '服务 热情' },
]);

function read(text: string) {
  const opinion = newOpinion();
  readOpinion(text, lexicon, opinion);
  return opinion;
}
const tone = (text: string) => read(text).tone;

describe('readOpinion', () => {
  test('the longest word counts', () => {
    expect(tone('不错')).toBe(1);
    expect(tone('好吃')).toBe(1);
    expect(tone('好多人')).toBe(0);
    expect(tone('差不多')).toBe(0);
  });

  test('a negator turns the opinion that it reaches, and no other', () => {
    expect(tone('不好')).toBe(-1);
    expect(tone('没有异味')).toBe(1);
    expect(tone('并不是很好吃')).toBe(-2);
    expect(tone('不是不好吃')).toBe(1);
    expect(tone('不知道为什么今天才好')).toBe(1);
    expect(tone('不，好')).toBe(1);
  });

  test('degrees double and halve', () => {
    expect(tone('非常好')).toBe(2);
    expect(tone('有点差')).toBe(-1);
    expect(tone('好，有点差')).toBe(1);
    expect(tone('好，非常差')).toBe(-1);
  });

  test('what stands before a contrast counts half', () => {
    expect(tone('好但是差')).toBe(-1);
    expect(tone('差，不过好')).toBe(1);
  });

  test('topics are blamed and praised clause by clause', () => {
    expect(read('菜很难吃，服务热情')).toMatchObject({ blamed: FOOD, praised: STAFF, named: FOOD | STAFF });
    expect(read('服务，差')).toMatchObject({ blamed: STAFF, praised: 0 });
    expect(read('没有异味')).toMatchObject({ named: 0, blamed: 0, praised: FOOD });
  });

  test('tones end at four, and a text without a known word is neutral', () => {
    expect(tone('很好很好很好很好')).toBe(4);
    expect(tone('很差很差很差很差')).toBe(-4);
    expect(read('xyz 123')).toEqual({ tone: 0, blamed: 0, praised: 0, named: 0 });
    expect(tone('')).toBe(0);
  });
});
