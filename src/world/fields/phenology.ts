import type { Region } from '../regions.ts';

/**
 * One green season of a field as a double logistic curve (Beck et al., "Improved monitoring of vegetation dynamics at very
 * high latitudes", Remote Sensing of Environment 100, 2006). Days count from 1 January; a season sown in autumn falls in
 * the next year, at a day above 365.
 */
export interface GreenSeason {
  /** NDVI gained over bare soil at the height of the season. */
  readonly height: number;
  /** Day at which half of it is gained, and how slowly, days. */
  readonly riseDay: number;
  readonly riseDays: number;
  /** Day at which half of it is gone, and how slowly, days. */
  readonly fallDay: number;
  readonly fallDays: number;
}

/** NDVI of bare soil and stubble. */
export const SOIL_NDVI = 0.15;
/** NDVI saturates below this over the densest crop. */
export const MOST_NDVI = 0.95;

/**
 * What is grown in a region. The central belt takes two harvests a year: winter wheat (tillering in autumn, heading in spring)
 * and summer maize after it; elsewhere there is one season. Calendars are OWN, after the usual sowing and harvest months.
 */
export const CROPS: Readonly<Record<Region, readonly GreenSeason[]>> = {
  'central-farm-belt': [
    { height: 0.2, riseDay: 305, riseDays: 10, fallDay: 430, fallDays: 12 },
    { height: 0.62, riseDay: 65, riseDays: 12, fallDay: 150, fallDays: 6 },
    { height: 0.65, riseDay: 190, riseDays: 8, fallDay: 266, fallDays: 7 },
  ],
  'east-manufacturing-cluster': [{ height: 0.64, riseDay: 175, riseDays: 12, fallDay: 285, fallDays: 9 }],
  'western-resource-county': [{ height: 0.52, riseDay: 150, riseDays: 14, fallDay: 252, fallDays: 10 }],
  'inland-city-cluster': [{ height: 0.6, riseDay: 135, riseDays: 16, fallDay: 258, fallDays: 12 }],
  'border-county': [{ height: 0.58, riseDay: 160, riseDays: 14, fallDay: 275, fallDays: 12 }],
};

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/**
 * NDVI of a crop on day `dayOfYear` (0 to 365), in [SOIL_NDVI, MOST_NDVI]. `logVigour` scales the green above the soil, 0 is a normal
 * stand; `delayDays` moves the whole calendar later.
 */
export function ndviOf(
  seasons: readonly GreenSeason[],
  dayOfYear: number,
  logVigour: number,
  delayDays: number,
): number {
  let green = 0;
  for (const { height, riseDay, riseDays, fallDay, fallDays } of seasons) {
    // The years around show what was sown in the autumn before, and what begins to green early.
    for (let t = dayOfYear - delayDays - 365; t < fallDay + 365; t += 365) {
      const standing = logistic((t - riseDay) / riseDays) - logistic((t - fallDay) / fallDays);
      green += height * Math.max(0, standing);
    }
  }
  return Math.min(MOST_NDVI, SOIL_NDVI + green * Math.exp(logVigour));
}
