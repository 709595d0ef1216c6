import { join } from 'node:path';
import { fail } from '../../core/index.ts';
import type { OnProgress, WorkerPool } from '../../parallel/index.ts';
import type { SourceName } from '../catalogue.ts';
import { streamInOrder } from './in-order.ts';
import type { Quarantine } from './quarantine.ts';
import { type LooseBlock, openRawFile, type SurveyedFile } from './raw-file.ts';
import type { FromSequence, Recipe } from './recipe.ts';
import { type RawBlock, type ValidatedBlock, validateBlock, validateTask } from './validate-block.ts';

/** With what a run works and where. */
export interface IngestRun {
  /** Folder of the book as the caller named it, for messages. */
  readonly into: string;
  /** Folder in which the book grows. */
  readonly stagingDir: string;
  readonly onBytes: (n: number) => void;
  readonly onProgress: OnProgress | undefined;
  /** Without it rows are validated in this thread. */
  readonly pool: WorkerPool | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Folder of the accepted rows before they are sorted. */
export const PARTS = 'parts';

/** A field that is a running number. */
export type Sequence = FromSequence & { readonly field: string };

/** The accepted rows of a source, as parts, and how many rows each of its files had. */
export interface ConvertedSource {
  readonly rowsOfFiles: readonly number[];
  readonly parts: readonly string[];
  readonly sequence: Sequence | undefined;
}

/**
 * Validates the files of one source, in their order, into Parquet parts under `run.stagingDir`; refused rows go to
 * `quarantine`.
 * @throws PARUS_FILE_*, PARUS_TABLE_*: what concerns a file as a whole; PARUS_CONFIG_INVALID, PARUS_WRITE_FAILED,
 * PARUS_CANCELLED
 */
export async function convertFiles(
  source: SourceName,
  files: readonly SurveyedFile[],
  quarantine: Quarantine,
  { stagingDir, onBytes, pool, signal }: IngestRun,
): Promise<ConvertedSource> {
  const parts: string[] = [];
  const sequences: (Sequence | undefined)[] = [];
  const rowsOfFiles: number[] = [];
  for (const [number, file] of files.entries()) {
    if (file.source !== source) continue;
    const raw = await openRawFile(file, number, { onBytes, signal });
    sequences.push(sequenceOf(raw.recipes));
    const blocks = withParts(raw.blocks, join(stagingDir, PARTS, `${source}-${number}`));
    let read = 0;
    const fold = async (block: ValidatedBlock): Promise<void> => {
      read += block.nRead;
      if (block.nAccepted > 0) parts.push(block.part);
      await quarantine.add(block.refused);
    };
    try {
      if (pool) await streamInOrder(pool, validateTask, blocks, fold, signal);
      else for await (const block of blocks) await fold(await validateBlock(block));
    } finally {
      raw.close();
    }
    if (read === 0) throw fail('PARUS_FILE_EMPTY', { path: file.path, got: 'a header and no rows' });
    rowsOfFiles.push(read);
  }
  return { rowsOfFiles, parts, sequence: oneSequence(source, sequences) };
}

/** Gives each block the place of its accepted rows. */
async function* withParts(blocks: AsyncIterable<LooseBlock>, prefix: string): AsyncGenerator<RawBlock> {
  let n = 0;
  for await (const block of blocks) {
    yield { ...block, part: `${prefix}-${n}.parquet` };
    n += 1;
  }
}

function sequenceOf(recipes: readonly Recipe[] | undefined): Sequence | undefined {
  for (const { field, from } of recipes ?? [])
    if (from.kind === 'sequence') return { ...from, field: field.name };
  return undefined;
}

/** All files of a source number their rows in one way, or none does: numbers of two kinds would collide. */
function oneSequence(source: SourceName, sequences: readonly (Sequence | undefined)[]): Sequence | undefined {
  if (new Set(sequences.map((sequence) => JSON.stringify(sequence ?? null))).size > 1) {
    const problem = `the files of ${source} do not all have the same sequencePer`;
    throw fail('PARUS_CONFIG_INVALID', { path: 'the mapping file', problem });
  }
  return sequences[0];
}
