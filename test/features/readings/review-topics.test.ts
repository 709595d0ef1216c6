import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FILLER,
  readReview,
  SHORT_PRAISE,
  TOPIC,
  toneOf,
  WORDED,
} from '../../../src/features/readings/review-topics.ts';

const topics = (text: string) =>
  Object.entries(TOPIC)
    .filter(([, bit]) => (readReview(text) & bit) !== 0)
    .map(([name]) => name);

describe('readReview', () => {
  test('tells good from bad as a reader does', () => {
    for (const text of [
      '味道很好，下次还来',
      '物流很快，包装完好，推荐',
      '没什么问题，挺满意',
      '老板实在，价格公道',
    ])
      expect(toneOf(readReview(text)), text).toBeGreaterThan(0);
    for (const text of [
      '太差了，再也不来',
      '等了一个小时，菜都凉了',
      '质量不行，客服不理人',
      '一点都不好吃',
      '并不便宜',
    ])
      expect(toneOf(readReview(text)), text).toBeLessThan(0);
    expect(toneOf(readReview('今天星期三'))).toBe(0);
  });

  test('names what is complained of, and not what is praised beside it', () => {
    expect(topics('服务态度恶劣，菜倒是好吃')).toEqual(['service']);
    expect(topics('快递太慢，质量很好')).toEqual(['delivery']);
    expect(topics('碗里有苍蝇，要求赔偿也不理')).toEqual(['hygiene', 'refund']);
    expect(topics('太贵了')).toEqual(['price']);
    expect(topics('昨天去已经关门了，听说老板跑路了')).toContain('closing');
    expect(topics('退款很快，很满意')).toEqual([]);
    expect(topics('没有异味，很新鲜')).toEqual([]);
  });

  test('marks short praise, texts long enough to be copied, and fillers of platforms', () => {
    expect(readReview('非常好') & (SHORT_PRAISE | WORDED)).toBe(SHORT_PRAISE);
    expect(readReview('服务好') & SHORT_PRAISE).toBe(0);
    expect(readReview('这家店我来过很多次了，每次都满意') & (SHORT_PRAISE | WORDED)).toBe(WORDED);
    expect(readReview('系统默认好评')).toBe(FILLER);
  });

  test('any text fits 32 bits and four of them are its tone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const reading = readReview(text);
        expect(reading).toBe(reading | 0);
        expect(Math.abs(toneOf(reading))).toBeLessThanOrEqual(4);
      }),
    );
    expect([-4, -1, 0, 3, 4].map((tone) => toneOf(tone & 15))).toEqual([-4, -1, 0, 3, 4]);
  });
});
