/** What must hold of a text file before DuckDB reads it: it exists, it is UTF-8, it is not empty, its header is sound. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { fail, ParusError } from '../core/index.ts';

export async function assertFile(path: string): Promise<void> {
  const info = await stat(path).catch(() => undefined);
  if (!info) throw fail('PARUS_FILE_MISSING', { path });
  if (!info.isFile()) throw fail('PARUS_FILE_FORMAT', { path, problem: 'it is not a file' });
  if (info.size === 0) throw fail('PARUS_FILE_EMPTY', { path, got: '0 bytes' });
}

function openText(path: string): AsyncIterable<Buffer> {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  if (!path.endsWith('.gz')) return file;
  const gunzip = createGunzip();
  file.on('error', (error) => gunzip.destroy(error));
  return file.pipe(gunzip);
}

/** How a delimited text file is written. */
export interface Dialect {
  readonly delimiter: ',' | ';' | '\t' | '|';
  readonly header: readonly string[];
}

/** A header longer than this is not a header. 10,000 columns of 100 characters fit. */
export const HEADER_LIMIT = 4 << 20;

/**
 * Reads the whole file once as bytes: checks UTF-8 and takes the header line.
 * @throws PARUS_FILE_ENCODING with the first bad byte, PARUS_FILE_EMPTY, PARUS_TABLE_HEADER.
 */
export async function inspectDelimited(path: string): Promise<Dialect> {
  let head = '';
  let headDone = false;
  // The rest is read too, for its encoding.
  for await (const text of decodedBlocks(path)) {
    if (headDone) continue;
    head += text;
    headDone = endOfFirstRecord(head) >= 0 || head.length > HEADER_LIMIT;
  }
  if (head.trim() === '') throw fail('PARUS_FILE_EMPTY', { path, got: 'no text' });
  const end = endOfFirstRecord(head);
  const line = end < 0 ? head : head.slice(0, end);
  if (line.length > HEADER_LIMIT) {
    throw fail('PARUS_TABLE_HEADER', {
      path,
      problem: `the first line is longer than ${HEADER_LIMIT} characters`,
    });
  }
  return readHeader(path, line);
}

/** Reads the whole file once as bytes and checks that it is UTF-8. @throws PARUS_FILE_ENCODING, PARUS_FILE_FORMAT */
export async function assertUtf8(path: string): Promise<void> {
  const blocks = decodedBlocks(path);
  while (!(await blocks.next()).done);
}

/**
 * Decodes a UTF-8 file, plain or gzipped, block by block, without its BOM.
 * @throws PARUS_FILE_ENCODING with the first bad byte, PARUS_FILE_FORMAT
 */
async function* decodedBlocks(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let offset = 0;
  let block: Buffer = Buffer.alloc(0);
  try {
    for await (const bytes of openText(path)) {
      block = bytes;
      const text = decoder.decode(bytes, { stream: true });
      const nul = bytes.indexOf(0);
      if (nul >= 0) {
        const problem = `it holds a NUL byte at ${offset + nul}, so it is binary or UTF-16`;
        throw fail('PARUS_FILE_FORMAT', { path, problem });
      }
      yield text;
      offset += bytes.length;
    }
    yield decoder.decode();
  } catch (error) {
    if (error instanceof ParusError) throw error;
    if (error instanceof TypeError) {
      throw fail('PARUS_FILE_ENCODING', { path, offset: offset + validPrefix(block), expected: 'UTF-8' });
    }
    const problem = error instanceof Error ? error.message : String(error);
    throw fail('PARUS_FILE_FORMAT', { path, problem });
  }
}

/** Length of the longest prefix of `bytes` that is the beginning of UTF-8 text. */
function validPrefix(bytes: Buffer): number {
  let valid = 0;
  let tooLong = bytes.length + 1;
  while (tooLong - valid > 1) {
    const middle = (valid + tooLong) >>> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch {
      tooLong = middle;
    }
  }
  return valid;
}

/** The lines of a UTF-8 text file, without their ends (LF or CRLF, also mixed). @throws PARUS_FILE_* */
export async function readLines(path: string): Promise<string[]> {
  const lines: string[] = [];
  let rest = '';
  for await (const text of decodedBlocks(path)) {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) lines.push(part.endsWith('\r') ? part.slice(0, -1) : part);
  }
  if (rest !== '') lines.push(rest);
  return lines;
}

/** 1-based number of the first line that is no JSON, or 0: DuckDB's own count is one off. Blank lines do not matter. */
export async function firstBrokenJsonLine(path: string): Promise<number> {
  const lines = await readLines(path);
  return 1 + lines.findIndex((line) => line.trim() !== '' && !isJson(line));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Index of the line end that closes the first record (quotes may hold line ends), or -1. */
export function endOfFirstRecord(text: string): number {
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 34) quoted = !quoted;
    else if (!quoted && (c === 10 || c === 13)) return i;
  }
  return -1;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * Names and delimiter of a header line: the delimiter that cuts it into most names.
 * @throws PARUS_TABLE_HEADER with every blank or repeated name
 */
export function readHeader(path: string, line: string): Dialect {
  const split = DELIMITERS.map((delimiter) => ({ delimiter, header: splitRecord(line, delimiter) }));
  // The delimiter that cuts the header into most names; a comma when none cuts it.
  const best = split.reduce((a, b) => (b.header.length > a.header.length ? b : a));
  const seen = new Map<string, number>();
  const issues = best.header.flatMap((name, i) => {
    const column = `column ${i + 1}`;
    if (name.trim() === '') return [{ path: column, message: 'blank name' }];
    const first = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), first ?? i + 1);
    return first === undefined ? [] : [{ path: column, message: `name ${name} repeats column ${first}` }];
  });
  if (issues.length > 0) {
    const [{ path: column, message }] = issues as [(typeof issues)[number]];
    throw fail('PARUS_TABLE_HEADER', { path, problem: `${column}: ${message}` }, issues);
  }
  return best;
}

function splitRecord(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (const c of line) {
    if (c === '"') quoted = !quoted;
    else if (c === delimiter && !quoted) {
      fields.push(field);
      field = '';
    } else field += c;
  }
  fields.push(field);
  return fields;
}
