/** One program on one fold: what is kept, so that an interrupted run goes on where it stopped. */
export interface Cell {
  readonly dataset: string;
  /** Of the replication. */
  readonly seed: number;
  readonly fold: 0 | 1;
  readonly program: string;
  readonly auc: number;
  /** Training with the choice of options; wall time. */
  readonly seconds: number;
  readonly rows: { readonly train: number; readonly test: number };
  /** Of the program and its code: a cell of another version is measured anew. */
  readonly version: string;
  /** Hash of the files it read; likewise. */
  readonly files: string;
}

export type CellKey = Pick<Cell, 'dataset' | 'seed' | 'fold' | 'program'>;

export function sameKey(a: CellKey, b: CellKey): boolean {
  return a.dataset === b.dataset && a.seed === b.seed && a.fold === b.fold && a.program === b.program;
}
