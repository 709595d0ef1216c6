import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool, type WorkerPool } from '../../../src/parallel/index.ts';
import { streamInOrder } from '../../../src/sources/ingest/in-order.ts';
import { refuseTask, slowestTask } from '../../parallel/tasks.ts';

let pool: WorkerPool;
beforeAll(() => {
  pool = openPool({ workers: 2 });
});
afterAll(() => pool.close());

/** 0, 1, ..., counted in `given` as they are taken. */
async function* numbers(n: number, given: number[]): AsyncGenerator<number> {
  for (let i = 0; i < n; i++) {
    given.push(i);
    yield i;
  }
}

describe('streamInOrder', () => {
  test('folds in the order of the inputs, never far behind them', async () => {
    const given: number[] = [];
    const folded: number[] = [];
    let furthest = 0;
    await streamInOrder(
      pool,
      slowestTask,
      numbers(6, given),
      async (output) => {
        folded.push(output);
        furthest = Math.max(furthest, given.length - folded.length);
      },
      undefined,
    );
    expect(folded).toEqual([0, 1, 2, 3, 4, 5]);
    expect(furthest).toBeLessThanOrEqual(4);
  });

  test('stops at an abort with what was folded until then', async () => {
    const abort = new AbortController();
    const given: number[] = [];
    const stopped = streamInOrder(
      pool,
      slowestTask,
      numbers(1000, given),
      async () => abort.abort(),
      abort.signal,
    );
    await expect(stopped).rejects.toMatchObject({ code: 'PARUS_CANCELLED' });
    expect(given.length).toBeLessThan(10);
  });

  test('passes the error of a task on', async () => {
    const failed = streamInOrder(pool, refuseTask, numbers(9, []), async () => undefined, undefined);
    await expect(failed).rejects.toMatchObject({ code: 'PARUS_TABLE_RAGGED', issues: [{ path: 'line' }] });
  });
});
