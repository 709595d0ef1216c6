import {
  compileSyntax,
  describeUnsupported,
  type Evaluate,
  FAILED,
  openScope,
  parseExpression,
  type Scope,
  type Syntax,
  type Value,
  type ValueRecord,
} from '../expression/index.ts';
import type { JdmTable } from '../jdm.ts';
import { type CellTest, type Key, openCellReader } from './cell.ts';
import { writePath } from './merge.ts';
import type { NodeRun } from './node.ts';
import type { Outside } from './outside.ts';
import { outputPath, standsAlone } from './paths.ts';
import { type ColumnIndex, candidateRows, indexColumn } from './table-index.ts';

interface Row {
  readonly id: string;
  /** Cells that ask for something, with the number of their column. */
  readonly cells: readonly { readonly column: number; readonly test: CellTest }[];
  /** What the row answers, or `FAILED`: then it counts as not matched. */
  readonly answer: (scope: Scope) => ValueRecord | typeof FAILED;
}

/**
 * Compiles a decision table. Rows are asked in order, `first` stops at the one that matches; a column that asks for
 * equality is answered by an index. `outside` collects what the subset does not cover, by path below `path`.
 */
export function compileTable(table: JdmTable, path: string, outside: Outside): NodeRun {
  const columns = table.inputs.map((input, i) =>
    input.field ? compileAt(`${path}.inputs.${i}.field`, input.field, outside) : undefined,
  );
  const read = openCellReader();
  const fields = table.outputs.map(({ field }, i) =>
    outputPath(`${path}.outputs.${i}.field`, field, outside),
  );
  const keys = columns.map((): (readonly Key[] | undefined)[] => []);

  const rows: Row[] = [];
  table.rules.forEach((rule, iRule) => {
    const at = `${path}.rules.${iRule}`;
    const cells: Row['cells'][number][] = [];
    let possible = true;
    table.inputs.forEach(({ id }, column) => {
      const source = rule[id]?.trim();
      keys[column]![iRule] = undefined;
      // The engine takes a row that lacks a cell for one that never matches.
      if (source === undefined) possible = false;
      if (!source) return;
      if (!columns[column]) {
        const condition = compileAt(`${at}.${id}`, source, outside);
        cells.push({ column, test: (_, scope) => condition(scope) === true });
        return;
      }
      const cell = read(source);
      if ('reason' in cell) {
        outside.add(`${at}.${id}`, cell.reason);
        return;
      }
      cells.push({ column, test: cell.test });
      keys[column]![iRule] = cell.keys;
    });
    const outputs = table.outputs.map(({ id }) => rule[id]?.trim());
    if (outputs.includes(undefined)) possible = false;
    if (!possible) cells.splice(0, cells.length, { column: 0, test: () => false });
    const answer = compileAnswer(outputs, fields, (i, source) =>
      compileAt(`${at}.${table.outputs[i]?.id}`, source, outside),
    );
    rows.push({ id: rule['_id'] ?? '', cells, answer });
  });

  const indexes = keys.flatMap((byRow, column) => indexColumn(column, byRow) ?? []);
  return runTable(rows, columns, indexes, table.hitPolicy === 'first');
}

function runTable(
  rows: readonly Row[],
  columns: readonly (Evaluate | undefined)[],
  indexes: readonly ColumnIndex[],
  first: boolean,
): NodeRun {
  return (input, hits) => {
    const scope = openScope(input);
    const values = columns.map((column) => (column ? column(scope) : null));
    const answers: ValueRecord[] = [];

    /** True where the walk over the rows may end. */
    const ask = (row: Row): boolean => {
      for (const { column, test } of row.cells) if (!test(values[column] as Value, scope)) return false;
      const answer = row.answer(scope);
      if (answer === FAILED) return false;
      hits.push(row.id);
      answers.push(answer);
      return first;
    };

    const candidates = candidateRows(indexes, values);
    if (!candidates) {
      for (const row of rows) if (ask(row)) break;
    } else {
      const [a, b] = candidates;
      for (let i = 0, j = 0; i < a.length || j < b.length; ) {
        const next = (a[i] ?? rows.length) < (b[j] ?? rows.length) ? a[i++] : b[j++];
        if (ask(rows[next!]!)) break;
      }
    }
    return first ? (answers[0] ?? null) : answers;
  };
}

/** Answers made of figures and texts are the same record every time. */
function compileAnswer(
  outputs: readonly (string | undefined)[],
  fields: readonly (readonly string[])[],
  compile: (column: number, source: string) => Evaluate,
): Row['answer'] {
  const parts = outputs.flatMap((source, i) =>
    source ? [{ path: fields[i]!, worth: compile(i, source) }] : [],
  );
  const make = (scope: Scope): ValueRecord | typeof FAILED => {
    const record: Record<string, Value> = {};
    for (const { path, worth } of parts) {
      const value = worth(scope);
      if (value === FAILED) return FAILED;
      writePath(record, path, value);
    }
    return record;
  };
  if (!outputs.every((source) => !source || /^(?:"[^"]*"|'[^']*'|\d+|true|false)$/.test(source))) return make;
  const constant = make(openScope({}));
  return () => constant;
}

/** Compiles an expression of a table, where `$` would be whatever column was looked at last. */
function compileAt(path: string, source: string, outside: Outside): Evaluate {
  try {
    const syntax: Syntax = parseExpression(source);
    standsAlone(syntax);
    return compileSyntax(syntax);
  } catch (thrown) {
    outside.add(path, describeUnsupported(thrown));
    return () => FAILED;
  }
}
