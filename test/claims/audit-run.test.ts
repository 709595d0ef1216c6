import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { auditClaims } from '../../src/claims/index.ts';
import { openPool, type ProgressEvent } from '../../src/parallel/index.ts';
import { scratchFolder } from '../table/scratch.ts';

const scratch = scratchFolder();
const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

describe('auditClaims on small books', () => {
  it('measures once for all claims that read the same books, keeps that, and removes the books', async () => {
    const work = join(scratch.dir, 'work');
    const events: ProgressEvent[] = [];
    const audit = (ids: readonly string[]) =>
      auditClaims({
        ids,
        seeds: [1],
        scale: { firms: 500, futures: 8 },
        work,
        pool,
        onProgress: (event) => events.push(event),
      });
    const [automation] = await audit(['C04']);
    expect(automation).toMatchObject({ id: 'C04', ci95: null, verdict: 'not testable here' });
    expect(automation!.value).toBeGreaterThan(0);
    expect(automation!.value).toBeLessThanOrEqual(100);
    expect(events).toEqual([{ label: 'decided-book', done: 1, total: 1 }]);
    expect(await readdir(join(work, 'measurements'))).toHaveLength(1);
    expect(await readdir(work)).not.toContain('books');

    const [again, cost, branch] = await audit(['C04', 'C05', 'C07']);
    expect(again).toEqual(automation);
    expect(cost!.value).toBeGreaterThan(0);
    expect(Number.isFinite(branch!.value)).toBe(true);
    // Had anything been measured anew, there would be books to remove and a second measurement.
    expect(await readdir(join(work, 'measurements'))).toHaveLength(1);
  }, 300_000);
});
