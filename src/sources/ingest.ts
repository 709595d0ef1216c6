import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { ErrorCode } from '../core/index.ts';
import type { OnProgress, WorkerPool } from '../parallel/index.ts';
import { surveyFile, type TextEncoding } from '../table/index.ts';
import { assertReplaceable, takePlace, writing } from './book.ts';
import type { SourceName } from './catalogue.ts';
import { PARTS } from './ingest/convert-files.ts';
import { earlierRun, type IngestRequest } from './ingest/earlier-run.ts';
import { makeBook } from './ingest/make-book.ts';
import { type Mapping, readMapping, ruleFor } from './ingest/mapping.ts';
import type { SurveyedFile } from './ingest/raw-file.ts';
import type { Corrections } from './ingest/settle-source.ts';
import type { Manifest } from './manifest.ts';
import { findSourceFiles } from './source-files.ts';

export interface IngestOptions {
  /** Folder of the book to write. */
  readonly into: string;
  /** Replace the book that is there, whatever made it. */
  readonly force?: boolean | undefined;
  /** Path of a mapping file for files that are not in the form of the contracts; see docs/ingestion.md. */
  readonly mapping?: string | undefined;
  /** Of text files without a rule of their own in the mapping; default `auto`. */
  readonly encoding?: TextEncoding | 'auto' | undefined;
  /** Which version of a corrected record is kept; default `first`: what was known at the time. */
  readonly corrections?: Corrections | undefined;
  /**
   * Validates in worker threads; without it in this one. The book is the same. Cancel with `signal`, not with a signal of
   * the pool: that would end threads in the midst of DuckDB.
   */
  readonly pool?: WorkerPool | undefined;
  /** Told in megabytes of input (each is read twice: to check, to convert), then source by source. */
  readonly onProgress?: OnProgress | undefined;
  /** Aborting it stops the run with PARUS_CANCELLED and leaves nothing behind. */
  readonly signal?: AbortSignal | undefined;
}

type Counts = Partial<Record<SourceName, number>>;

/** What became of the rows: for every source, rows read = accepted + rejected. */
export interface IngestResult {
  readonly accepted: Counts;
  readonly rejected: Counts;
  /** Rejected rows by the code of their first problem. */
  readonly reasons: Partial<Record<ErrorCode, number>>;
  readonly manifest: Manifest;
  /** The book was there already, made from the same files in the same way: nothing was written. */
  readonly unchanged: boolean;
}

/** Version of the rules by which files become a book; another one makes another book of the same files. */
const RULES = 2;

/**
 * Validates CSV, NDJSON and Parquet files of any source and size and writes them as a book, each source firm after firm
 * (firmId by its bytes, then eventDate, arrivalDate, order of the files). Files are named for their source or described by
 * a mapping. Refused rows (broken, invalid, arrived before they happened, the same again) go to quarantine/<source>.csv in
 * the book, one line each; columns that nothing reads are left out. The same files give the same bytes; a book that was
 * made of them already is left as it is.
 * @throws PARUS_FILE_*, PARUS_SOURCE_UNKNOWN, PARUS_TABLE_* for a file that cannot be read as a whole,
 * PARUS_CONFIG_INVALID for the mapping, PARUS_OUT_EXISTS, PARUS_FILE_EMPTY where no row is accepted,
 * PARUS_RECORD_CORRECTED and PARUS_RECORD_CONFLICT with corrections `refuse`, PARUS_WRITE_FAILED, PARUS_CANCELLED; nothing
 * is written then.
 */
export async function ingestFiles(paths: readonly string[], options: IngestOptions): Promise<IngestResult> {
  const { into, force = false, corrections = 'first' } = options;
  const mapping = options.mapping === undefined ? undefined : await readMapping(options.mapping);
  const found = await findSourceFiles(paths, (path) => ruleFor(mapping, path)?.source);
  const progress = await byteProgress(found, options.onProgress);
  const files: SurveyedFile[] = [];
  for (const file of found) {
    const rule = ruleFor(mapping, file.path);
    const encoding = rule?.encoding ?? options.encoding ?? 'auto';
    const survey = await surveyFile(file.path, {
      encoding,
      isText: file.format !== 'parquet',
      onBytes: progress,
      signal: options.signal,
    });
    files.push({ ...file, ...survey, rule });
  }
  const request = requestOf(files, mapping, corrections);
  const earlier = force ? undefined : await earlierRun(into, request);
  if (earlier) return { ...earlier, unchanged: true };
  const target = resolve(into);
  await assertReplaceable(target, into, force);
  const stagingDir = `${target}.partial`;
  try {
    await writing(into, async () => {
      await rm(stagingDir, { recursive: true, force: true });
      await mkdir(join(stagingDir, PARTS), { recursive: true });
    });
    const { pool, onProgress, signal } = options;
    const run = { into, stagingDir, onBytes: progress, onProgress, pool, signal };
    const made = await makeBook(files, { mapping, request, corrections }, run);
    await writing(into, () => takePlace(stagingDir, target));
    return { ...made, unchanged: false };
  } catch (error) {
    await rm(stagingDir, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
}

function requestOf(
  files: readonly SurveyedFile[],
  mapping: Mapping | undefined,
  corrections: Corrections,
): IngestRequest {
  const inputs = files.map(({ path, source, bytes, sha256, encoding = null }) => {
    return { name: basename(path), source, bytes, sha256, encoding };
  });
  return { name: 'parus ingest', rules: RULES, corrections, mapping: mapping ?? null, inputs };
}

/** Progress in whole megabytes over two readings of all files. */
async function byteProgress(
  files: readonly { readonly path: string }[],
  onProgress: OnProgress | undefined,
): Promise<(n: number) => void> {
  let total = 0;
  for (const { path } of files) total += 2 * (await stat(path)).size;
  let done = 0;
  const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
  return (n) => {
    done += n;
    onProgress?.({ label: 'ingest (MB)', done: megabytes(done), total: megabytes(total) });
  };
}
