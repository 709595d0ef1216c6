import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stratifiedSplit, targetOf } from '../../src/models/index.ts';
import { readTable, type Table, takeRows, writeTable } from '../../src/table/index.ts';
import type { PublicTable } from './public-tables.ts';

/** One half to train on and the other to test on, as files that every program reads. */
export interface Fold {
  readonly dataset: PublicTable;
  readonly seed: number;
  /** 0 trains on the first half, 1 on the second. */
  readonly fold: 0 | 1;
  /** Columns of the files that are not to be used, the target apart. */
  readonly drop: readonly string[];
  readonly files: { readonly train: string; readonly test: string };
  readonly rows: { readonly train: number; readonly test: number };
  /** Of the bytes of both files. */
  readonly hash: string;
}

/** The whole table, or undefined where `folder` does not have its file. */
export async function openPublicTable(dataset: PublicTable, folder: string): Promise<Table | undefined> {
  const file = path.join(folder, dataset.file);
  return existsSync(file) ? await readTable(file) : undefined;
}

/** The two folds of a stratified cut in halves, written to `scratch` in turn: the second replaces the files of the first. */
export async function* twoFolds(
  dataset: PublicTable,
  whole: Table,
  seed: number,
  scratch: string,
): AsyncGenerator<Fold> {
  const cut = stratifiedSplit(targetOf(whole, { column: dataset.target, bad: dataset.bad }), 0.5, seed);
  const files = { train: path.join(scratch, 'train.csv'), test: path.join(scratch, 'test.csv') };
  for (const fold of [0, 1] as const) {
    const [train, test] = fold === 0 ? [cut.train, cut.test] : [cut.test, cut.train];
    await writeTable(files.train, takeRows(whole, train));
    await writeTable(files.test, takeRows(whole, test));
    const bytes = [files.train, files.test].map((file) => readFileSync(file));
    yield {
      dataset,
      seed,
      fold,
      drop: dataset.drop.filter((name) => whole.columns.has(name)),
      files,
      rows: { train: train.length, test: test.length },
      hash: createHash('sha256').update(Buffer.concat(bytes)).digest('hex').slice(0, 12),
    };
  }
}
