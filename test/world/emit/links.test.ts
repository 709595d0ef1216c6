import { describe, expect, it } from 'vitest';
import { emitLinks, linkValue } from '../../../src/world/emit/links.ts';
import type { FirmLife } from '../../../src/world/life.ts';
import { baselineWorld, livesOf } from '../worlds.ts';
import { covered, emitted, expectSound } from './emitted.ts';

const world = baselineWorld();
const lives = livesOf(world, 60).map((life) => covered(life));
const applicants = lives.filter(({ application }) => application !== undefined);
const shown = (life: FirmLife, kind: string): string | undefined =>
  emitted(emitLinks, world, life, 'links').find((record) => record.kind === kind)?.value;

describe('emitLinks', () => {
  it('shows address and owner since the founding, phone and device on the day of the application, at once', () => {
    expect(applicants.length).toBeGreaterThan(10);
    for (const life of applicants) {
      const records = emitted(emitLinks, world, life, 'links');
      expectSound('links', records);
      const days = Object.fromEntries(records.map(({ kind, eventDate }) => [kind, eventDate]));
      const founded = world.timeline.startDate - life.traits.ageDays;
      const applied = life.application?.day;
      expect(days).toEqual({ address: founded, owner: founded, phone: applied, device: applied });
      for (const { eventDate, arrivalDate } of records) expect(arrivalDate).toBe(eventDate);
    }
  });

  it('knows no phone and no device of a firm that never applied', () => {
    const quiet = { ...lives[0]!, application: undefined };
    expect(emitted(emitLinks, world, quiet, 'links').map(({ kind }) => kind)).toEqual(['address', 'owner']);
  });

  it('gives equal things equal values and tells nothing of the rest', () => {
    const [a, b] = applicants;
    const ring = { ...b!, identity: { ...b!.identity, device: a!.identity.device } };
    expect(shown(ring, 'device')).toBe(shown(a!, 'device'));
    expect(shown(b!, 'phone')).not.toBe(shown(a!, 'phone'));
    const same: FirmLife = { ...a!, identity: { phone: 5, device: 5, address: 5, owner: 5 } };
    const kinds = ['phone', 'device', 'address', 'owner'] as const;
    expect(new Set(kinds.map((kind) => shown(same, kind))).size).toBe(4);
  });

  it('leaves out firms that it does not cover', () => {
    const [life] = applicants;
    const hidden = { ...life!.traits.covered, links: false };
    expect(
      emitted(emitLinks, world, { ...life!, traits: { ...life!.traits, covered: hidden } }, 'links'),
    ).toEqual([]);
  });
});

describe('linkValue', () => {
  it('is salted by the seed and the same in every world of a seed', () => {
    expect(linkValue(baselineWorld(7, 12), 'phone', 3)).toBe(linkValue(world, 'phone', 3));
    expect(linkValue(baselineWorld(8), 'phone', 3)).not.toBe(linkValue(world, 'phone', 3));
    expect(linkValue(world, 'phone', 3)).toMatch(/^[0-9a-f]{32}$/);
  });
});
