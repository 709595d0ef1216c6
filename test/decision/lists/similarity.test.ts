import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gramsOf, weightOf } from '../../../src/decision/lists/grams.ts';
import {
  companySimilarity,
  hanSimilarity,
  parseCompanyName,
  partLikeness,
} from '../../../src/decision/lists/index.ts';

const like = (a: string, b: string): number =>
  companySimilarity(partLikeness(parseCompanyName(a), parseCompanyName(b)));

describe('gramsOf', () => {
  it('weighs pairs 2 and edges 1, so n different characters weigh 2n', () => {
    expect(weightOf(gramsOf('宏达兴'))).toBe(6);
    expect(weightOf(gramsOf('宏'))).toBe(2);
    expect(gramsOf('')).toEqual([]);
  });

  it('does not see the order within a pair, nor which of two confusable characters it is', () => {
    const shared = (a: string, b: string): number =>
      weightOf(gramsOf(a).filter((gram) => gramsOf(b).includes(gram)));
    expect(shared('宏达', '达宏')).toBe(2);
    expect(shared('宏达', '鸿达')).toBe(4);
    expect(shared('宏达', '宏通')).toBe(1);
  });
});

describe('hanSimilarity', () => {
  it('is worked by hand', () => {
    // Confusable: all bigrams in common, distance .25 of 2. (1 + .875) / 2
    expect(hanSimilarity('宏达', '鸿达')).toBeCloseTo(0.9375, 12);
    // Swapped: the pair in common, 2 * 2 / 8; distance .5 of 2. (.5 + .75) / 2
    expect(hanSimilarity('宏达', '达宏')).toBeCloseTo(0.625, 12);
    // Last of three replaced: head and first pair, 2 * 3 / 12; distance 1 of 3. (.5 + .6667) / 2
    expect(hanSimilarity('宏达兴', '宏达通')).toBeCloseTo(7 / 12, 12);
  });

  it('is 1 for the same name only, symmetric, within 0-1, and 0 for an empty one', () => {
    const names = fc.string({ unit: fc.constantFrom(...'宏鸿达通兴'), maxLength: 5 });
    fc.assert(
      fc.property(names, names, (a, b) => {
        const similarity = hanSimilarity(a, b);
        expect(similarity).toBe(hanSimilarity(b, a));
        expect(similarity).toBeGreaterThanOrEqual(0);
        expect(similarity === 1).toBe(a === b && a !== '');
      }),
    );
    expect(hanSimilarity('', '')).toBe(0);
  });
});

describe('companySimilarity', () => {
  it('is worked by hand', () => {
    // Same trade and region: .7 * .9375 + .18 + .12
    expect(like('杭州宏达贸易有限公司', '杭州鸿达贸易有限公司')).toBeCloseTo(0.95625, 12);
    // Same trade name, another province, other trade: .7 * 1
    expect(like('杭州宏达贸易有限公司', '深圳宏达餐饮有限公司')).toBeCloseTo(0.7, 12);
    // Region on one side only counts half: (.7 + .18 + .06)
    expect(like('宏达贸易有限公司', '杭州宏达贸易有限公司')).toBeCloseTo(0.94, 12);
  });

  it('does not see legal form and branch, and weighs region and trade less than the trade name', () => {
    expect(like('杭州宏达贸易有限公司', '杭州宏达贸易股份有限公司上海分公司')).toBe(1);
    const name = '杭州宏达贸易有限公司';
    expect(like(name, '宁波宏达贸易有限公司')).toBeGreaterThan(like(name, '杭州通达贸易有限公司'));
    expect(like(name, '杭州宏达餐饮有限公司')).toBeGreaterThan(like(name, '杭州通达贸易有限公司'));
  });

  it('takes words of trade that mean the same for nearly the same', () => {
    expect(like('杭州宏达贸易有限公司', '杭州宏达商贸有限公司')).toBeCloseTo(0.7 + 0.18 * 0.9 + 0.12, 12);
  });
});
