import { join } from 'node:path';
import { z } from 'zod';
import { asParusError, canonicalJson } from '../../core/index.ts';
import { fingerprint } from '../book.ts';
import { type Manifest, readManifest } from '../manifest.ts';

/** What decides a book that ingestion makes: the same request gives the same bytes. Plain JSON. */
export interface IngestRequest {
  readonly name: 'parus ingest';
  /** Version of the rules of ingestion. */
  readonly rules: number;
  readonly corrections: string;
  readonly mapping: unknown;
  /** The files, in order, by name and content. */
  readonly inputs: readonly Readonly<Record<string, unknown>>[];
}

const counts = z.record(z.string(), z.int().min(0));

/** What a run noted of its rows in the manifest. */
const outcomeSchema = z.object({ accepted: counts, rejected: counts, reasons: counts });

export interface EarlierRun extends z.infer<typeof outcomeSchema> {
  readonly manifest: Manifest;
}

/** The request that a manifest tells of, without what came of it. */
function requestIn({ accepted: _, rejected: __, reasons: ___, ...rest }: Manifest['generator']): unknown {
  const inputs = z.array(z.record(z.string(), z.json())).safeParse(rest['inputs']);
  return { ...rest, inputs: inputs.data?.map(({ rows: ____, ...input }) => input) ?? null };
}

/** As JSON keeps it: without what is undefined. */
function plain(request: IngestRequest): unknown {
  return JSON.parse(JSON.stringify(request));
}

/**
 * The run that made the book at `dir` from the same request, if there is a book, it was, and its files still have the
 * bytes that its manifest names.
 */
export async function earlierRun(dir: string, request: IngestRequest): Promise<EarlierRun | undefined> {
  const manifest = await readManifest(dir).catch((error: unknown) => {
    const { code } = asParusError(error);
    if (code === 'PARUS_BOOK_MISSING' || code === 'PARUS_BOOK_INVALID') return undefined;
    throw error;
  });
  const outcome = outcomeSchema.safeParse(manifest?.generator);
  if (!manifest || !outcome.success) return undefined;
  if (canonicalJson(requestIn(manifest.generator)) !== canonicalJson(plain(request))) return undefined;
  for (const [name, { sha256 }] of Object.entries(manifest.files)) {
    const found = await fingerprint(join(dir, `${name}.parquet`)).catch(() => undefined);
    if (found?.sha256 !== sha256) return undefined;
  }
  return { ...outcome.data, manifest };
}
