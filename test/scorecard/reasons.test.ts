import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindColumns, makeModel } from '../../src/models/index.ts';
import { openPool } from '../../src/parallel/index.ts';
import { contributionsOf, reasonsOf, strengthsOf } from '../../src/scorecard/index.ts';
import { artefactOf, mixedTrees, randomRows } from '../models/exchange/random-models.ts';
import { type Scored, trainAndScore } from './scored.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

describe.each(['scorecard', 'logistic'] as const)('the contributions of a %s', (algorithm) => {
  let scored: Scored;
  beforeAll(async () => {
    scored = await trainAndScore(pool, algorithm);
  });

  it('add up to the log-odds', () => {
    const { body } = scored.model.artefact;
    if (body.kind !== 'additive') throw new Error('expected a sum of terms');
    for (let row = 0; row < 500; row++) {
      const sum = contributionsOf(scored.model, scored.bound, row).reduce(
        (total, { share }) => total + share,
        body.intercept,
      );
      expect(sum).toBeCloseTo(scored.margins[row]!, 10);
    }
  });

  it('give reasons that raise the risk, strongest first, at most as many as asked for', () => {
    for (let row = 0; row < 500; row++) {
      const reasons = reasonsOf(scored.model, scored.bound, row, 3);
      expect(reasons.length).toBeLessThanOrEqual(3);
      const strengths = reasons.map(({ contribution }) => contribution);
      expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
      expect(strengths.every((c) => c > 0)).toBe(true);
    }
  });

  it('give what speaks for the row: inputs that lower the risk, strongest first, none of them a reason', () => {
    for (let row = 0; row < 500; row++) {
      const strengths = strengthsOf(scored.model, scored.bound, row, 3);
      const values = strengths.map(({ contribution }) => contribution);
      expect(values).toEqual(values.toSorted((a, b) => a - b));
      expect(values.every((c) => c < 0)).toBe(true);
      const reasons = new Set(reasonsOf(scored.model, scored.bound, row, 99).map(({ feature }) => feature));
      expect(strengths.some(({ feature }) => reasons.has(feature))).toBe(false);
      for (const { en, zh } of strengths) {
        expect(en).toMatch(/ lowers the estimated risk$/);
        expect(zh).toMatch(/降低了估计风险$/);
      }
    }
  });

  it('lie above the best value of each input by as much as the whole row lies above the best row', () => {
    const { body } = scored.model.artefact;
    if (body.kind !== 'additive') throw new Error('expected a sum of terms');
    for (let row = 0; row < 100; row++) {
      const excesses = contributionsOf(scored.model, scored.bound, row, 'best').map(({ excess }) => excess);
      expect(Math.min(...excesses)).toBeGreaterThanOrEqual(0);
      body.terms.forEach((term, t) => {
        const { share } = contributionsOf(scored.model, scored.bound, row)[t]!;
        expect(excesses[t]).toBeCloseTo(Math.max(0, share - Math.min(...term.y)), 12);
      });
      const reasons = reasonsOf(scored.model, scored.bound, row, 99, undefined, 'best');
      expect(reasons.length).toBe(excesses.filter((excess) => excess > 0.01).length);
    }
  });

  it('speak of the value in both languages and of a missing one as such', () => {
    const wording = new Map([['income', { en: 'income', zh: '收入', unit: 'yuan' as const }]]);
    const all = Array.from({ length: 500 }, (_, row) =>
      reasonsOf(scored.model, scored.bound, row, 5, wording),
    ).flat();
    const income = all.filter(({ feature }) => feature === 'income');
    expect(
      income.some(({ en, zh }) => /^income: [\d.,]+ yuan raises/.test(en) && zh.startsWith('收入：')),
    ).toBe(true);
    for (const { en, zh } of all) {
      expect(en).not.toMatch(/NaN|undefined/);
      expect(zh).not.toMatch(/NaN|undefined/);
    }
  });
});

it('trees have no best value to measure from, which is refused with a code', () => {
  const model = makeModel(artefactOf(mixedTrees('logOdds')));
  const bound = bindColumns(model.artefact.inputs, randomRows(1));
  expect(contributionsOf(model, bound, 0).length).toBe(model.artefact.inputs.length);
  expect(() => contributionsOf(model, bound, 0, 'best')).toThrow(
    expect.objectContaining({ code: 'PARUS_MODEL_NOT_SUPPORTED' }),
  );
});

it('a forest is refused with a code', async () => {
  const { model, bound } = await trainAndScore(pool, 'ml-random-forest');
  expect(() => contributionsOf(model, bound, 0)).toThrow(
    expect.objectContaining({ code: 'PARUS_MODEL_NOT_SUPPORTED' }),
  );
});
