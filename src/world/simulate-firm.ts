import { DISTRICT_FIRMS } from './economy/district.ts';
import type { FirmLife } from './life.ts';
import { simulateDistrict } from './simulate-district.ts';
import type { World } from './world.ts';

/** The district lived last, for callers that go through its firms one by one. */
const latest = new WeakMap<World, { readonly first: number; readonly lives: readonly FirmLife[] }>();

/** Replays the life of one firm: that of a book large enough to hold its whole district. */
export function simulateFirm(world: World, firm: number): FirmLife {
  const first = firm - (firm % DISTRICT_FIRMS);
  const known = latest.get(world);
  if (known?.first === first) return known.lives[firm - first]!;
  const { lives } = simulateDistrict(world, first, DISTRICT_FIRMS);
  latest.set(world, { first, lives });
  return lives[firm - first]!;
}
