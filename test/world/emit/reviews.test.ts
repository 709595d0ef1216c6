import { describe, expect, it } from 'vitest';
import { emitReviews } from '../../../src/world/emit/reviews.ts';
import type { SourceRecord } from '../../../src/world/emit/sink.ts';
import type { FirmLife } from '../../../src/world/life.ts';
import { weekOf } from '../../../src/world/timeline.ts';
import { naivePolarity } from '../texts/polarity.ts';
import {
  correlation,
  covered,
  faultsOf,
  lives,
  livesIn,
  mean,
  meanService,
  recordsFrom,
  wholeWorld,
  withService,
  worldWithGaps,
} from './shop-lives.ts';

const reviewsOf = (life: FirmLife): SourceRecord<'reviews'>[] =>
  recordsFrom(emitReviews, wholeWorld, life, 'reviews');
const shops = livesIn('e-commerce', 'retail', 'catering-lodging');
const written = shops.map((life) => ({ life, reviews: reviewsOf(life) }));
const many = written.filter(({ reviews }) => reviews.length >= 25);

describe('emitReviews', () => {
  it('keeps the contract, is read within a week, and numbers the reviews of a day', () => {
    for (const { reviews } of written) {
      expect(faultsOf('reviews', reviews, (r) => `${r.eventDate} ${r.sequence}`)).toEqual([]);
      for (const { eventDate, arrivalDate, stars } of reviews) {
        expect(arrivalDate - eventDate >= 1 && arrivalDate - eventDate <= 7).toBe(true);
        expect(stars >= 1 && stars <= 5).toBe(true);
      }
      // Clear of the last days, whose first review may not have been read by the book's end.
      const early = reviews.filter((r) => r.eventDate < wholeWorld.timeline.endDate - 7);
      const days = new Map<number, number>();
      for (const { eventDate, sequence } of early) {
        expect(sequence).toBe(days.get(eventDate) ?? 0);
        days.set(eventDate, sequence + 1);
      }
    }
  });

  it('keeps books small: four reviews of customers a week at most', () => {
    for (const { reviews } of written) {
      const weeks = new Map<number, number>();
      for (const { eventDate } of reviews) {
        const week = weekOf(wholeWorld.timeline, eventDate);
        weeks.set(week, (weeks.get(week) ?? 0) + 1);
      }
      for (const n of weeks.values()) expect(n).toBeLessThanOrEqual(4);
    }
  });

  it('lets the mean stars and the mean words of a shop follow its service, with clear noise', () => {
    expect(many.length).toBeGreaterThan(50);
    const service = many.map(({ life }) => meanService(life));
    const stars = many.map(({ reviews }) => mean(reviews.map((r) => r.stars)));
    const words = many.map(({ reviews }) => mean(reviews.map((r) => naivePolarity(r.text))));
    for (const signal of [stars, words]) {
      expect(correlation(service, signal)).toBeGreaterThan(0.35);
      expect(correlation(service, signal)).toBeLessThan(0.85);
    }
    const single = written.flatMap(({ life, reviews }) =>
      reviews.map((r) => [life.service[weekOf(wholeWorld.timeline, r.eventDate)]!, r.stars] as const),
    );
    expect(
      correlation(
        single.map(([s]) => s),
        single.map(([, stars]) => stars),
      ),
    ).toBeLessThan(0.5);
  });

  it('follows the service of the week, not of the firm', () => {
    const half = many.slice(0, 30).flatMap(({ life }) => {
      const service = life.service.map((_, week) => (week < 90 ? 1 : -2));
      return reviewsOf({ ...life, service });
    });
    const day = wholeWorld.timeline.week0 + 7 * 90;
    const before = half.filter((r) => r.eventDate < day).map((r) => r.stars);
    const after = half.filter((r) => r.eventDate >= day).map((r) => r.stars);
    expect(mean(before)).toBeGreaterThan(mean(after) + 0.5);
  });

  it('writes thousands of distinct texts', () => {
    const texts = written.flatMap(({ reviews }) => reviews.map((r) => r.text));
    expect(new Set(texts).size).toBeGreaterThan(4_000);
    expect(new Set(texts).size / texts.length).toBeGreaterThan(0.6);
  });

  it('shows brushing as bursts of near-equal praise by accounts that serve several shops', () => {
    const brushed = shops
      .slice(0, 40)
      .map((life) => covered(life, { fraud: 'review-brushing' }))
      .map((life) => ({ life, reviews: reviewsOf(life) }));
    const shopsOf = (all: readonly { readonly reviews: readonly SourceRecord<'reviews'>[] }[]) => {
      const firms = new Map<string, Set<string>>();
      for (const { reviews } of all)
        for (const { reviewer, firmId } of reviews)
          firms.set(reviewer, (firms.get(reviewer) ?? new Set()).add(firmId));
      return [...firms.values()].map((served) => served.size);
    };
    expect(Math.max(...shopsOf(brushed))).toBeGreaterThan(4);
    expect(Math.max(...shopsOf(written.slice(0, 40)))).toBeLessThanOrEqual(3);
    const honest = new Map(written.map(({ life, reviews }) => [life.traits.firm, reviews]));
    for (const { life, reviews } of brushed.slice(0, 10)) {
      // The genuine reviews stay what they are; what is added has five stars.
      const genuine = honest.get(life.traits.firm)!;
      const texts = new Set(genuine.map((r) => `${r.eventDate} ${r.reviewer} ${r.text}`));
      const added = reviews.filter((r) => !texts.has(`${r.eventDate} ${r.reviewer} ${r.text}`));
      expect(reviews.length - genuine.length).toBe(added.length);
      expect(added.length).toBeGreaterThan(20);
      expect(added.every((r) => r.stars === 5)).toBe(true);
    }
  });

  it('rates shops with the worst service well below those with the best, but never without exceptions', () => {
    const stars = (service: number): number[] =>
      shops.slice(0, 60).flatMap((life) => reviewsOf(withService(life, service)).map((r) => r.stars));
    const [bad, good] = [stars(-2), stars(1)];
    expect(mean(good)).toBeGreaterThan(mean(bad) + 0.6);
    expect(bad.filter((s) => s === 5).length / bad.length).toBeGreaterThan(0.15);
    expect(good.filter((s) => s <= 2).length).toBeGreaterThan(0);
  });

  it('has reviews of some trades only, and none for uncovered firms', () => {
    for (const life of livesIn('construction', 'agriculture')) expect(reviewsOf(life)).toEqual([]);
    const shop = many[0]!.life;
    const uncovered = {
      ...shop,
      traits: { ...shop.traits, covered: { ...shop.traits.covered, reviews: false } },
    };
    expect(reviewsOf(uncovered)).toEqual([]);
    expect(reviewsOf(covered(shop, { fraud: 'shell' }))).toEqual([]);
    expect(recordsFrom(emitReviews, worldWithGaps(1), shop, 'reviews')).toEqual([]);
    expect(lives.some((life) => life.traits.industry === 'logistics' && reviewsOf(life).length > 0)).toBe(
      true,
    );
  });

  it('is the same for the same firm, and does not know of loans', () => {
    for (const { life, reviews } of many.slice(0, 5))
      expect(reviewsOf(covered(life, { application: undefined, loans: [] }))).toEqual(reviews);
  });
});
