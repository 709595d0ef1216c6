/**
 * A team: one task that several workers run at the same time and in step, on shared memory. A message per step would cost
 * more than many steps take, so members meet at a barrier of atomics instead.
 */

import { fail } from '../core/index.ts';
import { sharedInt32 } from './shared.ts';

/** What one member gets to take its place; crosses to the worker as it is. */
export interface TeamSeat {
  /** 0 .. members - 1. */
  readonly member: number;
  readonly members: number;
  /** Shared by the team: see the slots below. */
  readonly control: Int32Array;
}

/** Slots of `control`. */
const ARRIVED = 0;
const GENERATION = 1;
const CLAIMED = 2;
const ABANDONED = 3;
const SLOTS = 4;

/** Looks at the barrier before sleeping: waking a thread costs tens of microseconds, a step often less. OWN, by trial. */
const SPINS = 4000;

export interface Team {
  readonly member: number;
  readonly members: number;
  /**
   * Returns when every member has called it; writes before it are seen by all after it.
   * @throws PARUS_CANCELLED where another member failed
   */
  barrier(): void;
  /**
   * The next piece of work since the last barrier: 0, 1, 2, ..., each given to one member. Which member gets a piece is
   * a matter of timing, so the result of a step must not depend on it.
   */
  claim(): number;
}

/** The seats of a new team. */
export function teamSeats(members: number): TeamSeat[] {
  const control = sharedInt32(SLOTS);
  return Array.from({ length: members }, (_, member) => ({ member, members, control }));
}

/** Takes a seat and runs `body`; a member that throws releases the others from their barriers. */
export function joinTeam<T>(seat: TeamSeat, body: (team: Team) => T): T {
  try {
    return body(makeTeam(seat));
  } catch (error) {
    abandonTeam(seat);
    throw error;
  }
}

/** Releases every member that waits or will wait, with an error. */
export function abandonTeam({ control }: TeamSeat): void {
  Atomics.store(control, ABANDONED, 1);
  Atomics.add(control, GENERATION, 1);
  Atomics.notify(control, GENERATION);
}

function makeTeam({ member, members, control }: TeamSeat): Team {
  const barrier = (): void => {
    const generation = Atomics.load(control, GENERATION);
    if (Atomics.add(control, ARRIVED, 1) === members - 1) {
      // All are here and none claims: the counters can start again.
      Atomics.store(control, ARRIVED, 0);
      Atomics.store(control, CLAIMED, 0);
      Atomics.add(control, GENERATION, 1);
      Atomics.notify(control, GENERATION);
    } else {
      for (let spin = 0; spin < SPINS && Atomics.load(control, GENERATION) === generation; spin++);
      while (Atomics.load(control, GENERATION) === generation && !Atomics.load(control, ABANDONED)) {
        Atomics.wait(control, GENERATION, generation);
      }
    }
    if (Atomics.load(control, ABANDONED))
      throw fail('PARUS_CANCELLED', { task: 'a task of several workers' });
  };
  return { member, members, barrier, claim: () => Atomics.add(control, CLAIMED, 1) };
}
