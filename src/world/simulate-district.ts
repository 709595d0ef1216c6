import { type District, openDistrict } from './economy/district.ts';
import { type Draws, openDraws } from './economy/draws.ts';
import { livesOf } from './economy/life-of.ts';
import { runWeeks } from './economy/run.ts';
import type { Granting } from './economy/week.ts';
import type { FirmLife } from './life.ts';
import type { World } from './world.ts';

export interface DistrictLives {
  readonly district: District;
  readonly draws: Draws;
  readonly lives: readonly FirmLife[];
  /** Firm-weeks lived. */
  readonly firmWeeks: number;
}

/**
 * Lives the firms [first, first + n) from burn-in to the end of the last outcome window. A pure function of its arguments.
 * Firms of one district share fates, so `first` must be a multiple of DISTRICT_FIRMS and n at most as large.
 */
export function simulateDistrict(world: World, first: number, n: number): DistrictLives {
  const { nWeeks } = world.timeline;
  const draws = openDraws(world.seed, nWeeks);
  const district = openDistrict(world, first, n);
  const firmWeeks = runWeeks(district, { draws, granting: world.scenario.lenders.granting }, 0, nWeeks);
  return { district, draws, lives: livesOf(district, draws), firmWeeks };
}

/** The same district, same luck, had loans of ours gone to others: what would have become of everyone. */
export function simulateCounterfactual({ district, draws }: DistrictLives, granting: Granting): District {
  const { world, first, n } = district;
  const other = openDistrict(world, first, n);
  runWeeks(other, { draws, granting }, 0, world.timeline.nWeeks);
  return other;
}
