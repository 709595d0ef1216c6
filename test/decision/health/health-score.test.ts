import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceOf } from '../../../src/decision/card/index.ts';
import {
  healthHtml,
  healthScore,
  healthText,
  loadHealthDefinition,
  parseHealthDefinition,
} from '../../../src/decision/health/index.ts';
import { isActionable } from '../../../src/scorecard/index.ts';

const standard = await loadHealthDefinition();
const indicators = standard.dimensions.flatMap(({ families }) =>
  families.flatMap((family) => family.indicators),
);
const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
/** Every indicator runs from 1 to 100 among a hundred firms. */
const reference = referenceOf(new Map(indicators.map(({ info }) => [info.name, hundred])));
/** A firm with `share` of the way to the best in every indicator. */
const firm = (share: number): Record<string, number> =>
  Object.fromEntries(
    indicators.map(({ info, better }) => [
      info.name,
      better === 'higher' ? 1 + 99 * share : 100 - 99 * share,
    ]),
  );

/** The same figures without what the definition resolved: straight from the words of `healthScore`. */
function naiveScore(features: Readonly<Record<string, number | null>>): number | null {
  let [sum, weights] = [0, 0];
  for (const { families, weight } of standard.dimensions) {
    const means: number[] = [];
    for (const family of families) {
      const standings: number[] = [];
      for (const { info, better } of family.indicators) {
        const value = features[info.name];
        if (value === undefined || value === null || Number.isNaN(value)) continue;
        const noBetter = hundred.filter((other) => (better === 'higher' ? other <= value : other >= value));
        standings.push(noBetter.length / 100);
      }
      if (standings.length > 0) means.push(standings.reduce((a, b) => a + b) / standings.length);
    }
    if (means.length === 0) continue;
    sum += (weight * means.reduce((a, b) => a + b)) / means.length;
    weights += weight;
  }
  return weights === 0 ? null : (100 * sum) / weights;
}

describe('the standard definition', () => {
  it('uses more than 300 indicators of the catalogue, each once and with a direction', () => {
    expect(standard.nIndicators).toBe(indicators.length);
    expect(indicators.length).toBeGreaterThan(300);
    expect(new Set(indicators.map(({ info }) => info.name)).size).toBe(indicators.length);
    for (const { info, better } of indicators) {
      if (info.monotone === 'increasing') expect(better).toBe('lower');
      if (info.monotone === 'decreasing') expect(better).toBe('higher');
    }
  });

  it('has no family without an indicator, and tells each piece of advice from the others', () => {
    const families = standard.dimensions.flatMap((dimension) => dimension.families);
    for (const family of families) expect(family.indicators.length, family.name).toBeGreaterThan(0);
    const codes = families.flatMap(({ advice }) => (advice ? [advice.code] : []));
    expect(new Set(codes).size).toBe(codes.length);
    for (const { advice, indicators: own } of families)
      if (advice) expect(own.some(({ info }) => isActionable(info.name))).toBe(true);
  });

  it('reads nothing of the person who owns the firm, of who shares a phone with it, or of the loan asked for', () => {
    for (const { info } of indicators) {
      expect(info.sources).not.toContain('links');
      expect(info.name).not.toMatch(/^application_/);
      expect(info.name).not.toBe('owner_age_years');
    }
  });
});

describe('parseHealthDefinition', () => {
  const family = { name: 'f', en: 'f', zh: 'f', match: ['bank_runway_days'], advice: null };
  const dimension = { name: 'd', en: 'd', zh: 'd', weight: 1, families: [family] };
  const issuesOf = (json: unknown): string[] => {
    try {
      parseHealthDefinition(json, 'health.json');
      return [];
    } catch (error) {
      expect(error).toMatchObject({ code: 'PARUS_CONFIG_INVALID' });
      return (error as { issues: readonly { path: string; message: string }[] }).issues.map(
        ({ path, message }) => `${path}: ${message}`,
      );
    }
  };

  it('does not let a feature with a direction be forgotten', () => {
    const issues = issuesOf({ dimensions: [dimension], directions: {}, leftOut: [] });
    expect(issues).toContain('dimensions: tax_late_share_365 is in no family and not left out');
    const rest = { match: ['*'], why: 'a test' };
    expect(issuesOf({ dimensions: [dimension], directions: {}, leftOut: [rest] })).toEqual([
      'leftOut.0: bank_runway_days is also in dimensions.0.families.0',
    ]);
  });

  it('refuses patterns and directions that name nothing', () => {
    const odd = { ...family, match: ['bank_runway_days', 'no_such_*'] };
    const issues = issuesOf({
      dimensions: [{ ...dimension, families: [odd] }],
      directions: { nothing: 'higher' },
      leftOut: [],
    });
    expect(issues).toContain('dimensions.0.families.0.match.1: no_such_* names no feature of the catalogue');
    expect(issues).toContain('directions.nothing: no feature of the catalogue');
  });
});

