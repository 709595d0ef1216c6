import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { StreamDraws } from '../../../src/world/texts/draws.ts';
import { composeReview, DEFAULT_PRAISE, type Review } from '../../../src/world/texts/review.ts';
import { type SceneName, scenes } from '../../../src/world/texts/scenes/index.ts';
import { naivePolarity } from './polarity.ts';

const stream = openStream(11, 'test.reviews');
const draws = new StreamDraws(stream);
const N = 4_000;
const satisfactions = Array.from({ length: N }, (_, i) => stream.normal(0, 1, i, 1));

function reviewsOf(scene: SceneName): Review[] {
  return satisfactions.map((satisfaction, i) => composeReview(draws.seek(i, 2), scene, satisfaction));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean(x), mean(y)];
  const cov = mean(x.map((a, i) => (a - mx) * (y[i]! - my)));
  return cov / Math.sqrt(mean(x.map((a) => (a - mx) ** 2)) * mean(y.map((b) => (b - my) ** 2)));
}

describe.each(Object.keys(scenes) as SceneName[])('composeReview of %s', (scene) => {
  const reviews = reviewsOf(scene);

  it('keeps the bounds of the contract and fills every slot', () => {
    for (const { stars, text } of reviews) {
      expect(Number.isInteger(stars) && stars >= 1 && stars <= 5).toBe(true);
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(200);
      expect(text).not.toMatch(/[#@]|undefined/);
    }
  });

  it('writes mostly different texts, beside default praise and stock phrases', () => {
    const distinct = new Set(reviews.map(({ text }) => text)).size / N;
    expect(distinct).toBeGreaterThan(0.65);
    expect(distinct).toBeLessThan(0.9);
  });

  it('lets stars and words follow satisfaction with much noise', () => {
    const stars = reviews.map((review) => review.stars);
    const polarities = reviews.map(({ text }) => naivePolarity(text));
    for (const signal of [stars, polarities]) {
      expect(correlation(satisfactions, signal)).toBeGreaterThan(0.3);
      expect(correlation(satisfactions, signal)).toBeLessThan(0.8);
    }
    expect(correlation(stars, polarities)).toBeLessThan(0.7);
    expect(mean(stars)).toBeGreaterThan(4);
  });

  it('lets some blame under five stars, and some praise under one', () => {
    const five = reviews.filter(({ stars }) => stars === 5);
    const low = reviews.filter(({ stars }) => stars <= 2);
    expect(five.filter(({ text }) => naivePolarity(text) < 0).length / five.length).toBeGreaterThan(0.01);
    expect(low.filter(({ text }) => naivePolarity(text) > 0).length / low.length).toBeGreaterThan(0.02);
    expect(low.filter(({ text }) => /[“]好[”]|佩服|呵呵|涨知识|祝生意/.test(text)).length).toBeGreaterThan(0);
  });
});

describe('composeReview', () => {
  it('is a pure function of its draws', () => {
    expect(reviewsOf('catering').slice(0, 50)).toEqual(reviewsOf('catering').slice(0, 50));
  });

  it('counts those who wrote nothing as five stars, whatever they felt', () => {
    const silent = satisfactions
      .map((_, i) => composeReview(draws.seek(i, 3), 'retail', -3))
      .filter(({ text }) => DEFAULT_PRAISE.includes(text));
    expect(silent.length / N).toBeGreaterThan(0.08);
    expect(silent.every(({ stars }) => stars === 5)).toBe(true);
  });

  it('speaks the language of the trade', () => {
    const texts = (scene: SceneName): string =>
      reviewsOf(scene)
        .map(({ text }) => text)
        .join('');
    expect(texts('catering')).toContain('上菜');
    expect(texts('catering')).not.toContain('司机');
    expect(texts('logistics')).toContain('司机');
    expect(texts('b2b')).toContain('交期');
    expect(texts('e-commerce')).toContain('快递');
  });
});
