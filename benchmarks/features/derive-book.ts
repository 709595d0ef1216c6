import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprint } from '../../src/sources/book.ts';
import { type Manifest, readManifest, type SourceName } from '../../src/sources/index.ts';
import { MANIFEST_NAME, manifestHash } from '../../src/sources/manifest.ts';
import { sqlText, withDuckDb } from '../../src/table/duckdb.ts';
import { countRows } from '../../src/table/index.ts';

/**
 * Makes a book at `to` of some sources of the one at `from`: by links to its files or, with `firms`, of copies that hold the
 * first so many firms with an application alone.
 */
export async function deriveBook(
  from: string,
  to: string,
  { sources, firms }: { readonly sources: readonly SourceName[]; readonly firms?: number },
): Promise<void> {
  const manifest = await readManifest(from);
  mkdirSync(to, { recursive: true });
  const files: Manifest['files'] = {};
  for (const source of sources) {
    const listed = manifest.files[source];
    if (!listed) continue;
    const file = path.join(to, `${source}.parquet`);
    if (firms === undefined) {
      symlinkSync(path.join(path.resolve(from), `${source}.parquet`), file);
      files[source] = listed;
    } else {
      await copyFirms(from, source, file, firms);
      files[source] = { rows: await countRows(file), ...(await fingerprint(file)) };
    }
  }
  const content = { ...manifest, files, firms: firms ?? manifest.firms };
  const text = JSON.stringify({ ...content, hash: manifestHash(content) });
  writeFileSync(path.join(to, MANIFEST_NAME), text);
}

function copyFirms(from: string, source: SourceName, file: string, firms: number): Promise<unknown> {
  const read = (name: string) => `read_parquet(${sqlText(path.join(path.resolve(from), `${name}.parquet`))})`;
  return withDuckDb((connection) =>
    connection.run(
      `COPY (
         FROM ${read(source)} WHERE firmId IN
           (SELECT DISTINCT firmId FROM ${read('applications')} ORDER BY firmId LIMIT ${firms})
       ) TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd)`,
    ),
  );
}
