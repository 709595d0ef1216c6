import { fail } from '../core/index.ts';
import { type BoundColumns, bindColumns, type Model, makeBackgroundExplainer } from '../models/index.ts';
import type { Baseline, Contribution } from '../scorecard/index.ts';
import { readTable } from '../table/index.ts';
import { kindsOf } from './model-kinds.ts';

/** Time grows with them, and the mean of so many errs by 5 % of the spread of single rows. OWN. */
const MOST_ROWS = 400;

/** Shares of a row against the rows of a table. */
export interface BackgroundShares {
  /** Rows compared with: those of the table, or MOST_ROWS drawn from them. */
  readonly rows: number;
  /** Every input's share of the uncalibrated log-odds. The rows compared with have about 0 on average, so that the excess is the share. */
  contributions(bound: BoundColumns, row: number): Contribution[];
}

/**
 * Reads the table of `--background` for a model of trees; undefined where none is named.
 * @throws PARUS_USAGE for sums of terms and beside another baseline, PARUS_MODEL_NOT_SUPPORTED for other models without trees
 */
export async function backgroundOf(
  { background, baseline }: { readonly background?: string; readonly baseline: Baseline },
  model: Model,
  seed: number,
): Promise<BackgroundShares | undefined> {
  if (background === undefined) return undefined;
  const { artefact } = model;
  const { algorithm, body, inputs } = artefact;
  if (baseline === 'best') {
    throw fail('PARUS_USAGE', {
      problem:
        'got --background and --baseline best; expected one of them: both say what shares are measured from',
    });
  }
  if (body.kind === 'additive') {
    throw fail('PARUS_USAGE', {
      problem: `--background got a model of ${algorithm}; expected one of trees: in a sum of terms each share is a function of its own input alone, whatever rows it is compared with`,
    });
  }
  const table = await readTable(background, { kinds: kindsOf(model) });
  const explain = makeBackgroundExplainer(artefact, bindColumns(inputs, table), seed, MOST_ROWS);
  return {
    rows: Math.min(table.nRows, MOST_ROWS),
    contributions(bound, row) {
      const { shares } = explain(bound, row);
      return inputs.map((input, i) => ({
        input,
        value: bound.columns[i]![row]!,
        share: shares[i]!,
        excess: shares[i]!,
      }));
    },
  };
}
