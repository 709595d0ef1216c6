import { describe, expect, it } from 'vitest';
import { CHANNEL } from '../../../src/world/economy/channels.ts';
import { type District, openDistrict } from '../../../src/world/economy/district.ts';
import { NEVER } from '../../../src/world/economy/layout.ts';
import { positionsOf, worldOf } from './districts.ts';

const world = worldOf({}, 5);
const districts = [0, 1000, 2000].map((first) => openDistrict(world, first, 1000));
const { applicationFrom, endDate } = world.timeline;

function shareOf(test: (d: District, i: number) => boolean, of: (d: District, i: number) => boolean): number {
  let [hits, all] = [0, 0];
  for (const d of districts)
    for (const i of positionsOf(d)) {
      if (!of(d, i)) continue;
      all += 1;
      if (test(d, i)) hits += 1;
    }
  return hits / all;
}

const asksUs = (d: District, i: number): boolean =>
  d.channel[i] === CHANNEL.own || d.channel[i] === CHANNEL.both;
const honest = (d: District, i: number): boolean => d.roles.kinds[i] === undefined;

describe('drawChannels', () => {
  it('sends the configured shares to us, to both lenders, to the other alone', () => {
    const { credit, lenders } = world.scenario;
    expect(shareOf(asksUs, honest)).toBeCloseTo(credit.applicantShare, 1);
    expect(shareOf((d, i) => d.channel[i] === CHANNEL.both, asksUs)).toBeCloseTo(lenders.bothShare, 1);
    const alone = shareOf(
      (d, i) => d.channel[i] === CHANNEL.traditional,
      (d, i) => !asksUs(d, i),
    );
    expect(alone).toBeCloseTo(lenders.traditionalShare, 1);
  });

  it('brings every fraudster to us', () => {
    expect(shareOf(asksUs, (d, i) => !honest(d, i))).toBe(1);
  });

  it('spreads application days evenly over the window, and gives none to who goes nowhere', () => {
    const applies = (d: District, i: number): boolean => d.channel[i] !== CHANNEL.nowhere;
    const inWindow = (d: District, i: number): boolean =>
      d.applicationDay[i]! >= applicationFrom && d.applicationDay[i]! <= endDate;
    expect(shareOf(inWindow, applies)).toBe(1);
    expect(
      shareOf(
        (d, i) => d.applicationDay[i] === NEVER,
        (d, i) => !applies(d, i),
      ),
    ).toBe(1);
    const early = shareOf((d, i) => d.applicationDay[i]! < (applicationFrom + endDate) / 2, applies);
    expect(early).toBeCloseTo(0.5, 1);
  });

  it('brings the members of a collusive ring within three weeks', () => {
    const rings = worldOf({ fraud: { shareOfApplications: { 'collusive-ring': 0.04 } } }, 5);
    const d = openDistrict(rings, 0, 1000);
    const days = d.roles.groups
      .filter(({ kind }) => kind === 'collusive-ring')
      .map(({ members }) => members.map((i) => d.applicationDay[i]!));
    expect(days.length).toBeGreaterThan(2);
    for (const ofRing of days) expect(Math.max(...ofRing) - Math.min(...ofRing)).toBeLessThan(21);
  });
});
