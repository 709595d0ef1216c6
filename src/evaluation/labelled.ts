import { type ErrorParams, fail } from '../core/index.ts';

/** Outcomes by row: 1 bad, 0 good. */
export type BadFlags = Uint8Array | Int32Array;

/** What the rows are called in error messages. */
export interface EvaluationPlace {
  /** File or table of the rows. */
  readonly path: string;
  /** Name of the target column. */
  readonly column: string;
  /** Part of the rows, for example `test`. */
  readonly part: string;
}

export const UNNAMED_PLACE: EvaluationPlace = { path: 'memory', column: 'bad', part: 'the evaluated rows' };

/**
 * Refuses scores and outcomes that no metric is defined for.
 * @throws PARUS_SCORE_INVALID for a missing score (NaN), or with `asPd` one outside [0, 1]; PARUS_SCORE_ROWS when the
 * lengths differ; PARUS_TARGET_VALUES for an outcome other than 0 and 1; PARUS_TARGET_ONE_CLASS when a class is absent.
 */
export function checkLabelled(
  scores: Float64Array,
  bad: BadFlags,
  place: EvaluationPlace,
  asPd: boolean,
): void {
  const n = scores.length;
  const { path, column } = place;
  if (bad.length !== n) throw fail('PARUS_SCORE_ROWS', { scores: n, outcomes: bad.length, path });
  let bads = 0;
  for (let row = 0; row < n; row++) {
    const score = scores[row]!;
    if (Number.isNaN(score) || (asPd && (score < 0 || score > 1))) {
      const expected = asPd ? 'a probability in [0, 1]' : 'a number';
      throw fail('PARUS_SCORE_INVALID', { value: score, row: row + 1, path, expected });
    }
    const y = bad[row]!;
    if (y !== 0 && y !== 1) {
      const got = `${y} in row ${row + 1}`;
      throw fail('PARUS_TARGET_VALUES', { column, path, got, expected: '0 (good) or 1 (bad)' });
    }
    bads += y;
  }
  if (bads === 0 || bads === n) throw oneClass(place, { bads, rows: n });
}

/** The error of rows, or of every replicate of them, that hold one class only. */
export function oneClass(
  { path, column, part }: EvaluationPlace,
  counts: Pick<ErrorParams<'PARUS_TARGET_ONE_CLASS'>, 'bads' | 'rows'>,
): Error {
  return fail('PARUS_TARGET_ONE_CLASS', { column, path, part, expected: 1, ...counts });
}
