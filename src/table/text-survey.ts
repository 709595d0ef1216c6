import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { fail, ParusError } from '../core/index.ts';
import { assertFile } from './text-file.ts';

/** Encodings of text files; UTF-16 and UTF-8 with or without a byte order mark. */
export const TEXT_ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;

export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** What is known of a file after reading all its bytes once. */
export interface Survey {
  /** Size and SHA-256 as it stands on disk, compressed or not. */
  readonly bytes: number;
  readonly sha256: string;
  /** Undefined for files that are no text. */
  readonly encoding: TextEncoding | undefined;
}

export interface SurveyOptions {
  /** `auto`: by the byte order mark, else UTF-8 if every byte allows it, else GB18030 if every byte allows that. */
  readonly encoding: TextEncoding | 'auto';
  readonly isText: boolean;
  /** Told how many more bytes were read. */
  readonly onBytes?: ((n: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a file once as bytes: fingerprint, encoding, wholeness of a gzip.
 * @throws PARUS_FILE_MISSING, PARUS_FILE_EMPTY, PARUS_FILE_FORMAT (NUL bytes, a broken gzip, no permission),
 * PARUS_FILE_ENCODING with the first bad byte, PARUS_CANCELLED
 */
export async function surveyFile(path: string, options: SurveyOptions): Promise<Survey> {
  await assertFile(path);
  const { isText, encoding } = options;
  const marked = isText && encoding === 'auto' ? encodingOfMark(await firstBytes(path)) : undefined;
  const hash = createHash('sha256');
  let bytes = 0;
  const onRaw = (block: Buffer): void => {
    hash.update(block);
    bytes += block.length;
    options.onBytes?.(block.length);
  };
  if (!isText) {
    for await (const _ of openBytes(path, options.signal, onRaw));
    return { bytes, sha256: hash.digest('hex'), encoding: undefined };
  }
  const first = marked ?? (encoding === 'auto' ? 'utf-8' : encoding);
  const bad = await firstBadByte(path, first, options.signal, onRaw);
  const fingerprint = { bytes, sha256: hash.digest('hex') };
  if (bad === undefined) return { ...fingerprint, encoding: first };
  if (encoding === 'auto' && marked === undefined) {
    if ((await firstBadByte(path, 'gb18030', options.signal, () => undefined)) === undefined) {
      return { ...fingerprint, encoding: 'gb18030' };
    }
  }
  const expected = encoding === 'auto' ? 'UTF-8, UTF-16 with a byte order mark, or GB18030' : encoding;
  throw fail('PARUS_FILE_ENCODING', { path, offset: bad, expected });
}

/**
 * The bytes of a file, gunzipped where its name says so; `onRaw` sees them as they stand on disk.
 * @throws PARUS_FILE_FORMAT for a broken gzip or a file that cannot be read, PARUS_CANCELLED
 */
export async function* openBytes(
  path: string,
  signal: AbortSignal | undefined,
  onRaw: (block: Buffer) => void,
): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  file.on('data', (block) => onRaw(block as Buffer));
  let stream: AsyncIterable<Buffer> = file;
  if (path.toLowerCase().endsWith('.gz')) {
    const gunzip = createGunzip({ chunkSize: 1 << 20 });
    file.on('error', (error) => gunzip.destroy(error));
    stream = file.pipe(gunzip);
  }
  try {
    for await (const block of stream) {
      if (signal?.aborted) throw fail('PARUS_CANCELLED', { task: `reading ${path}` });
      yield block;
    }
  } catch (error) {
    if (error instanceof ParusError) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    throw fail('PARUS_FILE_FORMAT', { path, problem }, [], error);
  } finally {
    file.destroy();
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  for await (const block of openBytes(path, undefined, () => undefined)) return block;
  return Buffer.alloc(0);
}

function encodingOfMark(bytes: Buffer): TextEncoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : undefined;
}

/**
 * Offset of a byte that `encoding` does not allow, or undefined. Reads on to the end all the same: the fingerprint is of the whole file.
 */
async function firstBadByte(
  path: string,
  encoding: TextEncoding,
  signal: AbortSignal | undefined,
  onRaw: (block: Buffer) => void,
): Promise<number | undefined> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let offset = 0;
  let bad: number | undefined;
  for await (const block of openBytes(path, signal, onRaw)) {
    const nul = encoding.startsWith('utf-16') ? -1 : block.indexOf(0);
    if (nul >= 0) {
      const problem = `it holds a NUL byte at ${offset + nul}, so it is binary, or UTF-16 without a byte order mark`;
      throw fail('PARUS_FILE_FORMAT', { path, problem });
    }
    if (bad === undefined && !decodes(decoder, block)) bad = offset + validPrefix(block, encoding);
    offset += block.length;
  }
  if (bad === undefined && !decodes(decoder, undefined)) bad = offset;
  return bad;
}

/** Whether the next block goes on as `decoder` expects; no block means the end of the text. */
function decodes(decoder: TextDecoder, block: Buffer | undefined): boolean {
  try {
    decoder.decode(block, { stream: block !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** Length of the longest prefix of `bytes` that is the beginning of a text in `encoding`. */
function validPrefix(bytes: Buffer, encoding: TextEncoding): number {
  let valid = 0;
  let tooLong = bytes.length + 1;
  while (tooLong - valid > 1) {
    const middle = (valid + tooLong) >>> 1;
    if (decodes(new TextDecoder(encoding, { fatal: true }), bytes.subarray(0, middle))) valid = middle;
    else tooLong = middle;
  }
  return valid;
}
