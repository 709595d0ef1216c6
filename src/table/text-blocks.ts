/** Text files of any size as blocks of whole records, in their order: the memory used is a few blocks. */
import { fail } from '../core/index.ts';
import { recordEnd } from './delimited.ts';
import { type Dialect, endOfFirstRecord, HEADER_LIMIT, readHeader } from './text-file.ts';
import { openBytes, type TextEncoding } from './text-survey.ts';

/** Whole records of a file, each ended by LF (the last may lack it). */
export interface TextBlock {
  readonly text: string;
  /** 1-based number of its first row; the header is not counted, blank lines are. */
  readonly firstRow: number;
}

export interface TextBlocksOptions {
  readonly encoding: TextEncoding;
  readonly onBytes?: ((n: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Characters of a block, more or less; tests make it small. */
  readonly blockChars?: number;
}

/** OWN: some 50,000 rows of a bank account; large enough to outweigh a task, small enough that dozens fit into memory. */
const BLOCK_CHARS = 4 << 20;

/** Longest record taken: beyond it the file is no table. */
const MAX_RECORD_CHARS = 16 << 20;

/**
 * The delimiter and the names of a delimited file.
 * @throws PARUS_FILE_EMPTY where there is no text, PARUS_TABLE_HEADER, PARUS_FILE_*
 */
export async function readDialect(path: string, encoding: TextEncoding): Promise<Dialect> {
  let head = '';
  for await (const text of decoded(path, { encoding })) {
    head += text;
    if (endOfFirstRecord(head) >= 0 || head.length > HEADER_LIMIT) break;
  }
  if (head.trim() === '') throw fail('PARUS_FILE_EMPTY', { path, got: 'no text' });
  const end = endOfFirstRecord(head);
  return readHeader(path, end < 0 ? head : head.slice(0, end));
}

/** The records of a delimited file after its header. @throws PARUS_FILE_FORMAT, PARUS_CANCELLED */
export function delimitedBlocks(
  path: string,
  dialect: Dialect,
  options: TextBlocksOptions,
): AsyncGenerator<TextBlock> {
  const { delimiter } = dialect;
  let inHeader = true;
  let quoted = false;
  const end = (text: string, from: number, whole: boolean): number => {
    if (inHeader) {
      const at = endOfFirstRecord(text);
      return at < 0 && whole ? text.length : at;
    }
    if (quoted) return recordEnd(text, from, delimiter, whole);
    const at = text.indexOf('\n', from);
    return at < 0 && whole ? text.length : at;
  };
  return cutBlocks(path, options, (text, whole) => {
    quoted = text.includes('"');
    let nRecords = 0;
    let cut = 0;
    let body = 0;
    while (cut < text.length) {
      const at = end(text, cut, whole);
      if (at < 0) break;
      cut = at + 1;
      if (inHeader) {
        inHeader = false;
        body = cut;
      } else nRecords += 1;
    }
    return { body, cut: Math.min(cut, text.length), nRecords };
  });
}

/** The lines of a text file, such as NDJSON, blank ones included. @throws PARUS_FILE_FORMAT, PARUS_CANCELLED */
export function lineBlocks(path: string, options: TextBlocksOptions): AsyncGenerator<TextBlock> {
  return cutBlocks(path, options, (text, whole) => {
    let nRecords = 0;
    let cut = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', cut)) {
      cut = at + 1;
      nRecords += 1;
    }
    return whole && cut < text.length
      ? { body: 0, cut: text.length, nRecords: nRecords + 1 }
      : { body: 0, cut, nRecords };
  });
}

/** Of a text: where its rows begin, where its last whole record ends, and how many records stand between. */
type Cut = (text: string, whole: boolean) => { body: number; cut: number; nRecords: number };

async function* cutBlocks(path: string, options: TextBlocksOptions, cut: Cut): AsyncGenerator<TextBlock> {
  const { blockChars = BLOCK_CHARS } = options;
  let pending: string[] = [];
  let length = 0;
  let firstRow = 1;
  const take = (whole: boolean): TextBlock | undefined => {
    const text = pending.join('');
    const found = cut(text, whole);
    const rest = text.slice(found.cut);
    if (rest.length > MAX_RECORD_CHARS) {
      const problem = `row ${firstRow + found.nRecords} is longer than ${MAX_RECORD_CHARS} characters`;
      throw fail('PARUS_FILE_FORMAT', { path, problem });
    }
    pending = rest === '' ? [] : [rest];
    length = rest.length;
    if (found.nRecords === 0) return undefined;
    const block = { text: text.slice(found.body, found.cut), firstRow };
    firstRow += found.nRecords;
    return block;
  };
  for await (const text of decoded(path, options)) {
    pending.push(text);
    length += text.length;
    const block = length >= blockChars ? take(false) : undefined;
    if (block) yield block;
  }
  const last = take(true);
  if (last) yield last;
}

/** A text file block by block, without its byte order mark, every line end (LF, CRLF, CR) as LF. */
async function* decoded(
  path: string,
  { encoding, onBytes, signal }: TextBlocksOptions,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let held = '';
  for await (const bytes of openBytes(path, signal, (block) => onBytes?.(block.length))) {
    const text = held + decoder.decode(bytes, { stream: true });
    // A CR at the very end may be half of a CRLF.
    held = text.endsWith('\r') ? '\r' : '';
    yield unixLines(held ? text.slice(0, -1) : text);
  }
  yield unixLines(held + decoder.decode());
}

function unixLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
