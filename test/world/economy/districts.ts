import { type District, openDistrict } from '../../../src/world/economy/district.ts';
import { openDraws } from '../../../src/world/economy/draws.ts';
import { runWeeks } from '../../../src/world/economy/run.ts';
import { type Granting, openWeek, type Run, type Week } from '../../../src/world/economy/week.ts';
import { FLOW, FLOWS, type Flow } from '../../../src/world/life.ts';
import { baselineScenario, type ScenarioOverrides } from '../../../src/world/scenario.ts';
import { mergeDeep } from '../../../src/world/scenario-merge.ts';
import { parseScenario } from '../../../src/world/scenario-schema.ts';
import { openWorld, type World } from '../../../src/world/world.ts';

/** A world of the baseline with changes, validated. */
export function worldOf(changes: ScenarioOverrides = {}, seed = 7, months = 24): World {
  return openWorld(parseScenario(mergeDeep(baselineScenario, changes), 'a test'), seed, months);
}

/** The luck of a world's own future. */
export function runOf(world: World, granting: Granting = 'trial'): Run {
  return { draws: openDraws(world.seed, world.timeline.nWeeks), granting };
}

/** The first `n` firms of a world, lived until `week` (default: to the end). */
export function livedUntil(world: World, n: number, week = world.timeline.nWeeks): District {
  const d = openDistrict(world, 0, n);
  runWeeks(d, runOf(world), 0, week);
  return d;
}

/** A week of a district for the steps that are tested one by one. */
export function weekOf(d: District, week: number): Week {
  return openWeek(d, runOf(d.world), week);
}

/** What flowed to or from a firm in a week. */
export function flowOf(d: District, week: number, flow: Flow, i: number): number {
  return d.tape.flows[(week * FLOWS.length + FLOW[flow]) * d.n + i]!;
}

/** What a firm owes its suppliers when it pays them as agreed. */
export function usualPayables(d: District, i: number): number {
  return Math.round(d.orderLevel[i]! * d.supplierWeeks[i]!);
}

export function positionsOf(d: District): number[] {
  return Array.from({ length: d.n }, (_, i) => i);
}

/** Nothing is left to chance but who the firms are. */
export const still: ScenarioOverrides = {
  environment: { macroSd: 0, industrySd: 0, seasonalIndex: Array.from({ length: 12 }, () => 1) },
  firm: {
    demandSd: 0,
    weeklyNoiseSd: 0,
    customerLossPerYear: 0,
    customerDefaultPerYear: 0,
    accidentsPerYear: 0,
    privateCrisesPerYear: 0,
    marginSd: 0,
    marginPerQuality: 0,
  },
};

/** Firms live from hand to mouth, and mutual guarantees and supply links are everywhere. */
export const strained: ScenarioOverrides = {
  firm: { bufferMonths: 0.3, wealthMonths: 0.1, accidentsPerYear: 0.5 },
  network: { linkedShare: 1, suppliersMean: 4, guaranteedShare: 1 },
};
