import { expect, it } from 'vitest';
import { sharedInt32, withPool } from '../../src/parallel/index.ts';
import { addInTurnsTask, claimPiecesTask, dieFirstTask, failLastTask } from './team-tasks.ts';

it.each([1, 2, 3])('lets %i members see what all wrote before a barrier', async (workers) => {
  const slots = sharedInt32(workers);
  const seen = await withPool({ workers }, (pool) => pool.runTeam(addInTurnsTask, { slots, turns: 500 }));
  const sumOfMembers = (workers * (workers - 1)) / 2;
  const expected = Array.from({ length: 500 }, (_, turn) => workers * turn + sumOfMembers);
  expect(seen).toEqual(Array.from({ length: workers }, () => expected));
});

it('gives every piece to one member, anew after each barrier', async () => {
  const claims = sharedInt32(1000);
  await withPool({ workers: 3 }, (pool) => pool.runTeam(claimPiecesTask, { claims }));
  expect(claims.every((count) => count === 2)).toBe(true);
});

it('brings back the error of a member that fails and releases the others', async () => {
  await withPool({ workers: 3 }, async (pool) => {
    await expect(pool.runTeam(failLastTask, null)).rejects.toMatchObject({ code: 'PARUS_TABLE_RAGGED' });
    // The workers are free again.
    const slots = sharedInt32(3);
    expect(await pool.runTeam(addInTurnsTask, { slots, turns: 1 })).toEqual([[3], [3], [3]]);
  });
});

it('releases the others when a member dies', async () => {
  await withPool({ workers: 2 }, async (pool) => {
    await expect(pool.runTeam(dieFirstTask, null)).rejects.toMatchObject({ code: 'PARUS_WORKER_DIED' });
  });
});

it('lets two teams of one pool run one after the other', async () => {
  await withPool({ workers: 2 }, async (pool) => {
    const run = () => pool.runTeam(addInTurnsTask, { slots: sharedInt32(2), turns: 50 });
    const [a, b] = await Promise.all([run(), run()]);
    expect(a).toEqual(b);
  });
});
