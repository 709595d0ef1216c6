import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageVersion } from '../core/index.ts';
import { loadModel, type Model, saveArtefact } from '../models/index.ts';
import type { WorkerPool } from '../parallel/index.ts';
import { baselineScenario, type Scenario, scenarioHash, simulateBook } from '../world/index.ts';
import type { AuditScale } from './scale.ts';
import type { WorkFolder } from './work-folder.ts';

/** A book to simulate. */
export interface BookPlan {
  /** Tells the books of one audit seed apart: 0 to 99. Books of equal `part` and firms have the same firms, whatever their scenario. */
  readonly part: number;
  readonly firms: number;
  /** Default: the baseline. */
  readonly scenario?: Scenario;
  /** Futures of the true PDs; default none. */
  readonly futures?: number;
}

/** What an experiment works with: books and models by what they are made of, made once. */
export interface Lab {
  readonly pool: WorkerPool;
  readonly scale: AuditScale;
  /** Folder of the book, simulated where it is not there yet. */
  book(seed: number, plan: BookPlan): Promise<string>;
  /** The model that `plan` describes, trained by `train` where it is not kept. */
  model(plan: unknown, train: () => Promise<Model>): Promise<Model>;
}

const MONTHS = 24;
/** Books of one seed. */
const PARTS = 100;

export function openLab(pool: WorkerPool, work: WorkFolder, scale: AuditScale): Lab {
  return {
    pool,
    scale,
    async book(seed, { part, firms, scenario = baselineScenario, futures = 0 }) {
      const bookSeed = seed * PARTS + part;
      const plan = { bookSeed, firms, months: MONTHS, futures, scenario: scenarioHash(scenario) };
      const out = work.bookPath({ ...plan, parus: packageVersion() });
      if (!existsSync(join(out, 'manifest.json')))
        await simulateBook({
          firms,
          months: MONTHS,
          seed: bookSeed,
          out,
          scenario,
          oracleFutures: futures,
          pool,
          onProgress: pool.onProgress,
        });
      return out;
    },
    async model(plan, train) {
      const path = work.modelPath({ plan, parus: packageVersion() });
      if (existsSync(path)) return loadModel(path);
      const model = await train();
      await saveArtefact(path, model.artefact);
      return model;
    },
  };
}
