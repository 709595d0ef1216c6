import { taskRef } from '../parallel/index.ts';
import { type District, openDistrict } from './economy/district.ts';
import { openDraws } from './economy/draws.ts';
import { runWeeks } from './economy/run.ts';
import type { ShardInput } from './shard.ts';
import { openWorld } from './world.ts';

/** Memory of the last district of this thread, for the next: never read before it is written. */
let spent: District | undefined;

/** Lives a district and writes nothing: the simulation alone, to be timed. Gives the firm-weeks lived. */
export function simulateState({ scenario, seed, months, start, end }: ShardInput): number {
  const world = openWorld(scenario, seed, months);
  const { nWeeks } = world.timeline;
  const draws = openDraws(seed, nWeeks);
  spent = openDistrict(world, start, end - start, spent);
  return runWeeks(spent, { draws, granting: scenario.lenders.granting }, 0, nWeeks);
}

/** `simulateState` as workers find it. */
export const stateTask = taskRef(import.meta.url, simulateState);
