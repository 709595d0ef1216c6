import { join } from 'node:path';
import { type ErrorCode, fail, type Issue } from '../../core/index.ts';
import { type DroppedRow, settleParts } from '../../table/index.ts';
import { type SourceName, sources } from '../catalogue.ts';
import { shown } from '../record.ts';
import { schemaOfSource } from '../schema.ts';
import type { Quarantine } from './quarantine.ts';
import type { FromSequence } from './recipe.ts';
import type { RefusedRow } from './validate-block.ts';

/** Which version of a corrected record a book keeps; `refuse` stops the run at the first. See docs/ingestion.md. */
export const CORRECTIONS = ['first', 'last', 'refuse'] as const;

export type Corrections = (typeof CORRECTIONS)[number];

export interface SettleSourceInput {
  readonly source: SourceName;
  readonly stagingDir: string;
  readonly parts: readonly string[];
  /** Files of the run by number. */
  readonly paths: readonly string[];
  /** In place of the key of the contract. */
  readonly key: readonly string[] | undefined;
  readonly corrections: Corrections;
  readonly sequence: (FromSequence & { readonly field: string }) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Folder, in that of the growing book, of what does not fit into memory while sorting. */
export const SORTING = 'sorting';

/** The order of every source file that ingestion writes; features read firm after firm. */
const BOOK_ORDER = ['firmId', 'eventDate', 'arrivalDate'];

/** Issues listed when a correction stops the run. */
const MOST_ISSUES = 20;

const CODES = {
  duplicate: 'PARUS_RECORD_DUPLICATE',
  corrected: 'PARUS_RECORD_CORRECTED',
  conflict: 'PARUS_RECORD_CONFLICT',
} as const satisfies Record<DroppedRow['kind'], ErrorCode>;

/**
 * Writes the accepted rows of a source as its file in the book, each record once, and quarantines the others.
 * @returns the number of rows written
 * @throws PARUS_RECORD_CORRECTED, PARUS_RECORD_CONFLICT where corrections are refused; PARUS_WRITE_FAILED, PARUS_CANCELLED
 */
export async function settleSource(input: SettleSourceInput, quarantine: Quarantine): Promise<number> {
  const { source, stagingDir, parts, paths, corrections, sequence, signal } = input;
  const versions: DroppedRow[] = [];
  const key = input.key ?? (sequence ? [] : sources[source].key);
  const { rows, lastSequence } = await settleParts(
    {
      parts,
      out: join(stagingDir, `${source}.parquet`),
      schema: schemaOfSource(sources[source]),
      key,
      arrival: 'arrivalDate',
      keep: corrections === 'last' ? 'last' : 'first',
      order: BOOK_ORDER,
      sequence: sequence && { column: sequence.field, per: sequence.per },
      tempDir: join(stagingDir, SORTING),
      signal,
    },
    async (dropped) => {
      if (corrections === 'refuse') {
        const found = dropped.filter(({ kind }) => kind !== 'duplicate');
        versions.push(...found.slice(0, MOST_ISSUES - versions.length));
      }
      await quarantine.add(dropped.map((row) => refusedRow(paths, corrections, row)));
    },
  );
  const [first] = versions;
  if (first) throw correctionRefused(paths, first, versions);
  if (sequence) assertSequence(source, sequence.field, lastSequence);
  return rows;
}

function refusedRow(paths: readonly string[], corrections: Corrections, row: DroppedRow): RefusedRow {
  const file = paths[row.file]!;
  const keptFile = paths[row.keptFile]!;
  const kept = keptFile === file ? `row ${row.keptRow}` : `row ${row.keptRow} of ${keptFile}`;
  const messages = {
    duplicate: `the same record as ${kept}`,
    corrected:
      corrections === 'last'
        ? `replaced by the version that arrived last, on ${row.keptArrival}, in ${kept}`
        : `a version that arrived later, on ${row.arrival}; kept is the one of ${row.keptArrival}, in ${kept}`,
    conflict: `another content on the same day as the version kept, in ${kept}`,
  };
  return {
    code: CODES[row.kind],
    file,
    row: row.row,
    column: '',
    value: shown(row.key),
    message: messages[row.kind],
  };
}

function correctionRefused(paths: readonly string[], first: DroppedRow, versions: readonly DroppedRow[]) {
  const issues: Issue[] = versions.map((row) => {
    const { file, row: number, code, message, value } = refusedRow(paths, 'first', row);
    return { path: `${file} row ${number}`, message: `${code}: ${message}, got ${value}` };
  });
  const { file, row, key, keptRow } = first;
  const code = first.kind === 'conflict' ? CODES.conflict : CODES.corrected;
  return fail(code, { path: paths[file]!, row, key: shown(key), kept: keptRow }, issues);
}

/** The contract bounds a sequence number; more rows than that in one group mean that the group is too coarse. */
function assertSequence(source: SourceName, field: string, last: number): void {
  const shape = sources[source].record.shape as Readonly<
    Record<string, { safeParse(value: unknown): { success: boolean } }>
  >;
  if (shape[field]?.safeParse(last).success) return;
  const problem = `sequencePer of ${source}.${field} counts up to ${last}; group by more fields`;
  throw fail('PARUS_CONFIG_INVALID', { path: 'the mapping file', problem });
}
