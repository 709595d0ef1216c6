import { describe, expect, it } from 'vitest';
import { dayOf, monthIndexOf } from '../../src/core/index.ts';
import { INDUSTRIES } from '../../src/sources/index.ts';
import { drawEnvironment, energyPriceOf, persistence } from '../../src/world/environment.ts';
import { baselineScenario } from '../../src/world/scenario.ts';
import { namedScenario } from '../../src/world/scenarios/index.ts';
import { makeTimeline, weekOf } from '../../src/world/timeline.ts';

describe('drawEnvironment', () => {
  const timeline = makeTimeline(240);
  const environment = drawEnvironment(baselineScenario, 3, timeline);
  const row = (i: number): Float64Array =>
    environment.logDemand.subarray(i * timeline.nWeeks, (i + 1) * timeline.nWeeks);

  it('is a pure function of scenario, seed and timeline', () => {
    expect(drawEnvironment(baselineScenario, 3, timeline)).toEqual(environment);
    expect(drawEnvironment(baselineScenario, 4, timeline).logDemand).not.toEqual(environment.logDemand);
  });

  it('halves business in February and lifts it in December for a fully seasonal industry', () => {
    const wholesale = INDUSTRIES.indexOf('wholesale') * timeline.nWeeks;
    const at = (month: number): number =>
      environment.season[wholesale + weekOf(timeline, dayOf(2025, month, 12))]!;
    expect(at(2)).toBe(0.59);
    expect(at(12)).toBe(1.37);
  });

  it('moves each industry by the spread of its own shock and its share of the macro factor', () => {
    for (const [i, industry] of INDUSTRIES.entries()) {
      const { macroSd, industrySd } = baselineScenario.environment;
      const expected = Math.hypot(baselineScenario.industries[industry].cyclicality * macroSd, industrySd);
      const values = row(i);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const sd = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length);
      // Twenty years of slow shocks hold only some thirty independent ones.
      expect(sd / expected).toBeGreaterThan(0.5);
      expect(sd / expected).toBeLessThan(1.6);
    }
  });
});

describe('drawEnvironment under a regime', () => {
  const timeline = makeTimeline(24);
  const calm = drawEnvironment(baselineScenario, 3, timeline);
  const { macro } = baselineScenario;
  const shocked = drawEnvironment(
    {
      ...baselineScenario,
      macro: {
        ...macro,
        firstRegime: 'shock',
        transitions: { ...macro.transitions, shock: { calm: 0, slowdown: 0, shock: 1 } },
        effects: {
          ...macro.effects,
          shock: { logDemand: -0.2, logExportDemand: Math.log(0.5), logEnergyPrice: Math.log(2) },
        },
      },
    },
    3,
    timeline,
  );

  it('changes demand by cyclicality and export share, and nothing else of it', () => {
    for (const [i, industry] of INDUSTRIES.entries()) {
      const at = i * timeline.nWeeks + 60;
      const abroad = Math.log(1 - 0.5 * macro.exportShare[industry]);
      const expected = -0.2 * baselineScenario.industries[industry].cyclicality + abroad;
      expect(shocked.logDemand[at]! - calm.logDemand[at]!).toBeCloseTo(expected, 12);
    }
    expect(shocked.season).toEqual(calm.season);
  });

  it('changes the price at which a month is billed, in the month before the first week too', () => {
    const first = monthIndexOf(timeline.week0);
    for (const month of [first, first + 5]) {
      expect(energyPriceOf(calm, timeline, month)).toBe(1);
      expect(energyPriceOf(shocked, timeline, month)).toBeCloseTo(2, 12);
    }
  });
});

describe('drawEnvironment of another future', () => {
  const timeline = makeTimeline(24);
  const fork = { week: 60, future: 3 };
  const scenario = namedScenario('severe-shock');
  const past = drawEnvironment(scenario, 3, timeline);
  const other = drawEnvironment(scenario, 3, timeline, fork);
  const weeksFrom = (values: Float64Array, from: number, to: number): number[] =>
    INDUSTRIES.flatMap((_, i) => [...values.subarray(i * timeline.nWeeks + from, i * timeline.nWeeks + to)]);

  it('is the past up to its week and fresh from there on', () => {
    expect(weeksFrom(other.logDemand, 0, fork.week)).toEqual(weeksFrom(past.logDemand, 0, fork.week));
    const [after, before] = [other, past].map(({ logDemand }) =>
      weeksFrom(logDemand, fork.week, timeline.nWeeks),
    );
    expect(after!.filter((x, k) => x === before![k])).toEqual([]);
    expect(other.season).toEqual(past.season);
  });

  it('goes on from where the past was: the first weeks differ little', () => {
    const gap = (week: number): number =>
      Math.max(
        ...INDUSTRIES.map((_, i) => {
          const at = i * timeline.nWeeks + week;
          return Math.abs(other.logDemand[at]! - past.logDemand[at]!);
        }),
      );
    expect(gap(fork.week)).toBeLessThan(0.12);
    expect(drawEnvironment(scenario, 3, timeline, { ...fork, future: 4 }).logDemand).not.toEqual(
      other.logDemand,
    );
  });
});

describe('persistence', () => {
  it('halves a shock in its half-life', () => {
    expect(persistence(26) ** 26).toBeCloseTo(0.5, 12);
  });
});
