/** Pixels of a tile. */
export const TILE_PIXELS = 64;
/** Length of their base64: groups of 4 characters for 3 bytes, the last one padded. */
const TILE_CHARS = 4 * Math.ceil(TILE_PIXELS / 3);
/** Bytes hold round(200 x NDVI); whatever is above is cloud (255) or no measurement. */
const MOST_BYTE = 200;
/** Thousandths of NDVI a byte. */
const THOUSANDTHS = 5;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SEXTETS = new Uint8Array(128);
for (let i = 0; i < ALPHABET.length; i++) SEXTETS[ALPHABET.charCodeAt(i)] = i;

// A reading is three numbers in one: mean (bits 0-10), clear pixels (11-17), spread (18-27).
const MEAN_BITS = 11;
const CLEAR_BITS = 7;

/**
 * Reads a tile of the crops contract: the mean NDVI of its clear pixels, their number and the standard deviation within the
 * tile, for `meanNdvi`, `clearPixels` and `ndviSpread`. A text that is no tile reads as 0: no clear pixel.
 */
export function readTile(tile: string): number {
  if (tile.length !== TILE_CHARS) return 0;
  let clear = 0;
  let sum = 0;
  let squares = 0;
  for (let at = 0, pixel = 0; at < TILE_CHARS; at += 4) {
    const three =
      (SEXTETS[tile.charCodeAt(at) & 127]! << 18) |
      (SEXTETS[tile.charCodeAt(at + 1) & 127]! << 12) |
      (SEXTETS[tile.charCodeAt(at + 2) & 127]! << 6) |
      SEXTETS[tile.charCodeAt(at + 3) & 127]!;
    for (let shift = 16; shift >= 0 && pixel < TILE_PIXELS; shift -= 8, pixel++) {
      const byte = (three >>> shift) & 255;
      if (byte > MOST_BYTE) continue;
      clear += 1;
      sum += byte;
      squares += byte * byte;
    }
  }
  if (clear === 0) return 0;
  const mean = Math.round((THOUSANDTHS * sum) / clear);
  // n x squares - sum^2 is whole, hence never below 0 by rounding.
  const spread = Math.round((THOUSANDTHS * Math.sqrt(clear * squares - sum * sum)) / clear);
  return mean | (clear << MEAN_BITS) | (spread << (MEAN_BITS + CLEAR_BITS));
}

/** Mean NDVI of the clear pixels, thousandths, [0, 1000]. */
export function meanNdvi(reading: number): number {
  return reading & ((1 << MEAN_BITS) - 1);
}

/** Number of clear pixels, [0, 64]. */
export function clearPixels(reading: number): number {
  return (reading >>> MEAN_BITS) & ((1 << CLEAR_BITS) - 1);
}

/** Standard deviation of NDVI over the clear pixels, thousandths, [0, 500]. */
export function ndviSpread(reading: number): number {
  return reading >>> (MEAN_BITS + CLEAR_BITS);
}
