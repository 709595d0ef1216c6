import { describe, expect, it } from 'vitest';
import { dayOf, openStream } from '../../../../src/core/index.ts';
import { behaviourOf, classSold } from '../../../../src/world/emit/invoicing/behaviour.ts';
import { type Factor, habitOf } from '../../../../src/world/emit/invoicing/habits.ts';
import { paperLevel } from '../../../../src/world/emit/invoicing/paper-level.ts';
import { drawFirm } from '../../../../src/world/firm.ts';
import { baselineScenario } from '../../../../src/world/scenario.ts';

const stream = openStream(5, 'world.records.invoices');
const none: Record<Factor, number> = {
  size: 0,
  large: 0,
  lumpy: 0,
  idle: 0,
  spread: 0,
  wide: 0,
  bought: 0,
  goods: 0,
  tail: 0,
  few: 0,
  quality: 0,
};

describe('habitOf', () => {
  it('adds what each factor and the luck contribute', () => {
    const loadings = { base: 1, size: 0.5, tail: -2, own: 0.1 };
    expect(habitOf(loadings, none, 0)).toBe(1);
    expect(habitOf(loadings, { ...none, size: 2, tail: 1, wide: 9 }, 3)).toBeCloseTo(1 + 1 - 2 + 0.3, 12);
  });
});

describe('paperLevel', () => {
  const levelAt = (gain: number, monthIndex: number): number =>
    paperLevel(stream, 1, 0, { gain, month: 650, driftSd: 0 }, 0, monthIndex, { drift: 0 });

  it('rises to normal where a firm takes its trade to paper, and falls from it where it fades', () => {
    expect(levelAt(1, 600)).toBeCloseTo(Math.exp(-1), 4);
    expect(levelAt(1, 650)).toBeCloseTo(Math.exp(-0.5), 12);
    expect(levelAt(1, 700)).toBeCloseTo(1, 4);
    expect(levelAt(-1, 600)).toBeCloseTo(1, 4);
    expect(levelAt(-1, 700)).toBeCloseTo(Math.exp(-1), 4);
    expect(levelAt(0, 650)).toBe(1);
  });

  it('drifts about 1 on average, with memory', () => {
    const level = { gain: 0, month: 0, driftSd: 0.5 };
    let sum = 0;
    let products = 0;
    let squares = 0;
    const nFirms = 4_000;
    for (let firm = 0; firm < nFirms; firm++) {
      const state = { drift: 0 };
      paperLevel(stream, firm, 0, level, 0, 640, state);
      const before = state.drift;
      sum += paperLevel(stream, firm, 0, level, 1, 641, state);
      products += before * state.drift;
      squares += state.drift ** 2;
    }
    expect(sum / nFirms).toBeGreaterThan(0.97);
    expect(sum / nFirms).toBeLessThan(1.03);
    expect(squares / nFirms).toBeCloseTo(1, 1);
    expect(products / nFirms).toBeCloseTo(0.9, 1);
  });
});

describe('behaviourOf', () => {
  const draw = (firm: number) => behaviourOf(stream, drawFirm(baselineScenario, 5, firm), 0.2);

  it('is a pure function of stream and traits, with shares that are shares', () => {
    for (let firm = 0; firm < 200; firm++) {
      const behaviour = draw(firm);
      expect(draw(firm)).toEqual(behaviour);
      for (const side of [behaviour.sales, behaviour.purchases]) {
        for (const share of [side.idleShare, side.topShare, side.voidShare, side.whole, side.weekendShare]) {
          expect(share).toBeGreaterThan(0);
          expect(share).toBeLessThan(1);
        }
        expect(side.nParties).toBeGreaterThanOrEqual(1);
        expect(side.level.driftSd).toBeGreaterThan(0);
      }
    }
  });

  it('taxes a small payer as one until the day it registers, then by what it sells', () => {
    const behaviour = { ...draw(1), smallUntil: dayOf(2024, 5, 1), secondShare: 0.2 };
    expect(classSold(behaviour, dayOf(2024, 4, 30), 0.1)).toBe('small');
    expect(classSold(behaviour, dayOf(2024, 5, 1), 0.1)).toBe(behaviour.secondClass);
    expect(classSold(behaviour, dayOf(2024, 5, 1), 0.2)).toBe(behaviour.vatClass);
  });
});
