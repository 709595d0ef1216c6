import { afterAll, describe, expect, it } from 'vitest';
import {
  algorithmNames,
  type TuneOptions,
  type TuningStore,
  trainModel,
  tuneModel,
} from '../../../src/models/index.ts';
import { inlinePool, openPool, type ProgressEvent, withPool } from '../../../src/parallel/index.ts';
import { creditSkip, creditTable, creditTarget } from '../credit-table.ts';

const pool = openPool({ workers: 2 });
afterAll(() => pool.close());

const small = creditTable(300, 1);
const large = creditTable(6500, 2);

function options(rows: typeof small, over: Partial<TuneOptions> = {}): TuneOptions {
  return {
    algorithm: 'tree',
    target: creditTarget,
    bad: rows.bad,
    skip: creditSkip,
    pool,
    seed: 7,
    trials: 6,
    folds: 3,
    metric: 'auc',
    base: {},
    ...over,
  };
}

/** Keeps scores in memory and stops, as if interrupted, after so many saves. */
function memoryStore(saves = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, Awaited<ReturnType<TuningStore['load']>>>();
  let fingerprint = '';
  let left = saves;
  const store: TuningStore = {
    async open(own) {
      fingerprint = own;
    },
    load: async (trial, round) => kept.get(`${trial}-${round}`),
    async save(trial, round, folds) {
      if (left === 0) throw new Error('interrupted');
      left -= 1;
      kept.set(`${trial}-${round}`, folds);
    },
  };
  return { store, kept, fingerprint: () => fingerprint, goOn: () => (left = Number.POSITIVE_INFINITY) };
}

describe('tuneModel', () => {
  it('gives the same result at 1, 2 and 3 workers, with several rounds', async () => {
    const results = [];
    for (const workers of [1, 2, 3]) {
      results.push(
        await withPool({ workers }, (own) => tuneModel(large.table, options(large, { pool: own }))),
      );
    }
    expect(results[0]!.plan.map(({ rows }) => rows)).toEqual([2167, 6500]);
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it('takes the better third on, the defaults always, and ranks the last round first', async () => {
    const { trials, best } = await tuneModel(large.table, options(large));
    expect(trials.map(({ trial }) => trial).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
    const last = trials.filter(({ round }) => round === 2);
    expect(last.length).toBeGreaterThanOrEqual(2);
    expect(last.length).toBeLessThanOrEqual(3);
    expect(last.some(({ trial }) => trial === 0)).toBe(true);
    expect(best).toBe(trials[0]);
    expect(best.auc).toBe(Math.max(...last.map(({ auc }) => auc)));
  });

  it('minimises the log loss when asked to', async () => {
    const { best, trials } = await tuneModel(small.table, options(small, { metric: 'logLoss' }));
    expect(best.logLoss).toBe(Math.min(...trials.map(({ logLoss }) => logLoss)));
  });

  it('goes on after an interruption and comes to the same end, without doing work twice', async () => {
    const whole = await tuneModel(small.table, options(small));
    const { store, kept, goOn } = memoryStore(2);
    await expect(tuneModel(small.table, options(small, { store }))).rejects.toThrow('interrupted');
    expect(kept.size).toBe(2);
    // A mark that only a kept score could carry.
    const [key, folds] = [...kept][1]!;
    kept.set(
      key,
      folds!.map((fold) => ({ ...fold, logLoss: fold.logLoss + 1 })),
    );
    goOn();
    const resumed = await tuneModel(small.table, options(small, { store }));
    expect(kept.size).toBe(6);
    const marked = Number(key.split('-')[0]);
    for (const result of resumed.trials) {
      const same = whole.trials.find(({ trial }) => trial === result.trial)!;
      expect(result.auc).toBe(same.auc);
      expect(result.logLoss).toBeCloseTo(same.logLoss + (result.trial === marked ? 1 : 0), 12);
    }
  });

  it('tells one search from another by data, seed and options, but not by metric', async () => {
    const of = async (rows: typeof small, over: Partial<TuneOptions>) => {
      const { store, fingerprint } = memoryStore();
      await tuneModel(rows.table, options(rows, { trials: 1, ...over, store }));
      return fingerprint();
    };
    const first = await of(small, {});
    expect(await of(small, { metric: 'logLoss' })).toBe(first);
    expect(await of(small, { trials: 2 })).not.toBe(first);
    expect(await of(small, { seed: 8 })).not.toBe(first);
    expect(await of(small, { base: { maxDepth: 3 } })).not.toBe(first);
    expect(await of(creditTable(300, 9), {})).not.toBe(first);
  });

  it('leaves options that are given out of the search', async () => {
    const { trials } = await tuneModel(small.table, options(small, { base: { maxDepth: 2 }, trials: 3 }));
    for (const { config } of trials) expect(config).not.toHaveProperty('maxDepth');
    expect(Object.keys(trials.find(({ trial }) => trial === 1)!.config)).toContain('minLeafRows');
  });

  it('tells how far it is and what is best so far', async () => {
    const events: ProgressEvent[] = [];
    const { best } = await tuneModel(
      small.table,
      options(small, { onProgress: (event) => events.push(event) }),
    );
    expect(events.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(events.at(-1)!.total).toBe(6);
    expect(events.at(-1)!.label).toContain(`best auc ${best.auc.toFixed(4)} (trial ${best.trial}, round 1)`);
  });

  it('brings errors of training back with their codes', async () => {
    await expect(tuneModel(small.table, options(small, { base: { depth: 3 } }))).rejects.toMatchObject({
      code: 'PARUS_CONFIG_INVALID',
    });
    const bad = new Uint8Array(300);
    bad.fill(1, 0, 5);
    await expect(tuneModel(small.table, options(small, { bad }))).rejects.toMatchObject({
      code: 'PARUS_TARGET_ONE_CLASS',
    });
  });
});

describe('the pool of no threads', () => {
  it.each(algorithmNames)('trains the same %s as worker threads', async (algorithm) => {
    const config = algorithm === 'ml-random-forest' ? { trees: 5 } : {};
    const spec = {
      algorithm,
      target: creditTarget,
      bad: small.bad,
      skip: creditSkip,
      seed: 3,
      config,
      command: 'c',
    };
    const here = await trainModel(small.table, { ...spec, pool: inlinePool });
    const there = await trainModel(small.table, { ...spec, pool });
    expect(here.model.artefact).toEqual(there.model.artefact);
  });
});
