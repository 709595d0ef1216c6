import type { InputFunction, ModelInput } from '../../artefact.ts';
import { sqlNumber, sqlText } from './literals.ts';

/** One input's share of the log-odds as an expression of `x`, its value (NULL missing): `additive/shapes.ts` in SQL. */
export function termSql(term: InputFunction, input: ModelInput, x: string): string {
  switch (term.shape) {
    case 'line':
      return lineSql(term.x, term.y, x, sqlNumber(term.missing));
    case 'step': {
      const bins = term.cuts.map((cut, k) => `WHEN ${x} < ${sqlNumber(cut)} THEN ${sqlNumber(term.y[k]!)}`);
      return caseOf(x, term.missing, [...specialsSql(term.special, x), ...bins], term.y[term.cuts.length]!);
    }
    case 'table': {
      const levels = input.kind === 'category' ? input.levels : [];
      return levelsSql(term, levels, x);
    }
  }
}

/** Linear between knots, constant beyond them; `missing` is the value of NULL. */
export function lineSql(knots: readonly number[], y: readonly number[], x: string, missing: string): string {
  const segments = knots.slice(1).map((knot, k) => {
    const [x0, y0] = [knots[k]!, y[k]!];
    const share = `(${x} - ${sqlNumber(x0)}) / ${sqlNumber(knot - x0)} * ${sqlNumber(y[k + 1]! - y0)}`;
    return `WHEN ${x} < ${sqlNumber(knot)} THEN ${sqlNumber(y0)} + ${share}`;
  });
  const start = `WHEN ${x} <= ${sqlNumber(knots[0]!)} THEN ${sqlNumber(y[0]!)}`;
  return `CASE WHEN ${x} IS NULL THEN ${missing} ${[start, ...segments].join(' ')} ELSE ${sqlNumber(y.at(-1)!)} END`;
}

function specialsSql(
  special: readonly { readonly value: number; readonly y: number }[],
  x: string,
): string[] {
  return special.map(({ value, y }) => `WHEN ${x} = ${sqlNumber(value)} THEN ${sqlNumber(y)}`);
}

/** A value for each level, one for missing (NULL) and one for levels never seen. */
export function levelsSql(
  {
    y,
    missing,
    unseen,
  }: { readonly y: readonly number[]; readonly missing: number; readonly unseen: number },
  levels: readonly string[],
  x: string,
): string {
  const groups = Map.groupBy(levels.keys(), (level) => y[level]!);
  const cases = [...groups].map(([value, members]) => {
    const names = members.map((level) => sqlText(levels[level]!)).join(', ');
    return `WHEN ${x} IN (${names}) THEN ${sqlNumber(value)}`;
  });
  return caseOf(x, missing, cases, unseen);
}

function caseOf(x: string, missing: number, cases: readonly string[], otherwise: number): string {
  const first = `WHEN ${x} IS NULL THEN ${sqlNumber(missing)}`;
  return `CASE ${[first, ...cases].join(' ')} ELSE ${sqlNumber(otherwise)} END`;
}
