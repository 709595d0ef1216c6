import type { FirmLife } from '../life.ts';
import type { World } from '../world.ts';
import { recordStreamOf } from './record-stream.ts';

/** A burst of fake orders and paid praise that a shop bought from a ring. */
export interface Campaign {
  /** Number of the ring: its accounts serve all of its customers. */
  readonly ring: number;
  /** What the ring has its accounts write at the time: the same for all its customers. */
  readonly iFrame: number;
  /** Fake orders over true ones in the week. */
  readonly intensity: number;
}

/** Rings, and accounts of each; so few that books of thousands of firms see the same accounts again. OWN. */
const N_RINGS = 4;
export const ACCOUNTS_PER_RING = 80;
/** A brushing shop decides once every so many weeks on a campaign of 2 to 4 weeks. OWN. */
const SEASON_WEEKS = 9;
const CAMPAIGN_CHANCE = 0.75;
const LEAST_WEEKS = 2;
const EXTRA_WEEKS = 3;
/** Fake over true orders: least and most. OWN. */
const INTENSITY = [0.5, 1.6] as const;

const K = { ring: 0, happens: 1, start: 2, length: 3, intensity: 4, frame: 5 } as const;

/** The campaign that runs in a week of a firm that brushes; undefined in other weeks and for everybody else. */
export function campaignOf(world: World, life: FirmLife, week: number): Campaign | undefined {
  if (life.fraud !== 'review-brushing') return undefined;
  const { firm } = life.traits;
  const stream = recordStreamOf(world, 'brushing');
  const season = Math.floor(week / SEASON_WEEKS);
  if (stream.uniform(firm, season, K.happens) >= CAMPAIGN_CHANCE) return undefined;
  const length = LEAST_WEEKS + stream.integer(EXTRA_WEEKS, firm, season, K.length);
  const start = stream.integer(SEASON_WEEKS - length + 1, firm, season, K.start);
  const since = week - season * SEASON_WEEKS - start;
  if (since < 0 || since >= length) return undefined;
  const ring = stream.integer(N_RINGS, firm, 0, K.ring);
  const [least, most] = INTENSITY;
  return {
    ring,
    iFrame: stream.integer(2 ** 16, ring, season, K.frame),
    intensity: least + (most - least) * stream.uniform(firm, season, K.intensity),
  };
}
