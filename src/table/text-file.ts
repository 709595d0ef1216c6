/** What must hold of a text file before DuckDB reads it: it exists, it is UTF-8, it is not empty, its header is sound. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { fail } from '../core/index.ts';

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
const HEADER_LIMIT = 4 << 20;

/**
 * Reads the whole file once as bytes: checks UTF-8 and takes the header line.
 * @throws PARUS_FILE_ENCODING with the offset of the first bad megabyte, PARUS_FILE_EMPTY, PARUS_TABLE_HEADER.
 */
export async function inspectDelimited(path: string): Promise<Dialect> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let head = '';
  let headDone = false;
  let offset = 0;
  try {
    for await (const bytes of openText(path)) {
      const text = decoder.decode(bytes, { stream: true });
      if (!headDone) {
        head += text;
        headDone = endOfFirstRecord(head) >= 0 || head.length > HEADER_LIMIT;
      }
      offset += bytes.length;
    }
    decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw fail('PARUS_FILE_ENCODING', { path, offset: `${offset} or later` });
    throw fail('PARUS_FILE_FORMAT', {
      path,
      problem: error instanceof Error ? error.message : String(error),
    });
  }
  if (offset === 0 || head.trim() === '') throw fail('PARUS_FILE_EMPTY', { path, got: 'no text' });
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

/** Reads the whole file once as bytes and checks that it is UTF-8. */
export async function assertUtf8(path: string): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let offset = 0;
  try {
    for await (const bytes of openText(path)) {
      decoder.decode(bytes, { stream: true });
      offset += bytes.length;
    }
    decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw fail('PARUS_FILE_ENCODING', { path, offset: `${offset} or later` });
    throw fail('PARUS_FILE_FORMAT', {
      path,
      problem: error instanceof Error ? error.message : String(error),
    });
  }
}

/** Index of the line end that closes the first record (quotes may hold line ends), or -1. */
function endOfFirstRecord(text: string): number {
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 34) quoted = !quoted;
    else if (!quoted && (c === 10 || c === 13)) return i;
  }
  return -1;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

function readHeader(path: string, line: string): Dialect {
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
