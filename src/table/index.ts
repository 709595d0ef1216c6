export { type FileFormat, formatOf, MISSING_TEXTS, type ReadOptions, readTable } from './read.ts';
export {
  abbreviate,
  asFloat64,
  type CategoryColumn,
  type Column,
  categoryColumn,
  columnLength,
  columnOf,
  type DateColumn,
  MISSING_CODE,
  MISSING_INT32,
  makeTable,
  type NumericColumn,
  numericColumn,
  selectColumns,
  type Table,
  takeRows,
  textAt,
} from './table.ts';
export { type RejectedRow, readTextLines, readTextRows, type TextLines, type TextRows } from './text-rows.ts';
export { replaceFile, writeTextFile } from './whole-file.ts';
export {
  type ColumnType,
  countRows,
  mergeParquet,
  openTableWriter,
  type Schema,
  schemaOf,
  type TableWriter,
  writeTable,
} from './write.ts';
