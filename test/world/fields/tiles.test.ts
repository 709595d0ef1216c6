import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TILE_PIXELS } from '../../../src/world/fields/parcels.ts';
import { CLOUD_BYTE, cloudsOf, renderTile } from '../../../src/world/fields/tiles.ts';

const flat = new Float64Array(TILE_PIXELS);
const render = (ndvi: number, clouds: ReturnType<typeof cloudsOf>, noise = flat, texture = flat) => {
  const bytes = new Uint8Array(TILE_PIXELS).fill(77);
  return { share: renderTile(ndvi, texture, noise, clouds, bytes), bytes };
};

describe('renderTile', () => {
  it('writes 200 x NDVI under a clear sky', () => {
    const { share, bytes } = render(0.455, cloudsOf(0.5, 0.5, 0, 0));
    expect(share).toBe(0);
    expect([...bytes]).toEqual(Array.from({ length: TILE_PIXELS }, () => 91));
  });

  it('writes 255 everywhere under a whole cover', () => {
    const { share, bytes } = render(0.5, cloudsOf(0.5, 0.49, 0.1, 0.3));
    expect(share).toBe(1);
    expect(bytes.every((byte) => byte === CLOUD_BYTE)).toBe(true);
  });

  it('covers one side of the tile, by columns where the cloud comes along the rows', () => {
    const { share, bytes } = render(0.5, { along: 1, across: 0, edge: 0 });
    expect(share).toBe(0.5);
    const row = [255, 255, 255, 255, 100, 100, 100, 100];
    expect([...bytes]).toEqual(Array.from({ length: 8 }, () => row).flat());
  });

  it('shows the texture of the soil under a closed crop in full and hardly on bare soil', () => {
    const texture = flat.map((_, i) => (i === 0 ? 0.1 : 0));
    const clear = cloudsOf(0, 0.5, 0, 0);
    expect(render(0.8, clear, flat, texture).bytes[0]).toBe(180);
    expect(render(0.15, clear, flat, texture).bytes[0]).toBe(36);
  });

  it('tells as cloud share the pixels it covers, and writes nothing between 201 and 254', () => {
    const unit = fc.double({ min: 0, max: 0.9999, noNaN: true });
    fc.assert(
      fc.property(unit, unit, unit, unit, unit, (ndvi, cloudiness, any, much, side) => {
        const noise = flat.map((_, i) => (i % 2 === 0 ? 0.3 : -0.3));
        const { share, bytes } = render(ndvi, cloudsOf(cloudiness, any, much, side), noise);
        expect(share).toBe([...bytes].filter((byte) => byte === CLOUD_BYTE).length / TILE_PIXELS);
        expect([...bytes].some((byte) => byte > 200 && byte < CLOUD_BYTE)).toBe(false);
        if (any >= cloudiness) expect(share).toBe(0);
      }),
      { seed: 12 },
    );
  });
});