describe('healthScore', () => {
  it('is 100 for the best, next to nothing for the worst and 50 in the middle of a hundred firms', () => {
    expect(healthScore(firm(1), reference, standard).score).toBeCloseTo(100, 9);
    expect(healthScore(firm(0), reference, standard).score).toBeLessThan(1.01);
    expect(Math.abs(healthScore(firm(0.5), reference, standard).score! - 50)).toBeLessThan(1);
  });

  it('says nothing where nothing is known', () => {
    const { score, usualScore, nKnown, advice } = healthScore({}, reference, standard);
    expect([score, usualScore, nKnown, advice]).toEqual([null, null, 0, []]);
    expect(healthScore(firm(1), { rows: 0, features: {} }, standard).score).toBeNull();
  });

  const figures = fc.dictionary(
    fc.constantFrom(...indicators.map(({ info }) => info.name)),
    fc.integer({ min: -5, max: 105 }),
    { minKeys: 1, maxKeys: 60 },
  );

  it('is what a naive count over the hundred firms gives, to one firm', () => {
    fc.assert(
      fc.property(figures, (features) => {
        // A percentile of a hundred firms may be one firm off.
        const { score } = healthScore(features, reference, standard);
        expect(Math.abs(score! - naiveScore(features)!)).toBeLessThan(1.01);
      }),
    );
  });

  it('never falls when an indicator improves', () => {
    const pick = fc.nat(indicators.length - 1);
    const better = fc.double({ min: 0, max: 60, noNaN: true });
    fc.assert(
      fc.property(figures, pick, better, (features, i, by) => {
        const { info, better: way } = indicators[i]!;
        const value = features[info.name] ?? 50;
        const before = healthScore({ ...features, [info.name]: value }, reference, standard).score!;
        const improved = { ...features, [info.name]: value + (way === 'higher' ? by : -by) };
        expect(healthScore(improved, reference, standard).score!).toBeGreaterThanOrEqual(before - 1e-9);
      }),
    );
  });

  it('lets a missing indicator lower the coverage and not the score', () => {
    const whole = healthScore(firm(0.7), reference, standard);
    const features: Record<string, number | null> = firm(0.7);
    for (const { info } of indicators.filter((_, i) => i % 3 === 0)) features[info.name] = null;
    const part = healthScore(features, reference, standard);
    expect(part.nKnown).toBeLessThan(whole.nKnown);
    expect(part.score).toBeCloseTo(whole.score!, 0);
  });

  it('advises what would gain most, by exactly the points it names', () => {
    fc.assert(
      fc.property(figures, (features) => {
        const before = healthScore(features, reference, standard);
        let last = Number.POSITIVE_INFINITY;
        for (const { effect, family, indicator, value, usual } of before.advice) {
          expect(effect).toBeLessThanOrEqual(last);
          last = effect;
          expect(isActionable(indicator)).toBe(true);
          expect([value, usual]).toEqual([features[indicator], 50]);
          const rated = before.dimensions.flatMap((d) => d.families).find(({ name }) => name === family)!;
          const mended: Record<string, number> = { ...features };
          for (const { feature, standing, usualStanding } of rated.indicators)
            if (isActionable(feature) && standing < usualStanding) mended[feature] = 50;
          const after = healthScore(mended, reference, standard);
          expect(after.score! - before.score!).toBeCloseTo(effect, 6);
        }
      }),
    );
  });

  it('has no advice for a firm that is as usual everywhere', () => {
    const features = Object.fromEntries(indicators.map(({ info }) => [info.name, 50]));
    const health = healthScore(features, reference, standard);
    expect(health.advice).toEqual([]);
    expect(health.score).toBeCloseTo(health.usualScore!, 9);
  });
});

describe('health pages', () => {
  const subject = { firmId: 'F<1>', asOf: 20_000, referenceRows: 100 };
  const health = healthScore({ ...firm(0.6), bank_runway_days: 2 }, reference, standard);

  it('say on every page that this is not the credit score', () => {
    for (const page of [healthText, healthHtml]) {
      expect(page(health, subject, 'en')).toContain('This is not the credit score');
      expect(page(health, subject, 'zh')).toContain('健康度不是信用评分');
      expect(page(healthScore({}, reference, standard), subject, 'en')).toContain('not the credit score');
    }
  });

  it('are whole: no gap, no stray number, everything escaped', () => {
    for (const language of ['en', 'zh'] as const) {
      expect(healthText(health, subject, language)).not.toMatch(/\{\w+\}|undefined|NaN|null/);
      const page = healthHtml(health, subject, language);
      expect(page).not.toMatch(/undefined|NaN|<script|https?:/);
      expect(page).toContain('F&lt;1&gt;');
      expect(healthHtml(health, subject, language)).toBe(page);
    }
  });

  it('name the figure that shows an advice best', () => {
    expect(health.advice[0]).toMatchObject({ code: 'CASH_BUFFER', indicator: 'bank_runway_days', value: 2 });
    expect(healthText(health, subject, 'zh')).toContain('您的数值为2天，通常为50天');
  });
});
