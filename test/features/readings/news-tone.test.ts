import { describe, expect, test } from 'vitest';
import { NEWS_TOPIC, readHeadline } from '../../../src/features/readings/news-tone.ts';
import { toneOf } from '../../../src/features/readings/review-topics.ts';

const topics = (text: string) =>
  Object.entries(NEWS_TOPIC)
    .filter(([, bit]) => (readHeadline(text) & bit) !== 0)
    .map(([name]) => name);

describe('readHeadline', () => {
  test('tells what headlines are about and whether it is good', () => {
    const headlines: [string, string[], number][] = [
      ['某食品厂拖欠工人工资，员工集体讨薪', ['arrears'], -1],
      ['一公司因货款纠纷被供应商起诉', ['lawsuit'], -1],
      ['连日暴雨，多家商户受灾', ['disaster'], -1],
      ['消费者投诉商家虚假宣传', ['complaint'], -1],
      ['需求疲软，纺织订单下滑', ['downturn'], -1],
      ['本地企业荣获诚信示范称号', ['award'], 1],
      ['出口回暖，工厂订单饱满', ['upswing'], 1],
      ['市里出台小微企业贴息政策', ['policy'], 1],
      ['电价上涨推高成本', ['cost'], -1],
      ['行业座谈会昨日举行', ['policy'], 0],
      ['天气晴朗', [], 0],
    ];
    for (const [text, about, sign] of headlines) {
      expect(topics(text), text).toEqual(about);
      expect(Math.sign(toneOf(readHeadline(text))), text).toBe(sign);
    }
  });

  test('debts that are said not to be are none', () => {
    expect(topics('该厂从未拖欠工资')).toEqual([]);
  });
});
