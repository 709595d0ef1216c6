import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../src/claims/context.ts';
import type { Lab } from '../../src/claims/lab.ts';
import { openMeasure } from '../../src/claims/measure.ts';
import { openWorkFolder } from '../../src/claims/work-folder.ts';
import { scratchFolder } from '../table/scratch.ts';

const scratch = scratchFolder();
const scale = { firms: 500, futures: 2 };

/** An experiment that counts how often it is run, and fails at `failing`. */
function counted(version = 1, failing = -1) {
  const runs: number[] = [];
  const experiment: Experiment<{ readonly seed: number }> = {
    name: 'counted',
    version,
    measure: async (seed) => {
      runs.push(seed);
      if (seed === failing) throw new Error('stopped');
      return { seed };
    },
  };
  return { runs, experiment };
}

async function measureOf(dir: string, seeds: readonly number[], fresh = false) {
  const work = await openWorkFolder(join(scratch.dir, dir), fresh);
  return openMeasure({ seeds, scale, work, lab: {} as Lab, onProgress: () => undefined });
}

describe('openMeasure', () => {
  it('goes on after a stop with what is not done yet', async () => {
    const stopped = counted(1, 3);
    await expect((await measureOf('stop', [1, 2, 3]))(stopped.experiment)).rejects.toThrow('stopped');
    const again = counted();
    expect(await (await measureOf('stop', [1, 2, 3]))(again.experiment)).toEqual([
      { seed: 1 },
      { seed: 2 },
      { seed: 3 },
    ]);
    expect(again.runs).toEqual([3]);
  });

  it('measures again for another version of the experiment, for other seeds, and when asked to forget', async () => {
    await (await measureOf('again', [1]))(counted().experiment);
    const raised = counted(2);
    await (await measureOf('again', [1]))(raised.experiment);
    expect(raised.runs).toEqual([1]);
    const more = counted();
    await (await measureOf('again', [1, 2]))(more.experiment);
    expect(more.runs).toEqual([2]);
    const fresh = counted();
    await (await measureOf('again', [1, 2], true))(fresh.experiment);
    expect(fresh.runs).toEqual([1, 2]);
  });
});

describe('openWorkFolder', () => {
  it('takes a damaged measurement for none', async () => {
    const work = await openWorkFolder(join(scratch.dir, 'damaged'));
    await work.keep('m', { a: 1 }, [1.5, 2]);
    expect(await work.read('m', { a: 1 })).toEqual([1.5, 2]);
    expect(await work.read('m', { a: 2 })).toBeUndefined();
    const [file] = await import('node:fs/promises').then(({ readdir }) =>
      readdir(join(work.dir, 'measurements')),
    );
    await writeFile(join(work.dir, 'measurements', file!), '{"measurement": [1.5');
    expect(await work.read('m', { a: 1 })).toBeUndefined();
  });

  it('refuses to keep what JSON would change', async () => {
    const work = await openWorkFolder(join(scratch.dir, 'nan'));
    await expect(async () => work.keep('m', {}, [Number.NaN])).rejects.toThrow(TypeError);
  });
});
