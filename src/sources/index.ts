export { type BookMeta, type BookTableName, type BookWriter, openBookWriter } from './book.ts';
export {
  type DossierSource,
  dossierSources,
  type SourceName,
  sourceNames,
  sources,
} from './catalogue.ts';
export type { Sensitivity, SourceContract } from './contract.ts';
export {
  type ColumnArray,
  type Dossier,
  type DossierRecords,
  dossierFromRecords,
  type Slice,
  type SourceColumns,
  type SourceRecord,
} from './dossier.ts';
export { type IngestOptions, type IngestResult, ingestFiles } from './ingest.ts';
export { type Manifest, manifestSchema, readManifest } from './manifest.ts';
export {
  type Book,
  type BookSource,
  bookSources,
  dossierOf,
  openBook,
  type SourceRows,
  slicesOf,
} from './open-book.ts';
export { openPartedBook, type PartedBook, writePart } from './parted-book.ts';
export { type FieldIssue, parseRecord } from './record.ts';
export { INDUSTRIES, REGIONS } from './registry.ts';
export { codeOf, type FieldSpec, fieldsOf, schemaOfSource } from './schema.ts';
