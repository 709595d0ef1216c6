export { type BookMeta, type BookTableName, type BookWriter, openBookWriter } from './book.ts';
export {
  type BookReader,
  bookRecords,
  type FieldNeeds,
  type FirmsToRead,
  firmsOf,
  openBookReader,
  readFirms,
} from './book-reader.ts';
export {
  coreSources,
  type DossierSource,
  dossierSources,
  type SourceName,
  sourceNames,
  sources,
} from './catalogue.ts';
export type { ColumnArray, SourceColumns, SourceRecord } from './columns.ts';
export type { Sensitivity, SourceContract } from './contract.ts';
export {
  assertOwn,
  type Dossier,
  type DossierRecords,
  dossierFromRecords,
  type Slice,
} from './dossier.ts';
export { GrowingColumns } from './growing-columns.ts';
export { type IngestOptions, type IngestResult, ingestFiles } from './ingest.ts';
export { type Manifest, manifestSchema, readManifest } from './manifest.ts';
export { type Book, dossierOf, type OpenBookOptions, openBook } from './open-book.ts';
export { openPartedBook, type PartedBook, writePart } from './parted-book.ts';
export { type FieldIssue, parseRecord } from './record.ts';
export { INDUSTRIES, REGIONS } from './registry.ts';
export { codeOf, type FieldSpec, fieldsOf, schemaOfSource } from './schema.ts';
export {
  type BookSource,
  bookSources,
  type DossierRows,
  pickFirms,
  type SourceRows,
  slicesOf,
} from './source-rows.ts';
