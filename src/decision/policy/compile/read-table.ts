import { openScope, type Syntax, type Value } from '../expression/index.ts';
import type { JdmTable } from '../jdm.ts';
import { openCellReader } from './cell.ts';
import type { NodeRun } from './node.ts';
import { openOutside } from './outside.ts';
import { compileTable } from './table.ts';

/** A table taken apart for checks of its rows. */
export interface TableReading {
  /** Cells by row and column; undefined where empty, in a column without a field, or outside the subset. */
  readonly cells: readonly (readonly (
    | { readonly syntax: Syntax; readonly accepts: (value: Value) => boolean }
    | undefined
  )[])[];
  /** Rows that ask more than their cells tell: whole conditions, and cells outside the subset. */
  readonly conditional: ReadonlySet<number>;
  readonly run: NodeRun;
}

/** Takes a table apart. Rows outside the subset never match in `run`. */
export function readTable(table: JdmTable): TableReading {
  const read = openCellReader();
  const scope = openScope({});
  const conditional = new Set<number>();
  const cells = table.rules.map((rule, row) =>
    table.inputs.map(({ id, field }) => {
      const source = rule[id]?.trim();
      if (!source) {
        if (source === undefined) conditional.add(row);
        return undefined;
      }
      const cell = field?.trim() ? read(source) : { reason: 'a whole condition' };
      if ('reason' in cell) {
        conditional.add(row);
        return undefined;
      }
      return { syntax: cell.syntax, accepts: (value: Value) => cell.test(value, scope) };
    }),
  );
  return { cells, conditional, run: compileTable(table, '', openOutside()) };
}
