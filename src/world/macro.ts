import { type Day, parseDay } from '../core/index.ts';
import { type Fork, openForkedStream } from './fork.ts';
import type { Industry } from './industries.ts';
import type { Timeline } from './timeline.ts';

/** States of the whole economy, from best to worst. */
export const REGIMES = ['calm', 'slowdown', 'shock'] as const;

export type Regime = (typeof REGIMES)[number];

/** What a regime does to all firms once it is fully felt. Calm is normal: it does nothing. */
export interface RegimeEffect {
  /** Change of log demand at home, for an industry of cyclicality 1. */
  readonly logDemand: number;
  /** Change of the log of foreign demand. */
  readonly logExportDemand: number;
  /** Change of the log price of electricity. */
  readonly logEnergyPrice: number;
}

/** A regime that the scenario forces on the economy. Outside of episodes the regime moves by chance. */
export interface Episode {
  readonly regime: Regime;
  /** First day, YYYY-MM-DD; it takes hold in the week that holds it. */
  readonly from: string;
  readonly weeks: number;
}

/** The law of the macro regimes: a Markov chain by week, with episodes that are forced on it. */
export interface MacroLaw {
  readonly firstRegime: Regime;
  /** Chance, by week, of each next regime; every row adds up to 1. OWN. */
  readonly transitions: Readonly<Record<Regime, Readonly<Record<Regime, number>>>>;
  /** In rising order, not overlapping. */
  readonly episodes: readonly Episode[];
  /** Weeks in which half of the gap to a new regime's effect is closed: orders and prices do not jump. OWN. */
  readonly adjustmentHalfLifeWeeks: number;
  readonly effects: Readonly<Record<Exclude<Regime, 'calm'>, RegimeEffect>>;
  /** Share of an industry's sales that goes abroad, directly or through its customers. OWN. */
  readonly exportShare: Readonly<Record<Industry, number>>;
}

/** Calm weeks for ever, with the effects that a slowdown and a shock would have. */
export const calmMacro: MacroLaw = {
  firstRegime: 'calm',
  transitions: {
    calm: { calm: 1, slowdown: 0, shock: 0 },
    slowdown: { calm: 0.03, slowdown: 0.97, shock: 0 },
    shock: { calm: 0, slowdown: 0.06, shock: 0.94 },
  },
  episodes: [],
  adjustmentHalfLifeWeeks: 4,
  effects: {
    slowdown: { logDemand: -0.08, logExportDemand: -0.1, logEnergyPrice: 0 },
    shock: { logDemand: -0.3, logExportDemand: -0.35, logEnergyPrice: 0.1 },
  },
  exportShare: {
    'manufacturing-light': 0.25,
    'manufacturing-heavy': 0.15,
    wholesale: 0.08,
    retail: 0,
    'catering-lodging': 0,
    agriculture: 0.05,
    logistics: 0.15,
    construction: 0,
    'it-services': 0.08,
    'e-commerce': 0.12,
    textile: 0.35,
    'cross-border-trade': 0.9,
  },
};

/** Rows of `nWeeks` values. */
export interface MacroPath {
  /** Index into REGIMES. */
  readonly regime: Uint8Array;
  /** What is felt of the regimes: log change of demand at home and abroad, and of the price of electricity. */
  readonly logDemand: Float64Array;
  readonly logExportDemand: Float64Array;
  readonly logEnergyPrice: Float64Array;
}

const NO_EFFECT: RegimeEffect = { logDemand: 0, logExportDemand: 0, logEnergyPrice: 0 };

/** Draws the regime of every week and what is felt of it; a pure function of its arguments. */
export function drawMacro(law: MacroLaw, seed: number, timeline: Timeline, fork?: Fork): MacroPath {
  const { nWeeks } = timeline;
  const regime = drawRegimes(law, seed, timeline, fork);
  const felt = (effect: keyof RegimeEffect): Float64Array => {
    const speed = 1 - 0.5 ** (1 / law.adjustmentHalfLifeWeeks);
    const out = new Float64Array(nWeeks);
    let level = effectOf(law, law.firstRegime)[effect];
    for (let w = 0; w < nWeeks; w++) {
      level += speed * (effectOf(law, REGIMES[regime[w]!]!)[effect] - level);
      out[w] = level;
    }
    return out;
  };
  return {
    regime,
    logDemand: felt('logDemand'),
    logExportDemand: felt('logExportDemand'),
    logEnergyPrice: felt('logEnergyPrice'),
  };
}

/** Log change of an industry's sales when foreign demand changes by `logExportDemand` and `share` of them goes abroad. */
export function exportEffect(share: number, logExportDemand: number): number {
  return Math.log1p(share * Math.expm1(logExportDemand));
}

/** First day of an episode or disaster; `date` was validated as YYYY-MM-DD. */
export function dayOfText(date: string): Day {
  const day = parseDay(date);
  if (day === undefined) throw new TypeError(`${date} is no date`);
  return day;
}

/** Whether week w of the timeline lies in the `weeks` weeks from the one that holds the day `from`. */
export function isDuring(timeline: Timeline, from: string, weeks: number, w: number): boolean {
  const first = Math.floor((dayOfText(from) - timeline.week0) / 7);
  return w >= first && w < first + weeks;
}

function effectOf(law: MacroLaw, regime: Regime): RegimeEffect {
  return regime === 'calm' ? NO_EFFECT : law.effects[regime];
}

function drawRegimes(law: MacroLaw, seed: number, timeline: Timeline, fork?: Fork): Uint8Array {
  // A stream of its own: the draws of the rest of the economy stay what they are without regimes.
  const streamAt = openForkedStream(seed, 'world.regimes', fork);
  const out = new Uint8Array(timeline.nWeeks);
  let regime = law.firstRegime;
  for (let w = 0; w < timeline.nWeeks; w++) {
    const forced = law.episodes.find(({ from, weeks }) => isDuring(timeline, from, weeks, w));
    const chances = law.transitions[regime];
    // After an episode chance takes over from the forced regime: how long a recovery takes is drawn.
    if (forced) regime = forced.regime;
    else if (w > 0)
      regime =
        REGIMES[
          streamAt(w).categorical(
            REGIMES.map((next) => chances[next]),
            0,
            w,
          )
        ]!;
    out[w] = REGIMES.indexOf(regime);
  }
  return out;
}
