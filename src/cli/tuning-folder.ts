import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { fail } from '../core/index.ts';
import type { TuningStore } from '../models/index.ts';
import { writeTextFile } from '../table/index.ts';

const study = z.object({ kind: z.literal('parus-tuning'), fingerprint: z.string() });
const foldScores = z.array(z.object({ auc: z.number(), logLoss: z.number() }));

/**
 * A folder that keeps the finished trials of a search, one file a trial and round: `study.json`, `trials/3-1.json`, ...
 * A file that is not whole JSON counts as not there: it was being written when the search stopped.
 * @throws PARUS_OUT_EXISTS from `open` where the folder holds another search, unless `force`
 */
export function tuningFolder(dir: string, force: boolean): TuningStore {
  const fileOf = (trial: number, round: number): string => path.join(dir, 'trials', `${trial}-${round}.json`);
  // Trials of a search that is being replaced are not its own.
  let resumes = false;
  return {
    async open(fingerprint) {
      const kept = study.safeParse(await readJson(path.join(dir, 'study.json')));
      resumes = kept.success && kept.data.fingerprint === fingerprint;
      if (kept.success && !resumes && !force) throw fail('PARUS_OUT_EXISTS', { path: dir });
      await mkdir(path.join(dir, 'trials'), { recursive: true }).catch((error: Error) => {
        throw fail('PARUS_WRITE_FAILED', { path: dir, problem: error.message });
      });
      if (!resumes) await writeJson(path.join(dir, 'study.json'), { kind: 'parus-tuning', fingerprint });
    },
    async load(trial, round) {
      if (!resumes) return undefined;
      const kept = foldScores.safeParse(await readJson(fileOf(trial, round)));
      return kept.success ? kept.data : undefined;
    },
    save: (trial, round, folds) => writeJson(fileOf(trial, round), folds),
  };
}

/** Writes one JSON value so that the file is never half of one. @throws PARUS_WRITE_FAILED */
export function writeJson(file: string, value: unknown): Promise<void> {
  return writeTextFile(file, `${JSON.stringify(value, null, 1)}\n`);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
