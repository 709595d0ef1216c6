import type { GradeBand, ModelArtefact, ScorecardPoints } from '../../artefact.ts';
import { pointsPerLogOdds } from '../../scorecard/points.ts';
import { sqlNumber, sqlText } from './literals.ts';
import { levelsSql } from './term-sql.ts';

/** The points of every characteristic as [name, whole-number expression]. */
export function pointsSql(
  { characteristics }: ScorecardPoints,
  inputs: ModelArtefact['inputs'],
  columns: readonly string[],
): (readonly [string, string])[] {
  return characteristics.map((characteristic) => {
    const input = inputs[characteristic.input]!;
    const sql = characteristicSql(
      characteristic,
      input.kind === 'category' ? input.levels : [],
      columns[characteristic.input]!,
    );
    return [`points_${input.name}`, `CAST(${sql} AS INTEGER)`];
  });
}

function characteristicSql(
  { binning, points, specialPoints, missingPoints, unseenPoints }: ScorecardPoints['characteristics'][number],
  levels: readonly string[],
  x: string,
): string {
  if (binning.kind === 'category') {
    const y = binning.groupOfLevel.map((group) => points[group]!);
    return levelsSql({ y, missing: missingPoints, unseen: unseenPoints }, levels, x);
  }
  const specials = binning.special.map(
    ({ value }, k) => `WHEN ${x} = ${sqlNumber(value)} THEN ${specialPoints[k]}`,
  );
  const bins = binning.cuts.map((cut, k) => `WHEN ${x} < ${sqlNumber(cut)} THEN ${points[k]}`);
  const cases = [`WHEN ${x} IS NULL THEN ${missingPoints}`, ...specials, ...bins];
  return `CASE ${cases.join(' ')} ELSE ${points[binning.cuts.length] ?? unseenPoints} END`;
}

/** The rounded score of log-odds, for models without printed points. */
export function scoreSql({ scaling }: ModelArtefact, margin: string): string {
  const factor = sqlNumber(pointsPerLogOdds(scaling));
  const score = `${sqlNumber(scaling.baseScore)} + ${factor} * (-${margin} - ${sqlNumber(Math.log(scaling.baseOdds))})`;
  // Halves go up, as in JavaScript; SQL's round() sends them away from zero.
  return `CAST(floor(${score} + 5e-1) AS INTEGER)`;
}

/** The grade of a PD: the first band it is below, else the last. */
export function gradeSql(grades: readonly GradeBand[], pd: string): string {
  const bands = grades.slice(0, -1);
  const last = sqlText(grades.at(-1)!.grade);
  if (bands.length === 0) return last;
  const cases = bands.map(
    ({ grade, pdBelow }) => `WHEN ${pd} < ${sqlNumber(pdBelow)} THEN ${sqlText(grade)}`,
  );
  return `CASE ${cases.join(' ')} ELSE ${last} END`;
}
