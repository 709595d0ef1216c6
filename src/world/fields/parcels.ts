import { openStream } from '../../core/index.ts';
import type { FirmTraits } from '../firm.ts';
import { WEEKS_PER_MONTH } from '../units.ts';
import type { World } from '../world.ts';

/** Pixels along one side of a tile. */
export const TILE_SIDE = 8;
export const TILE_PIXELS = TILE_SIDE * TILE_SIDE;

/** A field of a farm. */
export interface Parcel {
  readonly name: string;
  readonly areaHa: number;
  /** Log of its yield against the region's normal field, for good. */
  readonly logFertility: number;
  /** NDVI of each pixel against the parcel's mean: soil and slope, for good; rows first. */
  readonly texture: Float64Array;
}

const MOST_PARCELS = 4;
/** Yearly sales of a farm for each hectare, yuan: vegetables and grain mixed. OWN. */
const SALES_YUAN_PER_HA = 60_000;
const AREA_LOG_SD = 0.4;
const AREA_LIMITS_HA = [0.3, 400] as const;
const FERTILITY_SD = 0.06;
/** NDVI from one end of a parcel to the other, and between neighbouring pixels, sd. OWN. */
const SLOPE_SD = 0.04;
const PIXEL_SD = 0.02;
/** Draws of a parcel, `k` of the stream; j is the parcel. */
const K = { count: 0, area: 1, fertility: 2, slopeX: 3, slopeY: 4, name: 5, pixel: 16 } as const;

/** The one to four fields of a farm; a pure function of its arguments. Larger farms have larger fields. */
export function parcelsOf(world: World, traits: FirmTraits): readonly Parcel[] {
  const stream = openStream(world.seed, 'world.parcels');
  const { firm } = traits;
  const n = 1 + stream.integer(MOST_PARCELS, firm, 0, K.count);
  const yearlyYuan = (traits.weeklySalesFen * WEEKS_PER_MONTH * 12) / 100;
  const [least, most] = AREA_LIMITS_HA;
  const parcels: Parcel[] = [];
  for (let p = 0; p < n; p++) {
    const spread = Math.exp(stream.normal(0, AREA_LOG_SD, firm, p, K.area));
    const area = (yearlyYuan / SALES_YUAN_PER_HA / n) * spread;
    const slopeX = stream.normal(0, SLOPE_SD, firm, p, K.slopeX);
    const slopeY = stream.normal(0, SLOPE_SD, firm, p, K.slopeY);
    const texture = new Float64Array(TILE_PIXELS);
    for (let i = 0; i < TILE_PIXELS; i++) {
      const x = (i % TILE_SIDE) / (TILE_SIDE - 1) - 0.5;
      const y = Math.floor(i / TILE_SIDE) / (TILE_SIDE - 1) - 0.5;
      texture[i] = slopeX * x + slopeY * y + stream.normal(0, PIXEL_SD, firm, p, K.pixel + i);
    }
    parcels.push({
      name: `L${stream
        .integer(2 ** 32, firm, p, K.name)
        .toString(16)
        .padStart(8, '0')}`,
      areaHa: Math.round(100 * Math.min(most, Math.max(least, area))) / 100,
      logFertility: stream.normal(0, FERTILITY_SD, firm, p, K.fertility),
      texture,
    });
  }
  return parcels;
}
