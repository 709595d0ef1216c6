import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParusError } from '../../../src/core/index.ts';
import {
  applyOverlay,
  checkOverlayBase,
  featuresOfOverlay,
  loadOverlay,
  type Overlay,
  parseOverlay,
} from '../../../src/decision/overlay/index.ts';
import type { Subject } from '../../../src/decision/terms/index.ts';
import { featureNames } from '../../../src/features/index.ts';
import { defaultGrades, defaultScaling, pdOfMargin } from '../../../src/models/index.ts';
import { gradeOf } from '../../../src/scorecard/index.ts';
import { assessment, readPolicyFile } from '../fixtures.ts';

const example = parseOverlay(readPolicyFile('examples/local-factors.json'), 'local-factors.json');
const scale = { scaling: defaultScaling, grades: defaultGrades };
const subject: Subject = {
  features: { firm_age_months: 60, invoice_buyer_count_365: 12 },
  industry: 'textile',
  region: 'east-manufacturing-cluster',
  grade: null,
  purpose: 'operations',
  month: 3,
};
const factor = (code: string, logOdds: number, when: Overlay['factors'][number]['when']) => ({
  code,
  logOdds,
  when,
  why: { en: `${code}.`, zh: '本地因素。' },
});
const overlayOf = (factors: Overlay['factors'], capLogOdds = 0.6): Overlay =>
  parseOverlay({ name: 'test', base: '*', capLogOdds, factors }, 'o.json');
const textile = [{ industry: ['textile' as const] }];

describe('applyOverlay', () => {
  it('adds what applies to the margin, and shows the platform’s and the bank’s part apart', () => {
    const overlay = overlayOf([
      factor('LOCAL', -0.4, textile),
      factor('YOUNG', 0.3, [{ feature: 'firm_age_months', op: '<', value: 24 }]),
      factor('RING', 0.5, [{ feature: 'guarantees_mutual_firms', op: '>=', value: 2 }]),
    ]);
    const { assessment: after, platform, bank } = applyOverlay(assessment, subject, overlay, scale);
    // Odds of bad fall by e^-0.4; 0.4 x 20 / ln 2 = 11.54 points.
    expect(after.margin).toBeCloseTo(assessment.margin - 0.4, 12);
    expect(after.pd).toBeCloseTo(0.0135, 4);
    expect(after.score).toBe(612);
    expect(after.grade).toBe('B1');
    expect(after.reasons).toEqual(assessment.reasons);
    const { pd, margin, score, grade } = assessment;
    expect(platform).toEqual({ pd, margin, score, grade });
    expect(bank).toEqual({
      overlay: 'test',
      factors: [
        { code: 'LOCAL', state: 'applied', logOdds: -0.4 },
        { code: 'YOUNG', state: 'not met', logOdds: 0 },
        { code: 'RING', state: 'unknown', logOdds: 0 },
      ],
      askedLogOdds: -0.4,
      logOdds: -0.4,
      points: 12,
    });
  });

  it('holds the sum within the cap, and counts reasons as far as the cap lets them', () => {
    const overlay = overlayOf([factor('A', 0.9, textile), factor('B', 0.3, textile)]);
    const { assessment: after, bank } = applyOverlay(assessment, subject, overlay, scale);
    expect(bank).toMatchObject({ askedLogOdds: 1.2, logOdds: 0.6 });
    const added = after.reasons.slice(assessment.reasons.length);
    expect(added.map(({ feature }) => feature)).toEqual(['overlay:A', 'overlay:B']);
    expect(added[0]?.contribution).toBeCloseTo(0.45, 12);
    expect(added[1]).toMatchObject({ en: 'B.', zh: '本地因素。' });
  });

  it('asks of the platform’s grade, and of all conditions of a factor', () => {
    const overlay = overlayOf([
      factor('GRADED', 0.2, [{ grade: ['B2'] }, ...textile]),
      factor('SPLIT', 0.2, [...textile, { region: ['border-county'] }]),
    ]);
    expect(applyOverlay(assessment, subject, overlay, scale).bank.factors.map(({ state }) => state)).toEqual([
      'applied',
      'not met',
    ]);
  });

  it('leaves an assessment alone that no factor applies to', () => {
    const { assessment: after, bank } = applyOverlay(
      assessment,
      { ...subject, industry: null, region: null },
      example,
      scale,
    );
    expect(after).toBe(assessment);
    expect(bank.logOdds).toBe(0);
    expect(JSON.parse(JSON.stringify(bank))).toEqual(bank);
  });

  it('never moves the log-odds beyond the cap; margin, PD and grade agree', () => {
    const factors = fc.array(
      fc.tuple(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.constantFrom('textile', 'retail', 'wholesale'),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(factors, fc.double({ min: 0.01, max: 3, noNaN: true }), (list, cap) => {
        const overlay = overlayOf(
          list
            .filter(([logOdds]) => logOdds !== 0)
            .map(([logOdds, industry], i) =>
              factor(`F${i}`, logOdds, [{ industry: [industry as 'textile' | 'retail' | 'wholesale'] }]),
            ),
          cap,
        );
        const { assessment: after, bank } = applyOverlay(assessment, subject, overlay, scale);
        expect(Math.abs(bank.logOdds)).toBeLessThanOrEqual(cap);
        expect(after.margin - assessment.margin).toBeCloseTo(bank.logOdds, 10);
        expect(Math.sign(bank.points) * Math.sign(bank.logOdds)).toBeLessThanOrEqual(0);
        if (bank.logOdds === 0) return;
        expect(after.pd).toBe(pdOfMargin(after.margin));
        expect(after.grade).toBe(gradeOf(after.pd, defaultGrades));
      }),
    );
  });
});

describe('parseOverlay', () => {
  it('reads the example, whose features are of the catalogue', () => {
    expect(example.factors.length).toBeGreaterThan(2);
    for (const name of featuresOfOverlay(example)) expect(featureNames).toContain(name);
    for (const { why } of example.factors) expect(why.zh).toMatch(/\p{Script=Han}.*。$/u);
  });

  it('reports every issue with its path at once', () => {
    const json = {
      name: 'x',
      base: 'latest',
      capLogOdds: 0,
      factors: [
        factor('A', 0, textile),
        { ...factor('A', 0.1, []), when: [{ feature: 'nonsense', op: '<', value: 1 }] },
      ],
    };
    try {
      parseOverlay(json, 'o.json');
      throw new Error('expected a refusal');
    } catch (error) {
      const { code, issues } = error as ParusError;
      expect(code).toBe('PARUS_CONFIG_INVALID');
      expect(issues.map(({ path }) => path)).toEqual([
        'base',
        'capLogOdds',
        'factors.0.logOdds',
        'factors.1.when.0.feature',
        'factors.1.code',
      ]);
    }
  });

  it('belongs to one model, unless it says any', async () => {
    const hash = 'c'.repeat(64);
    const bound = { ...example, base: hash };
    expect(() => checkOverlayBase(example, hash, 'o.json')).not.toThrow();
    expect(() => checkOverlayBase(bound, hash, 'o.json')).not.toThrow();
    expect(() => checkOverlayBase(bound, 'd'.repeat(64), 'o.json')).toThrow(/o\.json.*base/);
    await expect(loadOverlay('no/overlay.json')).rejects.toMatchObject({ code: 'PARUS_FILE_MISSING' });
  });
});
