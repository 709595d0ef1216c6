import { civilOf, monthIndexOf, openStream } from '../../core/index.ts';
import { REGIONS } from '../../sources/index.ts';
import { cropHealth } from '../fields/crop-health.ts';
import { parcelsOf, TILE_PIXELS } from '../fields/parcels.ts';
import { CROPS, ndviOf } from '../fields/phenology.ts';
import { cloudsOf, renderTile } from '../fields/tiles.ts';
import { dayOfYear, weatherOf } from '../fields/weather.ts';
import type { FirmLife } from '../life.ts';
import { weekOf } from '../timeline.ts';
import type { World } from '../world.ts';
import { firmIdOf, isLost, type RecordSink } from './sink.ts';

/** Days between two overpasses; regions lie under different ones. */
const OVERPASS_DAYS = 10;
/** Log green for each unit of the crop's health, and days a poor crop lags behind for each. OWN. */
const VIGOUR_PER_HEALTH = 0.5;
const DELAY_PER_HEALTH = 20;
/** Log green of a parcel's year that says nothing of sales: variety, sowing, pests, a price that makes up for it; sd. OWN. */
const YEAR_SD = 0.15;
/** Days by which the calendar of a parcel differs from year to year, sd. OWN. */
const DELAY_SD = 5;
/** Largest error of the instrument on a pixel, NDVI. OWN. */
const INSTRUMENT = 0.03;
/** Days until a tile can be read: least, and how many more at most. */
const DELAY = { least: 2, spread: 4 } as const;
/** Draws of an overpass over a parcel, `k` of the stream; j is the day, or the year for `season` and `year`. */
const K = { arrival: 0, clouds: 1, muchCloud: 2, cloudSide: 3, season: 4, year: 5, pixel: 8 } as const;
/** Draws of one parcel; the next begins after them. */
const K_PARCEL = 128;

/**
 * Tiles of the fields of a covered farm, one for each parcel and overpass. Their green follows the health of the standing crop
 * (see cropHealth), the region's weather and the soil; tiles under cloud are delivered too.
 */
export function emitCrops(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits, nWeeks } = life;
  if (!traits.covered.crops || traits.industry !== 'agriculture') return;
  const { firm, region } = traits;
  const { timeline } = world;
  const stream = openStream(world.seed, 'world.records.crops');
  const firmId = firmIdOf(firm);
  const parcels = parcelsOf(world, traits);
  const seasons = CROPS[region];
  const { stress, cloudiness } = weatherOf(world)[region];
  const noise = new Float64Array(TILE_PIXELS);
  const bytes = Buffer.alloc(TILE_PIXELS);
  const orbit = (REGIONS.indexOf(region) * OVERPASS_DAYS) / REGIONS.length;
  const first =
    timeline.startDate + ((((orbit - timeline.startDate) % OVERPASS_DAYS) + OVERPASS_DAYS) % OVERPASS_DAYS);
  const last = Math.min(timeline.endDate, timeline.week0 + 7 * nWeeks - 1);
  for (let day = first; day <= last; day += OVERPASS_DAYS) {
    if (isLost(world, firm, monthIndexOf(day), 'crops')) continue;
    const week = Math.max(0, weekOf(timeline, day));
    const health = cropHealth(life, week);
    const { year } = civilOf(day);
    for (const [p, { name, areaHa, logFertility, texture }] of parcels.entries()) {
      const k = p * K_PARCEL;
      const lag = stream.normal(0, DELAY_SD, firm, year, k + K.season);
      const chance = stream.normal(0, YEAR_SD, firm, year, k + K.year);
      const vigour = VIGOUR_PER_HEALTH * health + chance + logFertility - stress[week]!;
      const ndvi = ndviOf(seasons, dayOfYear(day), vigour, lag - DELAY_PER_HEALTH * health);
      for (let i = 0; i < TILE_PIXELS; i++)
        noise[i] = INSTRUMENT * (2 * stream.uniform(firm, day, k + K.pixel + i) - 1);
      const clouds = cloudsOf(
        cloudiness[week]!,
        stream.uniform(firm, day, k + K.clouds),
        stream.uniform(firm, day, k + K.muchCloud),
        stream.uniform(firm, day, k + K.cloudSide),
      );
      const cloudShare = renderTile(ndvi, texture, noise, clouds, bytes);
      sink('crops', {
        firmId,
        eventDate: day,
        arrivalDate: day + DELAY.least + stream.integer(DELAY.spread, firm, day, k + K.arrival),
        parcel: name,
        areaHa,
        cloudShare,
        tile: bytes.toString('base64'),
      });
    }
  }
}
