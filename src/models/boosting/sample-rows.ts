import { openStream } from '../../core/index.ts';
import type { Team } from '../../parallel/index.ts';
import type { BoostingMemory } from './memory.ts';

/**
 * Puts the rows of the next tree into memory.rows, ascending, and the others behind them; gives how many it is. Each row is
 * in with probability `share`, drawn from the seed, the tree and the row alone.
 */
export function sampleTreeRows(
  team: Team,
  { trainRows, rows, leftCounts }: BoostingMemory,
  share: number,
  seed: number,
  round: number,
): number {
  const { member, members } = team;
  const n = trainRows.length;
  const cut = (m: number): number => Math.floor((n * m) / members);
  const [from, to] = [cut(member), cut(member + 1)];
  if (share === 1) {
    rows.set(trainRows.subarray(from, to), from);
    team.barrier();
    return n;
  }
  const stream = openStream(seed, 'tree rows');
  const isIn = new Uint8Array(to - from);
  let own = 0;
  for (let i = from; i < to; i++) {
    const flag = stream.uniform(trainRows[i]!, round) < share ? 1 : 0;
    isIn[i - from] = flag;
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
    if (isIn[i - from]) rows[inAt++] = trainRows[i]!;
    else rows[outAt++] = trainRows[i]!;
  }
  team.barrier();
  return nIn;
}
