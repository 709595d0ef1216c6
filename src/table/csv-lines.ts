import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { fail } from '../core/index.ts';

/** A CSV file that grows row by row, its rows never in memory together. */
export interface CsvLines {
  /** Appends rows, each with as many values as the header; waits for the disk. @throws PARUS_WRITE_FAILED */
  append(rows: readonly (readonly (string | number)[])[]): Promise<void>;
  /** @throws PARUS_WRITE_FAILED */
  close(): Promise<void>;
  /** Lets go of the file, whole or not. */
  discard(): void;
}

/** Opens a CSV file at `path` (replacing it) with a header. It is not whole before `close`. */
export function openCsvLines(path: string, header: readonly string[]): CsvLines {
  const stream: WriteStream = createWriteStream(path);
  let failed: Error | undefined;
  stream.on('error', (error) => {
    failed = error;
  });
  const refuse = (error: Error) => fail('PARUS_WRITE_FAILED', { path, problem: error.message }, [], error);
  const append: CsvLines['append'] = async (rows) => {
    const text = rows.map((row) => `${row.map(csvValue).join(',')}\n`).join('');
    if (failed) throw refuse(failed);
    await new Promise<void>((resolve, reject) => {
      stream.write(text, (error) => (error ? reject(refuse(error)) : resolve()));
    });
  };
  stream.write(`${header.map(csvValue).join(',')}\n`);
  return {
    append,
    discard: () => void stream.destroy(),
    async close() {
      if (failed) throw refuse(failed);
      stream.end();
      await finished(stream).catch((error: Error) => {
        throw refuse(error);
      });
    },
  };
}

/** A value as RFC 4180 writes it: quoted where it holds a comma, a quote or a line end. */
function csvValue(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
