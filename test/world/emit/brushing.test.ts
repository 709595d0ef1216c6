import { describe, expect, it } from 'vitest';
import { campaignOf } from '../../../src/world/emit/brushing.ts';
import { covered, livesIn, wholeWorld } from './shop-lives.ts';

const shops = livesIn('e-commerce', 'retail', 'catering-lodging');
const brushers = shops.map((life) => covered(life, { fraud: 'review-brushing' }));
const weeks = Array.from({ length: 104 }, (_, i) => wholeWorld.timeline.firstBookWeek + i);

describe('campaignOf', () => {
  it('runs no campaign for anybody else', () => {
    for (const life of [shops[0]!, covered(shops[0]!, { fraud: 'fund-diversion' })])
      expect(weeks.every((week) => campaignOf(wholeWorld, life, week) === undefined)).toBe(true);
  });

  it('comes in bursts of two to four weeks with pauses', () => {
    let running = 0;
    for (const life of brushers) {
      let length = 0;
      for (const week of weeks) {
        const on = campaignOf(wholeWorld, life, week) !== undefined;
        if (on) running += 1;
        length = on ? length + 1 : 0;
        // Two campaigns may meet where one nine weeks end.
        expect(length).toBeLessThanOrEqual(8);
      }
    }
    const share = running / (brushers.length * weeks.length);
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.4);
  });

  it('lets the customers of a ring praise in the same words at the same time', () => {
    const frames = new Map<string, Set<number>>();
    for (const life of brushers)
      for (const week of weeks.slice(0, 20)) {
        const campaign = campaignOf(wholeWorld, life, week);
        if (!campaign) continue;
        expect(campaign.intensity).toBeGreaterThanOrEqual(0.5);
        const key = `${campaign.ring} ${Math.floor(week / 9)}`;
        frames.set(key, (frames.get(key) ?? new Set()).add(campaign.iFrame));
      }
    expect(frames.size).toBeGreaterThan(4);
    for (const used of frames.values()) expect(used.size).toBe(1);
  });
});
