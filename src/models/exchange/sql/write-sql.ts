import type { ModelArtefact, ModelInput } from '../../artefact.ts';
import { outputName } from '../output-name.ts';
import { bodyOf } from '../plain-body.ts';
import type { Exchange } from '../refusal.ts';
import { sqlName } from './literals.ts';
import { calibrationSql, oddsSql, pdSql, rawSql } from './margin-sql.ts';
import { gradeSql, pointsSql, scoreSql } from './score-sql.ts';

export interface SqlOptions {
  /** The table that is scored. */
  readonly table: string;
  /** Columns of it that come along; none: the model's inputs. */
  readonly keep: readonly string[];
}

/**
 * A model as one SELECT over a table: the columns kept, margin (log-odds of bad), pd, the points of each characteristic of a
 * scorecard, score and grade (`outputName` where such a column comes along). NULL and NaN are missing; texts that the model does not know are unseen. It is made of what
 * DuckDB and Postgres share.
 * @throws PARUS_MODEL_NOT_SUPPORTED for models that are no sum of terms or trees
 */
export function writeSql(artefact: ModelArtefact, { table, keep }: SqlOptions, path: string): string {
  const exchange: Exchange = { path, operation: 'exporting SQL' };
  const body = bodyOf(artefact, exchange);
  const { inputs, scorecard } = artefact;
  const brought = keep.length > 0 ? keep : inputs.map(({ name }) => name);
  const kept = brought.map(sqlName);
  const answer = (name: string): string => sqlName(outputName(name, brought));
  const [margin, pd] = [answer('margin'), answer('pd')];
  const columns = inputs.map((_, i) => `parus_x${i}`);
  const points = scorecard ? pointsSql(scorecard, inputs, columns) : [];
  const pointNames = points.map(([name]) => answer(name));
  const score = scorecard ? [scorecard.base, ...pointNames].join(' + ') : scoreSql(artefact, margin);
  return `-- ${artefact.algorithm}, Parus model ${artefact.hash}
WITH parus_inputs AS (
  SELECT ${lines([...kept, ...inputs.map((input, i) => `${inputSql(input)} AS ${columns[i]}`)])}
  FROM ${sqlName(table)}
), parus_raws AS (
  SELECT ${lines([
    ...kept,
    ...points.map(([name, sql]) => `${sql} AS ${answer(name)}`),
    `${rawSql(body, inputs, columns)} AS parus_raw`,
  ])}
  FROM parus_inputs
), parus_margins AS (
  SELECT ${lines([...kept, ...pointNames, `${oddsSql(body, 'parus_raw')} AS parus_odds`])}
  FROM parus_raws
), parus_calibrated AS (
  SELECT ${lines([...kept, ...pointNames, `${calibrationSql(artefact.calibration, 'parus_odds')} AS ${margin}`])}
  FROM parus_margins
), parus_pds AS (
  SELECT ${lines([...kept, ...pointNames, margin, `${pdSql(margin)} AS ${pd}`])}
  FROM parus_calibrated
)
SELECT ${lines([...kept, margin, pd, ...pointNames, `${score} AS ${answer('score')}`, `${gradeSql(artefact.grades, pd)} AS ${answer('grade')}`])}
FROM parus_pds
`;
}

function lines(parts: readonly string[]): string {
  return parts.join(',\n    ');
}

/** An input's value with one kind of missing. */
function inputSql({ name, kind }: ModelInput): string {
  if (kind === 'category') return `CAST(${sqlName(name)} AS VARCHAR)`;
  return `NULLIF(CAST(${sqlName(name)} AS DOUBLE PRECISION), CAST('NaN' AS DOUBLE PRECISION))`;
}
