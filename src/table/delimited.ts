/**
 * Delimited text as records and fields (RFC 4180; lines end with LF, see `text-blocks.ts`).
 *
 * A quote opens a value only as its first character; anywhere else it is a character like others. A quoted value that is
 * not closed, or is closed and goes on, breaks its record: the record then ends with its first line, so that one bad
 * quote costs one row and not the rest of the file.
 */

/** Line ends that a quoted value may hold. No text of a contract is longer than 200 characters. */
export const MAX_QUOTED_LINES = 200;

const QUOTE = 34;
const LF = 10;

/** A row that does not parse: too few or too many fields, or a quote that is not closed. */
export interface RejectedRow {
  /** 1-based row of data, the header not counted. */
  readonly row: number;
  readonly problem: string;
  readonly text: string;
}

/**
 * Where the values of some columns stand in a text: value `i` of slot `s` is `text.slice(starts[s][i], ends[s][i])`, unless
 * `unquoted[s]` has it spelt out under `i`. A missing value is empty.
 */
export interface Cells {
  readonly text: string;
  readonly nRows: number;
  /** 1-based row numbers in the file, ascending. */
  readonly rows: Int32Array;
  readonly starts: readonly Int32Array[];
  readonly ends: readonly Int32Array[];
  readonly unquoted: readonly ReadonlyMap<number, string>[];
}

/** The value `i` of slot `s` as text. */
export function cellAt({ text, starts, ends, unquoted }: Cells, s: number, i: number): string {
  return unquoted[s]!.get(i) ?? text.slice(starts[s]![i], ends[s]![i]);
}

/**
 * Index of the line end that closes the record at `start` (or the length of the text where its last line has none), or -1
 * where the record may go on beyond the text, which cannot be when the text is `whole`.
 */
export function recordEnd(text: string, start: number, delimiter: string, whole: boolean): number {
  const stop = delimiter.charCodeAt(0);
  const lineEnd = endOfLine(text, start);
  const open = (at: number): number => (at < text.length || whole ? at : -1);
  for (let at = start; ; at++) {
    if (text.charCodeAt(at) === QUOTE) {
      const close = closingQuote(text, at + 1);
      if (close === undefined) return whole ? lineEnd : -1;
      at = close + 1;
      if (close < 0 || (at < text.length && text.charCodeAt(at) !== stop && text.charCodeAt(at) !== LF)) {
        return open(lineEnd);
      }
    } else {
      while (at < text.length && text.charCodeAt(at) !== stop && text.charCodeAt(at) !== LF) at += 1;
    }
    if (at >= text.length || text.charCodeAt(at) === LF) return open(at);
  }
}

/** Index of the quote that closes a value; -2 where it is too many lines away, undefined where the text ends before it. */
function closingQuote(text: string, from: number): number | undefined {
  let lines = 0;
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === LF) {
      lines += 1;
      if (lines > MAX_QUOTED_LINES) return -2;
    } else if (c === QUOTE) {
      if (text.charCodeAt(at + 1) !== QUOTE) return at;
      at += 1;
    }
  }
  return undefined;
}

function endOfLine(text: string, start: number): number {
  const at = text.indexOf('\n', start);
  return at < 0 ? text.length : at;
}

/** Characters of a broken row that are kept for the reader. */
const SHOWN = 200;

/**
 * Cuts whole records into fields. `slots[c]` says in which slot the values of column `c` of the file go, -1 for nowhere.
 * Blank lines count as rows but give none; rows without exactly `slots.length` fields are rejected.
 */
export function cutRecords(
  text: string,
  delimiter: string,
  slots: readonly number[],
  firstRow: number,
): { readonly cells: Cells; readonly rejected: readonly RejectedRow[]; readonly nRead: number } {
  const quoteFree = !text.includes('"');
  const nSlots = slots.reduce((n, slot) => Math.max(n, slot + 1), 0);
  const most = countLines(text);
  const starts = Array.from({ length: nSlots }, () => new Int32Array(most));
  const ends = Array.from({ length: nSlots }, () => new Int32Array(most));
  const unquoted = Array.from({ length: nSlots }, () => new Map<number, string>());
  const rows = new Int32Array(most);
  const rejected: RejectedRow[] = [];
  const cutter: Cutter = { text, stop: delimiter.charCodeAt(0), slots, starts, ends, unquoted };
  let nRows = 0;
  let row = firstRow;
  for (let start = 0; start < text.length; row++) {
    const end = quoteFree ? endOfLine(text, start) : recordEnd(text, start, delimiter, true);
    if (end > start) {
      const found = cutFields(cutter, start, end, nRows);
      if (found === slots.length) {
        rows[nRows] = row;
        nRows += 1;
      } else {
        for (const values of unquoted) values.delete(nRows);
        const problem =
          found < 0
            ? 'a quote is not closed, or is closed and followed by more'
            : `${found} fields, expected ${slots.length}`;
        rejected.push({ row, problem, text: text.slice(start, Math.min(end, start + SHOWN)) });
      }
    }
    start = end + 1;
  }
  const cells = { text, nRows, rows: rows.subarray(0, nRows), starts, ends, unquoted };
  return { cells, rejected, nRead: nRows + rejected.length };
}

interface Cutter {
  readonly text: string;
  readonly stop: number;
  readonly slots: readonly number[];
  readonly starts: readonly Int32Array[];
  readonly ends: readonly Int32Array[];
  readonly unquoted: readonly Map<number, string>[];
}

/** Notes the fields of the record [start, end) as row `i` and gives their number, or -1 where a quote breaks it. */
function cutFields(
  { text, stop, slots, starts, ends, unquoted }: Cutter,
  start: number,
  end: number,
  i: number,
): number {
  let column = 0;
  for (let at = start; ; at++) {
    const slot = slots[column] ?? -1;
    let from = at;
    let to: number;
    if (text.charCodeAt(at) === QUOTE) {
      const close = closingQuote(text, at + 1) ?? -1;
      if (close < 0 || close >= end) return -1;
      from = at + 1;
      to = close;
      at = close + 1;
      if (at < end && text.charCodeAt(at) !== stop) return -1;
      const value = text.slice(from, to);
      if (slot >= 0 && value.includes('"')) unquoted[slot]!.set(i, value.replaceAll('""', '"'));
    } else {
      while (at < end && text.charCodeAt(at) !== stop) at += 1;
      to = at;
    }
    if (slot >= 0) {
      starts[slot]![i] = from;
      ends[slot]![i] = to;
    }
    column += 1;
    if (at >= end) return column;
  }
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Columns of texts as cells: what a file without text of its own (Parquet) looks like to the reader of values. */
export function cellsOf(columns: readonly (readonly (string | null)[])[], firstRow: number): Cells {
  const nRows = columns[0]?.length ?? 0;
  const starts: Int32Array[] = [];
  const ends: Int32Array[] = [];
  const parts: string[] = [];
  let at = 0;
  for (const values of columns) {
    const start = new Int32Array(nRows);
    const end = new Int32Array(nRows);
    for (const [i, value] of values.entries()) {
      start[i] = at;
      at += value?.length ?? 0;
      end[i] = at;
      if (value) parts.push(value);
    }
    starts.push(start);
    ends.push(end);
  }
  const rows = Int32Array.from({ length: nRows }, (_, i) => firstRow + i);
  const unquoted = columns.map(() => new Map<number, string>());
  return { text: parts.join(''), nRows, rows, starts, ends, unquoted };
}
