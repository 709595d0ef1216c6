export { type CsvLines, openCsvLines } from './csv-lines.ts';
export { type Cells, cellAt, cellsOf, cutRecords, type RejectedRow } from './delimited.ts';
export {
  type FileRows,
  type FirmField,
  type FirmFile,
  readFirmFiles,
  UNLISTED_CODE,
} from './firm-reader.ts';
export { openParquet, type ParquetBlocks } from './parquet-blocks.ts';
export { type FileFormat, formatOf, MISSING_TEXTS, type ReadOptions, readTable } from './read.ts';
export {
  type DroppedRow,
  extentOf,
  FILE_COLUMN,
  ROW_COLUMN,
  type SettleInput,
  settleParts,
} from './settle.ts';
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
export { delimitedBlocks, lineBlocks, readDialect, type TextBlock } from './text-blocks.ts';
export { type Survey, surveyFile, TEXT_ENCODINGS, type TextEncoding } from './text-survey.ts';
export { replaceFile, writeTextFile } from './whole-file.ts';
export {
  type ColumnType,
  countRows,
  distinctTexts,
  mergeParquet,
  openTableWriter,
  type Schema,
  schemaOf,
  type TableWriter,
  writeTable,
} from './write.ts';
