import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ErrorCode, fail } from '../../core/index.ts';
import { extentOf } from '../../table/index.ts';
import { fingerprint, writeManifest, writing } from '../book.ts';
import type { SourceName } from '../catalogue.ts';
import type { Manifest } from '../manifest.ts';
import { convertFiles, type IngestRun, PARTS } from './convert-files.ts';
import type { IngestRequest } from './earlier-run.ts';
import type { Mapping } from './mapping.ts';
import { openQuarantine, type Quarantine } from './quarantine.ts';
import type { SurveyedFile } from './raw-file.ts';
import { type Corrections, SORTING, settleSource } from './settle-source.ts';
import type { RefusedRow } from './validate-block.ts';

/** What is asked of a run besides its files. */
export interface Wishes {
  readonly mapping: Mapping | undefined;
  readonly request: IngestRequest;
  readonly corrections: Corrections;
}

type Counts = Partial<Record<SourceName, number>>;

export interface MadeBook {
  readonly accepted: Counts;
  readonly rejected: Counts;
  readonly reasons: Partial<Record<ErrorCode, number>>;
  readonly manifest: Manifest;
}

/** Issues listed in the error when no row at all is accepted. */
const MOST_ISSUES = 20;

/**
 * Writes every file of the book into `run.stagingDir`, source by source, the manifest last. `files` stand in the order of
 * their sources. @throws as `ingestFiles`; what is written until then is the caller's to remove
 */
export async function makeBook(
  files: readonly SurveyedFile[],
  wishes: Wishes,
  run: IngestRun,
): Promise<MadeBook> {
  const { stagingDir, into, onProgress } = run;
  const accepted: Counts = {};
  const rejected: Counts = {};
  const reasons: Partial<Record<ErrorCode, number>> = {};
  const examples: RefusedRow[] = [];
  const written: Manifest['files'] = {};
  const inputs: Readonly<Record<string, unknown>>[] = [];
  const names = [...new Set(files.map(({ source }) => source))];
  for (const [i, source] of names.entries()) {
    const quarantine = openQuarantine(stagingDir, source);
    const { rows, rowsOfFiles } = await makeSource(source, files, quarantine, wishes, run);
    onProgress?.({ label: 'sort (sources)', done: i + 1, total: names.length });
    for (const n of rowsOfFiles) inputs.push({ ...wishes.request.inputs[inputs.length], rows: n });
    accepted[source] = rows;
    rejected[source] = quarantine.count;
    for (const [code, n] of quarantine.reasons) reasons[code] = (reasons[code] ?? 0) + n;
    examples.push(...quarantine.examples);
    if (rows > 0) written[source] = { rows, ...(await fingerprint(join(stagingDir, `${source}.parquet`))) };
  }
  if (Object.keys(written).length === 0) throw nothingAccepted(files, examples);
  const paths = Object.keys(written).map((name) => join(stagingDir, `${name}.parquet`));
  const { ids, first, last } = await extentOf(paths, 'firmId', 'eventDate', join(stagingDir, SORTING));
  const meta = {
    generator: { ...wishes.request, inputs, accepted, rejected, reasons },
    startDate: first,
    endDate: last,
    firms: ids,
  };
  const manifest = await writing(into, async () => {
    for (const name of [PARTS, SORTING]) await rm(join(stagingDir, name), { recursive: true, force: true });
    return writeManifest(stagingDir, meta, written);
  });
  return { accepted, rejected, reasons, manifest };
}

/** Writes the file of one source and its quarantine. */
async function makeSource(
  source: SourceName,
  files: readonly SurveyedFile[],
  quarantine: Quarantine,
  { mapping, corrections }: Wishes,
  run: IngestRun,
): Promise<{ readonly rows: number; readonly rowsOfFiles: readonly number[] }> {
  const { stagingDir, signal } = run;
  try {
    const { rowsOfFiles, parts, sequence } = await convertFiles(source, files, quarantine, run);
    const paths = files.map(({ path }) => path);
    const key = mapping?.keys?.[source];
    const input = { source, stagingDir, parts, paths, key, corrections, sequence, signal };
    const rows = parts.length > 0 ? await settleSource(input, quarantine) : 0;
    await quarantine.close();
    const nRead = rowsOfFiles.reduce((sum, n) => sum + n, 0);
    if (rows + quarantine.count !== nRead) {
      throw new Error(`${source}: ${nRead} rows read, ${rows} accepted, ${quarantine.count} rejected`);
    }
    return { rows, rowsOfFiles };
  } catch (error) {
    quarantine.discard();
    throw error;
  }
}

function nothingAccepted(files: readonly SurveyedFile[], examples: readonly RefusedRow[]) {
  const path = files.map((file) => file.path).join(', ');
  const issues = examples.slice(0, MOST_ISSUES).map(({ code, file, row, column, value, message }) => ({
    path: [`${file} row ${row}`, column].filter(Boolean).join(' column '),
    message: `${code}: ${message}, got ${value}`,
  }));
  return fail('PARUS_FILE_EMPTY', { path, got: 'no row that could be accepted' }, issues);
}
