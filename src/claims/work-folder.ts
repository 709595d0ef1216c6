import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, sha256 } from '../core/index.ts';
import { writeTextFile } from '../table/index.ts';

/**
 * Where an audit keeps what it has done, so that a stopped one goes on: `measurements/` (small, kept), `models/` (small,
 * kept) and `books/` (large, removed when the audit is through, unless they are to be kept).
 */
export interface WorkFolder {
  readonly dir: string;
  /** Path of the book that `plan` describes; the same plan gives the same path. */
  bookPath(plan: unknown): string;
  /** Path of the model that `plan` describes. */
  modelPath(plan: unknown): string;
  /** The measurement kept under `plan`; undefined where there is none that can be read. */
  read<Measurement>(name: string, plan: unknown): Promise<Measurement | undefined>;
  /** Keeps a measurement: all of it or nothing. @throws PARUS_WRITE_FAILED; TypeError for what JSON cannot carry */
  keep(name: string, plan: unknown, measurement: unknown): Promise<void>;
  removeBooks(): Promise<void>;
}

/** Opens the folder `dir`, making it where it is missing; `fresh` forgets everything kept there. */
export async function openWorkFolder(dir: string, fresh = false): Promise<WorkFolder> {
  const folders = ['measurements', 'models', 'books'] as const;
  for (const folder of folders) {
    if (fresh) await rm(join(dir, folder), { recursive: true, force: true });
    await mkdir(join(dir, folder), { recursive: true });
  }
  const measurementPath = (name: string, plan: unknown): string =>
    join(dir, 'measurements', `${name}-${keyOf(plan)}.json`);
  return {
    dir,
    bookPath: (plan) => join(dir, 'books', keyOf(plan)),
    modelPath: (plan) => join(dir, 'models', `${keyOf(plan)}.json`),
    async read<Measurement>(name: string, plan: unknown): Promise<Measurement | undefined> {
      try {
        const text = await readFile(measurementPath(name, plan), 'utf8');
        return (JSON.parse(text) as { readonly measurement: Measurement }).measurement;
      } catch {
        // Missing or damaged: it is measured again.
        return undefined;
      }
    },
    keep: (name, plan, measurement) =>
      writeTextFile(measurementPath(name, plan), `${canonicalJson({ plan, measurement })}\n`),
    removeBooks: () => rm(join(dir, 'books'), { recursive: true, force: true }),
  };
}

/** Twelve bytes of a hash tell the few thousand plans of a folder apart. */
function keyOf(plan: unknown): string {
  return sha256(canonicalJson(plan)).slice(0, 24);
}
