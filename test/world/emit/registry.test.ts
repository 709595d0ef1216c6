import { describe, expect, it } from 'vitest';
import { baselineWorld, livesOf, recordsIn } from '../worlds.ts';

describe('emitRegistry', () => {
  const world = baselineWorld(7, 60);
  const lives = livesOf(world, 400);

  it('opens with the founding of every firm and tells its fixed traits', () => {
    for (const life of lives) {
      const [first, ...later] = recordsIn(world, life, 'registry');
      expect(first).toMatchObject({
        kind: 'registered',
        eventDate: world.timeline.startDate - life.traits.ageDays,
        industry: life.traits.industry,
        ownerAge: life.traits.ownerAge,
      });
      for (const entry of later) expect(entry.foundedDate).toBe(first?.eventDate);
    }
  });

  it('raises the capital on a change of capital, and some firms change something', () => {
    const changed = lives
      .map((life) => recordsIn(world, life, 'registry'))
      .filter((entries) => entries.length > 1);
    expect(changed.length).toBeGreaterThan(40);
    for (const entries of changed) {
      const raise = entries.findIndex(({ kind }) => kind === 'capitalChange');
      if (raise < 0) continue;
      expect(entries[raise]!.registeredCapitalFen).toBe(2 * entries[raise - 1]!.registeredCapitalFen);
    }
  });
});
