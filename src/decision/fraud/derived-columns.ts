import type { WorkerPool } from '../../parallel/index.ts';
import { asFloat64, columnOf, type Table } from '../../table/index.ts';
import { type DerivedName, derive, derivedNames } from './derived.ts';
import { isGraphName } from './graph-names.ts';
import type { IsolationForest } from './isolation-forest.ts';
import { compileRules, type RuleFindings } from './match-rules.ts';
import type { FraudRules } from './rules-file.ts';
import { scoreAnomalies } from './train-isolation-forest.ts';

/** Columns by the names of `derivedNames`, one entry a row. */
export type DerivedColumns = Readonly<Record<DerivedName, Float64Array>>;

/**
 * Rules and anomaly scores of every row of a table: bit for bit what `FraudEngine.assess` derives of one. Columns of the graph
 * may be absent: rules that read them are then unknown.
 * @throws PARUS_TABLE_COLUMN_MISSING
 */
export async function derivedColumns(
  pool: WorkerPool,
  table: Table,
  rules: FraudRules,
  forest: IsolationForest,
): Promise<DerivedColumns> {
  const anomalies = await scoreAnomalies(pool, forest, table);
  const findings = matchRows(table, rules);
  const out = Object.fromEntries(
    derivedNames.map((name) => [name, new Float64Array(table.nRows)]),
  ) as DerivedColumns;
  for (let row = 0; row < table.nRows; row++) {
    const derived = derive(findings(row), anomalies[row]!);
    for (const name of derivedNames) out[name][row] = derived[name];
  }
  return out;
}

/** By rule, in the order of the file, the rows of a table for which it holds. @throws PARUS_TABLE_COLUMN_MISSING */
export function ruleHits(table: Table, rules: FraudRules): number[][] {
  const findings = matchRows(table, rules);
  const rows = new Map(rules.rules.map(({ code }) => [code, [] as number[]]));
  for (let row = 0; row < table.nRows; row++)
    for (const { code } of findings(row).hits) rows.get(code)!.push(row);
  return [...rows.values()];
}

/** The rules' findings on a row of a table. */
function matchRows(table: Table, rules: FraudRules): (row: number) => RuleFindings {
  const places = new Map(rules.features.map((name, i) => [name, i]));
  const columns = rules.features.map((name) => numbersOf(table, name));
  const match = compileRules(rules, (name) => places.get(name)!);
  const values = new Float64Array(columns.length);
  return (row) => {
    for (let j = 0; j < columns.length; j++) values[j] = columns[j]?.[row] ?? Number.NaN;
    return match(values);
  };
}

/** A numeric column; undefined for one of the graph that is not there. */
function numbersOf(table: Table, name: string): Float64Array | undefined {
  if (isGraphName(name) && !table.columns.has(name)) return undefined;
  const column = columnOf(table, name);
  return column.kind === 'category' ? undefined : asFloat64(column);
}
