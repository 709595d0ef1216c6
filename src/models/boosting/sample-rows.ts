import { openStream } from '../../core/index.ts';
import type { Team } from '../../parallel/index.ts';
import type { BoostingMemory } from './memory.ts';

/** The training rows [from, to), by position, that a member looks after. */
export function ownRows(
  { member, members }: Team,
  { trainRows }: BoostingMemory,
): { from: number; to: number } {
  const cut = (m: number): number => Math.floor((trainRows.length * m) / members);
  return { from: cut(member), to: cut(member + 1) };
}

/**
 * Puts the rows of the next tree into memory.rows, ascending, and the others behind them; gives how many it is. Each row is
 * in with probability `share`, drawn from the seed, the tree and the row alone.
 */
export function sampleTreeRows(
  team: Team,
  memory: BoostingMemory,
  share: number,
  seed: number,
  round: number,
): number {
  if (share === 1) {
    const { from, to } = ownRows(team, memory);
    memory.rows.set(memory.trainRows.subarray(from, to), from);
    team.barrier();
    return memory.trainRows.length;
  }
  const stream = openStream(seed, 'tree rows');
  return chooseRows(team, memory, (row) => stream.uniform(row, round) < share);
}

/** The same for any choice; `isIn` is asked once for every training row, by the member that looks after it. */
export function chooseRows(team: Team, memory: BoostingMemory, isIn: (row: number) => boolean): number {
  const { trainRows, rows, leftCounts } = memory;
  const { member, members } = team;
  const { from, to } = ownRows(team, memory);
  const flags = new Uint8Array(to - from);
  let own = 0;
  for (let i = from; i < to; i++) {
    const flag = isIn(trainRows[i]!) ? 1 : 0;
    flags[i - from] = flag;
    own += flag;
  }
  leftCounts[member] = own;
  team.barrier();
  let nIn = 0;
  let before = 0;
  for (let m = 0; m < members; m++) {
    if (m === member) before = nIn;
    nIn += leftCounts[m]!;
  }
  let inAt = before;
  let outAt = nIn + (from - before);
  for (let i = from; i < to; i++) {
    if (flags[i - from]) rows[inAt++] = trainRows[i]!;
    else rows[outAt++] = trainRows[i]!;
  }
  team.barrier();
  return nIn;
}
