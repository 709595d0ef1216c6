import type { BoundColumns } from '../../../models/index.ts';
import type { Table } from '../../../table/index.ts';

/** Rows of one part with what a model says of them. */
export interface ScoredPart {
  readonly table: Table;
  /** 1 = bad, one per row. */
  readonly bad: Uint8Array;
  readonly pd: Float64Array;
  /** Log-odds of bad. */
  readonly margins: Float64Array;
  readonly bound: BoundColumns;
}

export interface ScoredParts {
  readonly train: ScoredPart;
  readonly test: ScoredPart;
}
