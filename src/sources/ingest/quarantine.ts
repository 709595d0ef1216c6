import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorCode } from '../../core/index.ts';
import { type CsvLines, openCsvLines } from '../../table/index.ts';
import { writing } from '../book.ts';
import type { RefusedRow } from './validate-block.ts';

/** The refused rows of one source on their way to quarantine/<source>.csv; counted, not kept. */
export interface Quarantine {
  /** @throws PARUS_WRITE_FAILED */
  add(rows: readonly RefusedRow[]): Promise<void>;
  /** Closes the file, if there is one. @throws PARUS_WRITE_FAILED */
  close(): Promise<void>;
  /** Lets go of the file when the run has failed. */
  discard(): void;
  readonly count: number;
  /** Rows by the code of their first problem. */
  readonly reasons: ReadonlyMap<ErrorCode, number>;
  /** The first of them, for the message when nothing is accepted. */
  readonly examples: readonly RefusedRow[];
}

/** Rows kept as examples. */
const MOST_EXAMPLES = 20;

const COLUMNS = ['code', 'file', 'row', 'column', 'value', 'message'] as const;

/** Opens the quarantine of `source` in the book that grows at `stagingDir`; without refused rows there is no file. */
export function openQuarantine(stagingDir: string, source: string): Quarantine {
  const dir = join(stagingDir, 'quarantine');
  const reasons = new Map<ErrorCode, number>();
  const examples: RefusedRow[] = [];
  let file: CsvLines | undefined;
  let count = 0;
  return {
    async add(rows) {
      if (rows.length === 0) return;
      if (!file) {
        await writing(dir, () => mkdir(dir, { recursive: true }));
        file = openCsvLines(join(dir, `${source}.csv`), COLUMNS);
      }
      await file.append(rows.map((row) => COLUMNS.map((name) => row[name])));
      count += rows.length;
      for (const { code } of rows) reasons.set(code, (reasons.get(code) ?? 0) + 1);
      examples.push(...rows.slice(0, MOST_EXAMPLES - examples.length));
    },
    close: async () => file?.close(),
    discard: () => file?.discard(),
    get count() {
      return count;
    },
    reasons,
    examples,
  };
}
