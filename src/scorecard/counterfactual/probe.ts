import { type BoundColumns, type Model, pdOfMargin } from '../../models/index.ts';
import { gradeOf, scoreOf } from '../assessment.ts';

/** One input given another value: a number, or a level's code. */
export interface Move {
  readonly input: number;
  readonly value: number;
}

/** What the model says of a row. */
export interface Assessed {
  readonly margin: number;
  readonly pd: number;
  readonly score: number;
  readonly grade: string;
}

/** One row that is scored again and again with some of its inputs changed, always by the model itself. */
export interface Probe {
  readonly model: Model;
  /** The row as it is: a bound value by input. */
  readonly row: readonly number[];
  /** Log-odds of bad of each trial. */
  margins(trials: readonly (readonly Move[])[]): Float64Array;
  /** PD of each trial. */
  pds(trials: readonly (readonly Move[])[]): Float64Array;
  assess(moves: readonly Move[]): Assessed;
}

/** Rows scored in one call. OWN: enough to use the models' blocks, small enough for wide tables. */
const BATCH = 256;

export function makeProbe(model: Model, { columns }: BoundColumns, row: number): Probe {
  const values = columns.map((column) => column[row]!);
  const batch: BoundColumns = {
    nRows: BATCH,
    columns: columns.map((column, i) =>
      column instanceof Float64Array
        ? new Float64Array(BATCH).fill(values[i]!)
        : new Int32Array(BATCH).fill(values[i]!),
    ),
    unseen: 0,
  };
  const margins = new Float64Array(BATCH);

  /** Writes the trials into the first rows of the batch, reads them, and puts the row back. */
  function withTrials<T>(trials: readonly (readonly Move[])[], read: () => T): T {
    trials.forEach((moves, i) => {
      for (const { input, value } of moves) batch.columns[input]![i] = value;
    });
    model.margins(batch, 0, trials.length, margins);
    const answer = read();
    trials.forEach((moves, i) => {
      for (const { input } of moves) batch.columns[input]![i] = values[input]!;
    });
    return answer;
  }

  function marginsOf(trials: readonly (readonly Move[])[]): Float64Array {
    const out = new Float64Array(trials.length);
    for (let from = 0; from < trials.length; from += BATCH) {
      const part = trials.slice(from, from + BATCH);
      withTrials(part, () => out.set(margins.subarray(0, part.length), from));
    }
    return out;
  }

  return {
    model,
    row: values,
    margins: marginsOf,
    pds: (trials) => marginsOf(trials).map(pdOfMargin),
    assess(moves) {
      return withTrials([moves], () => {
        const margin = margins[0]!;
        const pd = pdOfMargin(margin);
        const { artefact } = model;
        return {
          margin,
          pd,
          score: scoreOf(artefact, batch, 0, margin),
          grade: gradeOf(pd, artefact.grades),
        };
      });
    },
  };
}
