import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CODE_MISSING,
  CODE_UNSEEN,
  defaultGrades,
  pointsPerLogOdds,
  scoreOfMargin,
} from '../../src/models/index.ts';
import { openPool } from '../../src/parallel/index.ts';
import { gradeOf, pointsAt, scoreOf } from '../../src/scorecard/index.ts';
import { type Scored, trainAndScore } from './scored.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

let card: Scored;
beforeAll(async () => {
  card = await trainAndScore(pool, 'scorecard');
});

describe('the scale', () => {
  const scaling = { baseScore: 600, baseOdds: 50, pdo: 20 };

  it('puts 600 points at 50 goods per bad and doubles the odds every 20', () => {
    expect(scoreOfMargin(-Math.log(50), scaling)).toBeCloseTo(600, 10);
    expect(scoreOfMargin(-Math.log(100), scaling)).toBeCloseTo(620, 10);
    expect(pointsPerLogOdds(scaling)).toBeCloseTo(28.8539, 4);
  });
});

describe('a scorecard', () => {
  it('scores the sum of its printed points, which stays within rounding of the exact score', () => {
    const { artefact } = card.model;
    const characteristics = artefact.scorecard!.characteristics;
    for (let row = 0; row < card.margins.length; row++) {
      const points = characteristics.map((c) => pointsAt(c, card.bound.columns[c.input]![row]!));
      const score = scoreOf(artefact, card.bound, row, card.margins[row]!);
      expect(score).toBe(artefact.scorecard!.base + points.reduce((a, b) => a + b, 0));
      expect(Number.isInteger(score)).toBe(true);
      // Half a point of rounding for the base and for each characteristic.
      const exact = scoreOfMargin(card.margins[row]!, artefact.scaling);
      expect(Math.abs(score - exact)).toBeLessThanOrEqual((characteristics.length + 1) / 2);
    }
  });

  it('gives missing, special and unseen values the points of their own', () => {
    const { inputs, scorecard } = card.model.artefact;
    for (const c of scorecard!.characteristics) {
      if (inputs[c.input]!.kind === 'category') {
        expect(pointsAt(c, CODE_MISSING)).toBe(c.missingPoints);
        expect(pointsAt(c, CODE_UNSEEN)).toBe(c.unseenPoints);
      } else {
        expect(pointsAt(c, Number.NaN)).toBe(c.missingPoints);
        expect(pointsAt(c, -Infinity)).toBe(c.points[0]);
        expect(pointsAt(c, Infinity)).toBe(c.points.at(-1));
      }
    }
    const special = scorecard!.characteristics.find((c) => inputs[c.input]!.name === 'score')!;
    expect(pointsAt(special, -9)).toBe(special.specialPoints[0]);
    expect(pointsAt(special, -9)).toBeLessThan(pointsAt(special, 60));
  });

  it('puts a value that equals a cut into the bin above it', () => {
    for (const c of card.model.artefact.scorecard!.characteristics) {
      if (c.binning.kind !== 'numeric') continue;
      c.binning.cuts.forEach((cut, k) => {
        expect(pointsAt(c, cut)).toBe(c.points[k + 1]);
      });
    }
  });
});

it('grades fall as PD rises, and the last grade takes the rest', () => {
  expect([0, 0.0049, 0.005, 0.03, 0.31, 0.32, 1].map((pd) => gradeOf(pd, defaultGrades))).toEqual([
    'A1',
    'A1',
    'A2',
    'B2',
    'D',
    'E',
    'E',
  ]);
});
