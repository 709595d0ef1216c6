import { describe, expect, it } from 'vitest';
import { shopOf } from '../../../src/world/emit/shops.ts';
import type { Industry } from '../../../src/world/industries.ts';
import { lives, livesIn, wholeWorld } from './shop-lives.ts';

describe('shopOf', () => {
  it('never sells more than everything, online and at the counter together', () => {
    for (const { traits } of lives) {
      const { onlineShare, counterShare, ticketFen, platforms, mainPlatformShare } = shopOf(
        wholeWorld,
        traits,
      );
      expect(onlineShare + counterShare).toBeLessThanOrEqual(1);
      expect(counterShare).toBeLessThanOrEqual(wholeWorld.scenario.industries[traits.industry].cashShare);
      expect(ticketFen).toBeGreaterThan(0);
      expect(platforms.length > 0).toBe(onlineShare > 0);
      expect(new Set(platforms).size).toBe(platforms.length);
      expect(platforms.length === 2 ? mainPlatformShare > 0.5 : mainPlatformShare === 1).toBe(true);
    }
  });

  it('puts e-commerce online, restaurants at the counter and builders at neither', () => {
    const shops = (industry: Industry) => livesIn(industry).map(({ traits }) => shopOf(wholeWorld, traits));
    expect(shops('e-commerce').every(({ onlineShare }) => onlineShare > 0.8)).toBe(true);
    expect(shops('catering-lodging').every((s) => s.onlineShare === 0 && s.counterShare > 0)).toBe(true);
    expect(shops('construction').every((s) => s.onlineShare === 0 && s.counterShare === 0)).toBe(true);
  });

  it('puts only shops far digitalised online among those with premises', () => {
    for (const { traits } of livesIn('retail'))
      expect(shopOf(wholeWorld, traits).onlineShare > 0).toBe(traits.digitalisation >= 0.65);
  });
});
