import { civilOf, dayOf, openStream } from '../../core/index.ts';
import { REGIONS } from '../../sources/index.ts';
import { persistence } from '../environment.ts';
import type { Region } from '../regions.ts';
import type { World } from '../world.ts';

/** Weather as all fields of a region feel it, one value a week. */
export interface RegionalWeather {
  /** Log loss of standing crop to drought or flood, >= 0. */
  readonly stress: Float64Array;
  /** Chance that a place is under cloud at an overpass, (0, 1). */
  readonly cloudiness: Float64Array;
}

/** Weeks in which half of a wet or dry spell has passed. OWN. */
const SPELL_HALF_LIFE_WEEKS = 5;
/** Standard deviations of moisture that crops bear, and log loss for each beyond. OWN. */
const BEARABLE = 0.8;
const LOSS_PER_SD = 0.15;
/** Log loss of crop for each unit of log demand that a disaster takes from the region. OWN. */
const LOSS_PER_DISASTER = 0.8;
/** Cloudiness rises by this for each standard deviation of wetness. OWN. */
const CLOUD_PER_SD = 0.08;
const CLOUD_LIMITS = [0.05, 0.9] as const;
/** Middle of the monsoon: 15 July. */
const WETTEST_DAY = 196;

/** Cloudiness over the year by region: mean, and half of the swing between summer and winter. OWN. */
const CLOUDS: Readonly<Record<Region, readonly [number, number]>> = {
  'east-manufacturing-cluster': [0.45, 0.15],
  'central-farm-belt': [0.35, 0.15],
  'western-resource-county': [0.22, 0.1],
  'inland-city-cluster': [0.55, 0.05],
  'border-county': [0.45, 0.2],
};

const known = new WeakMap<World, Readonly<Record<Region, RegionalWeather>>>();

/** The weather of every region and week of a world; drawn once a world, a pure function of it. */
export function weatherOf(world: World): Readonly<Record<Region, RegionalWeather>> {
  const weather = known.get(world) ?? drawWeather(world);
  known.set(world, weather);
  return weather;
}

function drawWeather(world: World): Readonly<Record<Region, RegionalWeather>> {
  const stream = openStream(world.seed, 'world.weather');
  const { nWeeks, week0 } = world.timeline;
  const rho = persistence(SPELL_HALF_LIFE_WEEKS);
  const innovation = Math.sqrt(1 - rho * rho);
  const [least, most] = CLOUD_LIMITS;
  const rows = REGIONS.map((region, i): [Region, RegionalWeather] => {
    const stress = new Float64Array(nWeeks);
    const cloudiness = new Float64Array(nWeeks);
    const [mean, swing] = CLOUDS[region];
    const disaster = world.environment.local[region].logDemand;
    let moisture = stream.normal(0, 1, i, 0);
    for (let w = 0; w < nWeeks; w++) {
      if (w > 0) moisture = rho * moisture + innovation * stream.normal(0, 1, i, w);
      const spell = LOSS_PER_SD * Math.max(0, Math.abs(moisture) - BEARABLE);
      stress[w] = spell + LOSS_PER_DISASTER * Math.max(0, -disaster[w]!);
      const summer = Math.cos((2 * Math.PI * (dayOfYear(week0 + 7 * w) - WETTEST_DAY)) / 365);
      const clouds = mean + swing * summer + CLOUD_PER_SD * moisture;
      cloudiness[w] = Math.min(most, Math.max(least, clouds));
    }
    return [region, { stress, cloudiness }];
  });
  return Object.fromEntries(rows) as Record<Region, RegionalWeather>;
}

/** Days since 1 January of the same year, 0 to 365. */
export function dayOfYear(day: number): number {
  return day - dayOf(civilOf(day).year, 1, 1);
}
