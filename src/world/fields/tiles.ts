import { TILE_PIXELS, TILE_SIDE } from './parcels.ts';
import { SOIL_NDVI } from './phenology.ts';

/** Byte of a pixel under cloud. */
export const CLOUD_BYTE = 255;
/** Bytes for one unit of NDVI. */
export const BYTES_PER_NDVI = 200;

/** Share of cloudy overpasses at which the whole tile is covered; at the others an edge of cloud crosses it. OWN. */
const WHOLE_SHARE = 0.5;
/** Texture counts in full over a closed crop and hardly over bare soil, where it is this share. OWN. */
const BARE_TEXTURE = 0.3;

/**
 * A bank of cloud over a tile: a pixel is under it where x * along + y * across < edge, x and y in [-1, 1]. `edge` -Infinity is
 * a clear sky, Infinity a whole cover.
 */
export interface Clouds {
  readonly along: number;
  readonly across: number;
  readonly edge: number;
}

const CLEAR: Clouds = { along: 1, across: 0, edge: Number.NEGATIVE_INFINITY };

/** The clouds of an overpass from three uniform draws: whether any, how much, from which side. */
export function cloudsOf(cloudiness: number, any: number, much: number, side: number): Clouds {
  if (any >= cloudiness) return CLEAR;
  const along = Math.cos(2 * Math.PI * side);
  const across = Math.sin(2 * Math.PI * side);
  if (much < WHOLE_SHARE) return { along, across, edge: Number.POSITIVE_INFINITY };
  return { along, across, edge: (2 * (much - WHOLE_SHARE)) / (1 - WHOLE_SHARE) - 1 };
}

/**
 * Renders a tile. `texture` IN: NDVI of each pixel against the mean; `noise` IN: error of the instrument for each pixel, NDVI;
 * `bytes` OUT: rows first, all TILE_PIXELS written.
 * @returns share of pixels under cloud, [0, 1].
 */
export function renderTile(
  ndvi: number,
  texture: Float64Array,
  noise: Float64Array,
  { along, across, edge }: Clouds,
  bytes: Uint8Array,
): number {
  const visible = Math.max(BARE_TEXTURE, Math.min(1, (ndvi - SOIL_NDVI) / 0.5));
  let covered = 0;
  for (let i = 0; i < TILE_PIXELS; i++) {
    const x = (2 * (i % TILE_SIDE)) / (TILE_SIDE - 1) - 1;
    const y = (2 * Math.floor(i / TILE_SIDE)) / (TILE_SIDE - 1) - 1;
    if (x * along + y * across < edge) {
      bytes[i] = CLOUD_BYTE;
      covered += 1;
    } else {
      const seen = ndvi + visible * texture[i]! + noise[i]!;
      bytes[i] = Math.round(BYTES_PER_NDVI * Math.min(1, Math.max(0, seen)));
    }
  }
  return covered / TILE_PIXELS;
}
