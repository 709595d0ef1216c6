import { fail } from '../../core/index.ts';
import {
  delimitedBlocks,
  lineBlocks,
  openParquet,
  readDialect,
  type TextEncoding,
} from '../../table/index.ts';
import type { SourceFile } from '../source-files.ts';
import { type FileRule, recipesOfRule } from './mapping.ts';
import { columnsOf, type Recipe, recipesOfHeader } from './recipe.ts';
import type { RawBlock } from './validate-block.ts';

/** A file to read, with what its survey told. */
export interface SurveyedFile extends SourceFile {
  readonly rule: FileRule | undefined;
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: TextEncoding | undefined;
}

/** Rows of a file as they come, still without the place where accepted ones go. */
export type LooseBlock = Omit<RawBlock, 'part'>;

export interface RawFile {
  /** How each field is made; undefined for NDJSON without mapping. */
  readonly recipes: readonly Recipe[] | undefined;
  readonly blocks: AsyncIterable<LooseBlock>;
  close(): void;
}

export interface ReadingOptions {
  readonly onBytes: (n: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a file for reading block by block; `number` is its place among the files of the run.
 * @throws PARUS_FILE_*, PARUS_TABLE_HEADER, PARUS_TABLE_COLUMN_MISSING: what concerns the file as a whole
 */
export async function openRawFile(
  file: SurveyedFile,
  number: number,
  options: ReadingOptions,
): Promise<RawFile> {
  if (file.format === 'parquet') return openParquetFile(file, number, options);
  const encoding = file.encoding ?? 'utf-8';
  const shared = { source: file.source, path: file.path, file: number };
  const textOptions = { encoding, ...options };
  if (file.format === 'ndjson') {
    const recipes = file.rule && recipesOfRule(file.rule, file.path, undefined);
    async function* blocks(): AsyncGenerator<LooseBlock> {
      for await (const { text, firstRow } of lineBlocks(file.path, textOptions))
        yield { ...shared, firstRow, recipes, body: { kind: 'lines', text } };
    }
    return { recipes, blocks: blocks(), close: nothingOpen };
  }
  const dialect = await readDialect(file.path, encoding);
  const { header, delimiter } = dialect;
  const recipes = recipesFor(file, header);
  async function* blocks(): AsyncGenerator<LooseBlock> {
    for await (const { text, firstRow } of delimitedBlocks(file.path, dialect, textOptions))
      yield { ...shared, firstRow, recipes, body: { kind: 'delimited', text, delimiter, header } };
  }
  return { recipes, blocks: blocks(), close: nothingOpen };
}

async function openParquetFile(
  file: SurveyedFile,
  number: number,
  { onBytes, signal }: ReadingOptions,
): Promise<RawFile> {
  const { source, path, bytes } = file;
  const parquet = await openParquet(path);
  try {
    const recipes = recipesFor(file, parquet.header);
    const header = [...new Set(recipes.flatMap(columnsOf))];
    if (header.length === 0) throw fail('PARUS_TABLE_HEADER', { path, problem: 'no column of it is used' });
    async function* blocks(): AsyncGenerator<LooseBlock> {
      for await (const { columns, firstRow } of parquet.blocks(header, signal)) {
        onBytes((bytes * columns[0]!.length) / parquet.nRows);
        const body = { kind: 'columns' as const, header, columns };
        yield { source, path, file: number, firstRow, recipes, body };
      }
    }
    return { recipes, blocks: blocks(), close: parquet.close };
  } catch (error) {
    parquet.close();
    throw error;
  }
}

function recipesFor({ path, source, rule }: SurveyedFile, header: readonly string[]): Recipe[] {
  return rule ? recipesOfRule(rule, path, header) : recipesOfHeader(path, source, header);
}

function nothingOpen(): void {
  // Text files are opened by their blocks and closed with them.
}
