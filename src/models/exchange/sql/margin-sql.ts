import type { ModelInput } from '../../artefact.ts';
import type { Calibration } from '../../calibration/schema.ts';
import { LEAST_PD } from '../../tree/margin.ts';
import type { PlainBody } from '../plain-body.ts';
import { sqlNumber, sqlSum } from './literals.ts';
import { lineSql, termSql } from './term-sql.ts';
import { treeSql } from './tree-sql.ts';

/** Exponents stay within this, since some databases refuse exp() that leaves the doubles: PDs there differ by less than 1e-300. */
const MOST_EXPONENT = 700;

/** The raw sum of a body: log-odds, or for a forest the mean PD, kept off 0 and 1. */
export function rawSql(body: PlainBody, inputs: readonly ModelInput[], columns: readonly string[]): string {
  if (body.kind === 'additive') {
    const terms = body.terms.map((term) => termSql(term, inputs[term.input]!, columns[term.input]!));
    const products = (body.products ?? []).map(({ factors }) =>
      factors
        .map((factor) => `(${termSql(factor, inputs[factor.input]!, columns[factor.input]!)})`)
        .join(' * '),
    );
    return sqlDouble(sqlSum([sqlNumber(body.intercept), ...terms, ...products]));
  }
  const sum = sqlSum(body.trees.map((tree) => treeSql(tree, inputs, columns)));
  if (body.leaves === 'logOdds') return sqlDouble(`${sqlNumber(body.base)} + ${sum}`);
  const [least, most] = [sqlNumber(LEAST_PD), sqlNumber(1 - LEAST_PD)];
  return sqlDouble(`LEAST(${most}, GREATEST(${least}, ${sum} / ${sqlNumber(body.trees.length)}))`);
}

/** Postgres takes sums of literals for exact decimals, whose exp() is slow. */
function sqlDouble(sql: string): string {
  return `CAST(${sql} AS DOUBLE PRECISION)`;
}

/** The model's own log-odds from its raw sum. */
export function oddsSql(body: PlainBody, raw: string): string {
  if (body.kind === 'trees' && body.leaves === 'pd') return `ln(${raw} / (1e0 - ${raw}))`;
  return raw;
}

/** Calibrated log-odds from a model's own. */
export function calibrationSql(calibration: Calibration, odds: string): string {
  switch (calibration.kind) {
    case 'none':
      return odds;
    case 'platt':
      return `${sqlNumber(calibration.slope)} * ${odds} + ${sqlNumber(calibration.intercept)}`;
    case 'isotonic':
      return lineSql(calibration.x, calibration.y, odds, 'NULL');
    case 'beta': {
      const { a, b, c } = calibration;
      // ln p = min(m, 0) - ln(1 + e^-|m|), and ln(1 - p) the same with -m: neither leaves the doubles.
      const tail = `ln(1e0 + exp(-LEAST(abs(${odds}), ${sqlNumber(MOST_EXPONENT)})))`;
      const logP = `(LEAST(${odds}, 0e0) - ${tail})`;
      const logQ = `(LEAST(-${odds}, 0e0) - ${tail})`;
      return `${sqlNumber(a)} * ${logP} - ${sqlNumber(b)} * ${logQ} + ${sqlNumber(c)}`;
    }
  }
}

/** Probability of bad from log-odds. */
export function pdSql(margin: string): string {
  const bounded = `GREATEST(${sqlNumber(-MOST_EXPONENT)}, LEAST(${sqlNumber(MOST_EXPONENT)}, ${margin}))`;
  return `1e0 / (1e0 + exp(-${bounded}))`;
}
