import { afterAll, describe, expect, it } from 'vitest';
import {
  openPool,
  type ProgressEvent,
  shardRanges,
  sharedFloat64,
  sharedInt32,
  withPool,
} from '../../src/parallel/index.ts';
import {
  crashTask,
  exitTask,
  fillSharedTask,
  noteTask,
  refuseTask,
  slowestTask,
  spinTask,
  squareTask,
} from './tasks.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

describe('mapShards', () => {
  it('gives outputs in input order, however the shards end', async () => {
    expect(await pool.mapShards(slowestTask, [1, 2, 3, 4, 5])).toEqual([1, 2, 3, 4, 5]);
  });

  it('gives nothing for nothing', async () => {
    expect(await pool.mapShards(squareTask, [])).toEqual([]);
  });

  it('reports every finished shard', async () => {
    const events: ProgressEvent[] = [];
    await pool.mapShards(squareTask, [1, 2, 3], {
      label: 'squares',
      onProgress: (event) => events.push(event),
    });
    expect(events).toEqual([1, 2, 3].map((done) => ({ label: 'squares', done, total: 3 })));
  });

  it('tells the listener of the pool of labelled jobs that have none of their own', async () => {
    const events: ProgressEvent[] = [];
    await withPool({ workers: 1, onProgress: (event) => events.push(event) }, async (watched) => {
      await watched.mapShards(squareTask, [1, 2], { label: 'squares' });
      await watched.mapShards(squareTask, [1, 2]);
      await watched.mapShards(squareTask, [1], { label: 'own', onProgress: () => undefined });
    });
    expect(events).toEqual([1, 2].map((done) => ({ label: 'squares', done, total: 2 })));
  });

  it('writes into shared memory without copying', async () => {
    const values = sharedFloat64(1000);
    await pool.mapShards(
      fillSharedTask,
      shardRanges(1000, 300).map((range) => ({ values, ...range })),
    );
    expect(Array.from(values)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });
});

describe('reduceInOrder', () => {
  it('folds in input order, so that rounding does not depend on timing', async () => {
    const order = await pool.reduceInOrder(
      slowestTask,
      [5, 1, 4],
      '',
      (text, x, index) => `${text}${index}:${x} `,
    );
    expect(order).toBe('0:5 1:1 2:4 ');
  });

  it('takes a lazy input and draws no further ahead than the workers can use', async () => {
    let drawn = 0;
    let folded = 0;
    let furthest = 0;
    function* inputs() {
      for (let i = 0; i < 50; i++) {
        drawn += 1;
        yield i;
      }
    }
    await pool.reduceInOrder(squareTask, inputs(), 0, async (sum, x) => {
      furthest = Math.max(furthest, drawn - folded);
      folded += 1;
      return sum + x;
    });
    expect(drawn).toBe(50);
    expect(furthest).toBeLessThanOrEqual(5);
  });
});

describe('errors from workers', () => {
  it('arrive with their code, issues and statuses', async () => {
    await expect(pool.mapShards(refuseTask, [7])).rejects.toMatchObject({
      code: 'PARUS_TABLE_RAGGED',
      message: 'a.csv line 7: p',
      issues: [{ path: 'line', message: 'm' }],
      exit: 2,
    });
  });

  it('without a code are faults of ours and keep their message', async () => {
    await expect(pool.run(crashTask, undefined)).rejects.toMatchObject({
      code: 'PARUS_INTERNAL',
      message: expect.stringContaining('not coded'),
    });
  });

  it('name a task that is not there', async () => {
    const { module } = squareTask;
    await expect(pool.run({ module, task: 'nothing' }, 1)).rejects.toMatchObject({
      code: 'PARUS_WORKER_TASK',
    });
  });

  it('say that a thread died', async () => {
    await withPool({ workers: 1 }, async (own) => {
      await expect(own.run(exitTask, undefined)).rejects.toMatchObject({ code: 'PARUS_WORKER_DIED' });
    });
  });
});

describe('cancelling', () => {
  it('stops a thread that would never end', async () => {
    const abort = new AbortController();
    const own = openPool({ workers: 1, signal: abort.signal });
    const running = own.run(spinTask, undefined);
    setTimeout(() => abort.abort(), 100);
    await expect(running).rejects.toMatchObject({ code: 'PARUS_CANCELLED' });
    await expect(own.run(squareTask, 2)).rejects.toMatchObject({ code: 'PARUS_CANCELLED' });
    await own.close();
  });
});

it('shardRanges cuts by the data alone and covers every row once', () => {
  expect(shardRanges(7, 3)).toEqual([
    { start: 0, end: 3 },
    { start: 3, end: 6 },
    { start: 6, end: 7 },
  ]);
  expect(shardRanges(0, 3)).toEqual([]);
});

describe('a task of native code', () => {
  it('is waited for when it runs, and does not begin when it waits, after an abort', async () => {
    const abort = new AbortController();
    const log = sharedInt32(2);
    const own = openPool({ workers: 1, signal: abort.signal });
    const outcomes = Promise.allSettled([1, 2, 3].map(() => own.run(noteTask, { log, ms: 300 })));
    while (Atomics.load(log, 0) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    abort.abort();
    await own.close();
    expect([...log]).toEqual([1, 1]);
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'PARUS_CANCELLED' } });
    }
  });

  it('is waited for when the pool closes over the failure of another', async () => {
    const log = sharedInt32(2);
    const failed = withPool({ workers: 2 }, async (own) => {
      const noting = own.run(noteTask, { log, ms: 300 });
      noting.catch(() => undefined);
      while (Atomics.load(log, 0) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      return own.run(refuseTask, 3);
    });
    await expect(failed).rejects.toThrow();
    expect([...log]).toEqual([1, 1]);
  });
});
