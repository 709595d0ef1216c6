/** Tasks that the tests of teams run in worker threads. */
import { fail } from '../../src/core/index.ts';
import { joinTeam, type TeamInput, taskRef } from '../../src/parallel/index.ts';

/** Every member adds its number to every slot, in turns; a barrier parts the turns. Gives what it read in between. */
export function addInTurns({ seat, input }: TeamInput<{ slots: Int32Array; turns: number }>): number[] {
  return joinTeam(seat, ({ member, members, barrier }) => {
    const seen: number[] = [];
    for (let turn = 0; turn < input.turns; turn++) {
      // Plain writes, each member to its own slot: only the barrier makes them visible.
      input.slots[member] = turn + member;
      barrier();
      let sum = 0;
      for (let m = 0; m < members; m++) sum += input.slots[m]!;
      seen.push(sum);
      barrier();
    }
    return seen;
  });
}

/** Counts how often each piece is claimed, in two rounds. */
export function claimPieces({ seat, input }: TeamInput<{ claims: Int32Array }>): void {
  joinTeam(seat, (team) => {
    for (let round = 0; round < 2; round++) {
      for (let i = team.claim(); i < input.claims.length; i = team.claim()) Atomics.add(input.claims, i, 1);
      team.barrier();
    }
  });
}

/** The last member fails while the others wait. */
export function failLast({ seat }: TeamInput<null>): void {
  joinTeam(seat, ({ member, members, barrier }) => {
    barrier();
    if (member === members - 1) throw fail('PARUS_TABLE_RAGGED', { path: 'a.csv', line: 1, problem: 'p' });
    barrier();
    barrier();
  });
}

/** The first member's thread ends while the others wait. */
export function dieFirst({ seat }: TeamInput<null>): void {
  joinTeam(seat, ({ member, barrier }) => {
    if (member === 0) process.exit(3);
    barrier();
  });
}

export const addInTurnsTask = taskRef(import.meta.url, addInTurns);
export const claimPiecesTask = taskRef(import.meta.url, claimPieces);
export const failLastTask = taskRef(import.meta.url, failLast);
export const dieFirstTask = taskRef(import.meta.url, dieFirst);
