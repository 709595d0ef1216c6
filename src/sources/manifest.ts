import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson, fail, issuesOfZod, sha256 } from '../core/index.ts';

export const MANIFEST_NAME = 'manifest.json';

const bookFile = z.object({
  rows: z.int().min(0),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The table of contents of a book. It is written last: a folder without one is not a whole book. */
export const manifestSchema = z.object({
  format: z.literal(1),
  kind: z.literal('parus-book'),
  startDate: z.iso.date(),
  endDate: z.iso.date(),
  firms: z.int().min(0),
  /** What made the book and with which parameters; enough to make it again. */
  generator: z.record(z.string(), z.json()),
  /** By name: a source, or `truth/...`; the file is `<name>.parquet`. */
  files: z.record(z.string(), bookFile),
  /** SHA-256 of the canonical JSON of everything above. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** The hash a manifest must carry. */
export function manifestHash(manifest: Omit<Manifest, 'hash'>): string {
  const { format, kind, startDate, endDate, firms, generator, files } = manifest;
  return sha256(canonicalJson({ format, kind, startDate, endDate, firms, generator, files }));
}

/**
 * Reads and checks the manifest of the book at `dir` (the files themselves are checked by `openBook`).
 * @throws PARUS_BOOK_MISSING without a manifest; PARUS_BOOK_INVALID with every issue and its path.
 */
export async function readManifest(dir: string): Promise<Manifest> {
  const path = join(dir, MANIFEST_NAME);
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw fail('PARUS_BOOK_INVALID', { path, problem: `it is not JSON (${error.message})` }, [], error);
    }
    throw fail('PARUS_BOOK_MISSING', { path: dir, expected: MANIFEST_NAME }, [], error);
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) {
    const issues = issuesOfZod(parsed.error.issues);
    const [first] = issues as [(typeof issues)[number]];
    throw fail('PARUS_BOOK_INVALID', { path, problem: `${first.path}: ${first.message}` }, issues);
  }
  const expected = manifestHash(parsed.data);
  if (parsed.data.hash !== expected) {
    throw fail('PARUS_BOOK_INVALID', { path, problem: `hash is ${parsed.data.hash}, expected ${expected}` });
  }
  return parsed.data;
}
