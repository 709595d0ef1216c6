import type { ModelInput } from '../../../src/models/index.ts';
import { asFloat64, type Table, textAt } from '../../../src/table/index.ts';

/** A table's inputs as other systems take them: numbers with NaN, texts with undefined for missing. */
export function columnsOf(
  inputs: readonly ModelInput[],
  table: Table,
): Record<string, (number | string | undefined)[]> {
  return Object.fromEntries(
    inputs.map(({ name }) => {
      const column = table.columns.get(name)!;
      if (column.kind !== 'category') return [name, [...asFloat64(column)]];
      return [name, Array.from({ length: table.nRows }, (_, row) => textAt(column, row))];
    }),
  );
}
