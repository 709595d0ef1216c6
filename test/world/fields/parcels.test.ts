import { describe, expect, it } from 'vitest';
import { parcelsOf, TILE_PIXELS } from '../../../src/world/fields/parcels.ts';
import { drawFirm } from '../../../src/world/firm.ts';
import { baselineWorld } from '../worlds.ts';

const world = baselineWorld();
const farms = Array.from({ length: 400 }, (_, firm) => drawFirm(world.scenario, world.seed, firm));

describe('parcelsOf', () => {
  it('gives every farm one to four fields with names of their own, all four numbers alike', () => {
    const counts = [0, 0, 0, 0, 0];
    for (const traits of farms) {
      const parcels = parcelsOf(world, traits);
      counts[parcels.length]! += 1;
      expect(new Set(parcels.map(({ name }) => name)).size).toBe(parcels.length);
      for (const { areaHa, texture } of parcels) {
        expect(areaHa).toBeGreaterThanOrEqual(0.3);
        expect(areaHa).toBeLessThanOrEqual(400);
        expect(texture).toHaveLength(TILE_PIXELS);
      }
    }
    expect(counts[0]).toBe(0);
    for (const count of counts.slice(1)) expect(count).toBeGreaterThan(60);
  });

  it('is a pure function of the world and the farm', () => {
    expect(parcelsOf(baselineWorld(), farms[3]!)).toEqual(parcelsOf(world, farms[3]!));
    expect(parcelsOf(baselineWorld(8), farms[3]!)).not.toEqual(parcelsOf(world, farms[3]!));
  });

  it('gives a farm of ten times the sales ten times the land', () => {
    const area = (sales: number): number =>
      farms
        .flatMap((traits) => parcelsOf(world, { ...traits, weeklySalesFen: sales }))
        .reduce((sum, { areaHa }) => sum + areaHa, 0);
    expect(area(200_000_00) / area(20_000_00)).toBeCloseTo(10, 1);
  });

  it('keeps the texture of a field small and without a lean, so that tiles show the crop', () => {
    const pixels = farms.flatMap((traits) => parcelsOf(world, traits).flatMap(({ texture }) => [...texture]));
    const mean = pixels.reduce((a, b) => a + b, 0) / pixels.length;
    const sd = Math.sqrt(pixels.reduce((a, b) => a + (b - mean) ** 2, 0) / pixels.length);
    expect(Math.abs(mean)).toBeLessThan(0.002);
    expect(sd).toBeGreaterThan(0.015);
    expect(sd).toBeLessThan(0.05);
  });
});
