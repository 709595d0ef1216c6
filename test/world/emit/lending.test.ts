import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../../src/world/loans.ts';
import { baselineWorld, livesOf, recordsIn } from '../worlds.ts';

describe('emitLending', () => {
  const world = baselineWorld();
  const lives = livesOf(world, 1000);

  it('writes one application a firm at most, and the outcome of its loan', () => {
    let bads = 0;
    for (const life of lives) {
      const applications = recordsIn(world, life, 'applications');
      const outcomes = recordsIn(world, life, 'outcomes');
      expect(applications.length).toBe(life.application ? 1 : 0);
      expect(outcomes.length).toBeLessThanOrEqual(applications.length);
      const [outcome] = outcomes;
      if (!outcome || !life.application) continue;
      const { loan } = life.application;
      if (!loan) throw new Error('an outcome without a loan');
      const truth = outcomeOf(loan);
      expect(outcome.applicationId).toBe(applications[0]?.applicationId);
      expect(outcome.bad).toBe(truth.badDay === undefined ? 0 : 1);
      expect(outcome.badDate).toBe(truth.badDay);
      expect(outcome.eventDate).toBe(truth.knownDay);
      expect(outcome.eventDate).toBeGreaterThan(life.application.day);
      bads += outcome.bad;
    }
    expect(bads).toBeGreaterThan(5);
  });

  it('knows outcomes that lie after the end of the book', () => {
    const late = lives.filter((life) =>
      recordsIn(world, life, 'outcomes').some((o) => o.eventDate > world.timeline.endDate),
    );
    expect(late.length).toBeGreaterThan(100);
  });
});
