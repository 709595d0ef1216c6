import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageVersion } from '../../src/core/index.ts';
import { BENCHMARKS, runPython } from '../harness/programs.ts';

/** Folders of src/ that a model and its AUC (kernels/auc-ks.ts) come from. */
const OWN_FOLDERS = ['core', 'kernels', 'parallel', 'table', 'binning', 'models'];

/** Changes with every change of our code that can move an AUC, so that no stale figure stands beside a fresh one. */
export function ownVersion(): string {
  const source = path.join(BENCHMARKS, '..', 'src');
  const files = OWN_FOLDERS.flatMap((folder) => filesBelow(path.join(source, folder), '.ts'));
  return `Parus ${packageVersion()}, code ${hashOf(files)}`;
}

/** Changes with the peers' code and libraries alone: a change of ours leaves their figures as they are. */
export function peerVersion(python: string): string {
  const files = filesBelow(path.join(BENCHMARKS, 'peers', 'sklearn'), '.py');
  const { sklearn } = runPython(python, 'peers/sklearn/versions.py', {}) as { sklearn: string };
  return `scikit-learn ${sklearn}, code ${hashOf(files)}`;
}

function filesBelow(folder: string, extension: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => path.join(folder, name));
}

function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${path.basename(file)}\n`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}
