import { civilOf, firstDayOfMonthIndex } from '../core/index.ts';
import { INDUSTRIES } from '../sources/index.ts';
import { type LocalConditions, layDisasters } from './disasters.ts';
import { type Fork, openForkedStream } from './fork.ts';
import { drawMacro, exportEffect } from './macro.ts';
import type { Region } from './regions.ts';
import type { Scenario } from './scenario.ts';
import { type Timeline, weekOf } from './timeline.ts';

/** What all firms share. Rows of `nWeeks` values, one row per industry in the order of INDUSTRIES. */
export interface Environment {
  /** Log demand from the macro factor, the regimes, trade abroad and the industry's shock. */
  readonly logDemand: Float64Array;
  /** Seasonal factor of sales, > 0. */
  readonly season: Float64Array;
  /** Price of electricity against its tariff, ratio, one value a week. */
  readonly energyPrice: Float64Array;
  /** What firms of a region share beyond that. */
  readonly local: Readonly<Record<Region, LocalConditions>>;
}

/** Price of electricity at which a calendar month is billed, ratio to the tariff: that of the week of its 15th. */
export function energyPriceOf({ energyPrice }: Environment, timeline: Timeline, monthIndex: number): number {
  // The first month lived may have begun before the first week.
  const week = Math.max(0, weekOf(timeline, firstDayOfMonthIndex(monthIndex) + 14));
  return energyPrice[week]!;
}

/** Weekly persistence of an AR(1) that halves a shock in `halfLifeWeeks`. */
export function persistence(halfLifeWeeks: number): number {
  return 0.5 ** (1 / halfLifeWeeks);
}

/** Draws the shared environment, up to a fork the same as without it; a pure function of its arguments. */
export function drawEnvironment(
  scenario: Scenario,
  seed: number,
  timeline: Timeline,
  fork?: Fork,
): Environment {
  const { nWeeks } = timeline;
  const { environment } = scenario;
  const streamAt = openForkedStream(seed, 'world.environment', fork);
  const macro = autoregression(nWeeks, environment.macroSd, environment.macroHalfLifeWeeks, (w) =>
    streamAt(w).normal(0, 1, 0, w),
  );
  const path = drawMacro(scenario.macro, seed, timeline, fork);
  const logDemand = new Float64Array(INDUSTRIES.length * nWeeks);
  const season = new Float64Array(INDUSTRIES.length * nWeeks);
  for (const [i, industry] of INDUSTRIES.entries()) {
    const profile = scenario.industries[industry];
    const shock = autoregression(nWeeks, environment.industrySd, environment.industryHalfLifeWeeks, (w) =>
      streamAt(w).normal(0, 1, 1 + i, w),
    );
    const exportShare = scenario.macro.exportShare[industry];
    for (let w = 0; w < nWeeks; w++) {
      // The middle of the week decides its month.
      const month = civilOf(timeline.week0 + 7 * w + 3).month;
      const home = profile.cyclicality * (macro[w]! + path.logDemand[w]!) + shock[w]!;
      logDemand[i * nWeeks + w] = home + exportEffect(exportShare, path.logExportDemand[w]!);
      season[i * nWeeks + w] = environment.seasonalIndex[month - 1]! ** profile.seasonality;
    }
  }
  return {
    logDemand,
    season,
    energyPrice: path.logEnergyPrice.map(Math.exp),
    local: layDisasters(scenario.disasters, timeline),
  };
}

/** A stationary AR(1) of standard deviation `sd`, started from its stationary law. */
function autoregression(
  n: number,
  sd: number,
  halfLifeWeeks: number,
  normal: (w: number) => number,
): Float64Array {
  const rho = persistence(halfLifeWeeks);
  const innovation = sd * Math.sqrt(1 - rho * rho);
  const out = new Float64Array(n);
  for (let w = 0; w < n; w++) out[w] = w === 0 ? sd * normal(0) : rho * out[w - 1]! + innovation * normal(w);
  return out;
}
