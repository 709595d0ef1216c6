import { join } from 'node:path';
import { distinctTexts, type FirmField, readFirmFiles } from '../table/index.ts';
import { type DossierSource, dossierSources } from './catalogue.ts';
import { dossierFieldsOf } from './growing-columns.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { withNeighbours } from './neighbours.ts';
import { assertUntouched, presentFirms, readSource } from './open-book.ts';
import type { FieldSpec } from './schema.ts';
import { bookSources, type DossierRows, orderFileRows, orderRows, type SourceRows } from './source-rows.ts';

/**
 * A book to be walked range by range of firms, for books that do not fit into memory: what is small or must be seen whole
 * (applications, outcomes, links) is held, the other sources are read as `readFirms` asks for them.
 */
export interface BookReader {
  readonly dir: string;
  readonly manifest: Manifest;
  readonly applications: SourceRows<'applications'>;
  readonly outcomes: SourceRows<'outcomes'>;
  readonly links: SourceRows<'links'>;
  /** Firms with an application, an outcome or a link, sorted; the rows above are in this order. */
  readonly firmIds: readonly string[];
}

/** Opens a book for walking. @throws PARUS_BOOK_MISSING, PARUS_BOOK_INVALID as `openBook`. */
export async function openBookReader(dir: string): Promise<BookReader> {
  const manifest = await readManifest(dir);
  for (const source of bookSources) await assertUntouched(dir, manifest, source);
  const links = await readSource(dir, manifest, 'links');
  const tables = {
    applications: await readSource(dir, manifest, 'applications'),
    outcomes: await readSource(dir, manifest, 'outcomes'),
    links: links && withNeighbours(links),
  };
  const present = Object.values(tables).flatMap((table) => (table ? presentFirms(table) : []));
  const firmIds = [...new Set(present)].sort();
  const firmIndex = new Map(firmIds.map((firmId, i) => [firmId, i]));
  const rows = <S extends keyof typeof tables>(source: S) =>
    orderRows(dir, source, tables[source], firmIndex) as SourceRows<S>;
  return {
    dir,
    manifest,
    firmIds,
    applications: rows('applications'),
    outcomes: rows('outcomes'),
    links: rows('links'),
  };
}

/** Every firm with a record in a dossier source, sorted by code unit. */
export async function firmsOf({ dir, manifest }: Pick<BookReader, 'dir' | 'manifest'>): Promise<string[]> {
  const firms = new Set<string>();
  for (const source of dossierSources) {
    if ((manifest.files[source]?.rows ?? 0) === 0) continue;
    for (const firmId of await distinctTexts(join(dir, `${source}.parquet`), 'firmId')) firms.add(firmId);
  }
  return [...firms].sort();
}

/** Records of all dossier sources, as the manifest counts them. */
export function bookRecords({ manifest }: Pick<BookReader, 'manifest'>): number {
  return dossierSources.reduce((sum, source) => sum + (manifest.files[source]?.rows ?? 0), 0);
}

/** What `readFirms` needs of a book; goes to workers as it is. */
export interface FirmsToRead {
  readonly dir: string;
  readonly files: Manifest['files'];
  /** In ascending order; records of other firms between the first and the last are left out. */
  readonly firmIds: readonly string[];
  /** The links of these firms, as `pickFirms` gives them. */
  readonly links: SourceRows<'links'>;
}

/** Fields that a reader does without, and text fields of which it wants the text and not only whether two are equal. */
export type FieldNeeds = { readonly [S in DossierSource]?: FieldNeed };

export interface FieldNeed {
  readonly unread: readonly string[];
  readonly texts: readonly string[];
}

/** Reads the dossier sources of a few firms, in the order given. @throws PARUS_BOOK_INVALID */
export async function readFirms(
  { dir, files, firmIds, links }: FirmsToRead,
  needs: FieldNeeds = {},
): Promise<DossierRows> {
  const rows: Partial<Record<DossierSource, unknown>> = { links };
  const present = dossierSources.filter((source) => source !== 'links' && (files[source]?.rows ?? 0) > 0);
  const read = await readFirmFiles(
    firmIds,
    present.map((source) => ({
      path: join(dir, `${source}.parquet`),
      fields: dossierFieldsOf(source).flatMap((field) => firmField(field, needs[source])),
    })),
  );
  for (const [i, source] of present.entries())
    rows[source] = orderFileRows(dir, source, read[i]!, firmIds.length);
  const none = new Map(firmIds.map((firmId, i) => [firmId, i]));
  for (const source of dossierSources) rows[source] ??= orderRows(dir, source, undefined, none);
  return rows as DossierRows;
}

function firmField({ name, type, values }: FieldSpec, need: FieldNeed | undefined): FirmField[] {
  if (need?.unread.includes(name)) return [];
  if (type === 'text') {
    if (values) return [{ name, as: 'values', values }];
    return [{ name, as: need?.texts.includes(name) ? 'text' : 'key' }];
  }
  return [{ name, as: type === 'date' || type === 'int32' ? type : 'float64' }];
}
