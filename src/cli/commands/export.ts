import { stat, writeFile } from 'node:fs/promises';
import { Option } from 'commander';
import { fail } from '../../core/index.ts';
import {
  type ExportFormat,
  exportFormats,
  exportModel,
  loadModel,
  type Model,
  type ModelArtefact,
} from '../../models/index.ts';
import { DEFAULT_FRAME_ROWS, testFrame } from '../../scorecard/index.ts';
import { replaceFile, writeTable, writeTextFile } from '../../table/index.ts';
import {
  type CommandResult,
  type CommandSpec,
  commaList,
  option,
  required,
  wholeNumber,
} from '../command.ts';
import { thousands } from '../terminal.ts';

/** A table of rows and answers, rather than the model in another form. */
const TEST_FRAME = 'test-frame';

interface ExportOptions {
  readonly model: string;
  readonly format: ExportFormat | typeof TEST_FRAME;
  readonly out: string;
  readonly table?: string;
  readonly keep?: readonly string[];
  readonly rows?: number;
}

/** The table that SQL scores unless --table names one. */
const DEFAULT_TABLE = 'applicants';

/** Rows that a frame must have room for: the typical, the missing and the extreme ones, and one boundary. */
const LEAST_ROWS = 10;

export const exportCommand: CommandSpec<ExportOptions> = {
  name: 'export',
  summary:
    'write a model in the form of another system (SQL, ONNX, PMML, LightGBM text), or rows that test a copy of it',
  options: [
    required('--model <file>', 'the model'),
    new Option('--format <name>', 'the form; test-frame: rows at every boundary with the expected answers')
      .choices([...exportFormats, TEST_FRAME])
      .makeOptionMandatory(),
    required('--out <file>', 'the file to write; a test frame as .csv, .parquet or .ndjson'),
    option('--table <name>', `sql: the table to score (default: ${DEFAULT_TABLE})`),
    option('--keep <columns>', "sql: columns to bring along, A,B (default: the model's inputs)").argParser(
      commaList,
    ),
    option('--rows <n>', `test-frame: most rows (default: ${DEFAULT_FRAME_ROWS})`).argParser(
      wholeNumber('--rows', LEAST_ROWS, 1_000_000),
    ),
  ],
  example: 'parus export --model german.json --format sql --table applicants --keep id --out score.sql',
  async run(options, { seed }) {
    const { model: path, format, out, table, keep, rows } = options;
    if (format !== 'sql' && (table !== undefined || keep !== undefined)) {
      throw fail('PARUS_USAGE', { problem: `--table and --keep are for sql, got --format ${format}` });
    }
    if (format !== TEST_FRAME && rows !== undefined) {
      throw fail('PARUS_USAGE', { problem: `--rows is for ${TEST_FRAME}, got --format ${format}` });
    }
    const model = await loadModel(path);
    if (format === TEST_FRAME) return exportFrame(model, out, rows ?? DEFAULT_FRAME_ROWS, seed);
    const { artefact } = model;
    const sql = { table: table ?? DEFAULT_TABLE, keep: keep ?? [] };
    const content = exportModel(format, artefact, path, sql);
    if (typeof content === 'string') await writeTextFile(out, content);
    else await replaceFile(out, (partial) => writeFile(partial, content));
    return written(out, format, artefact, Buffer.byteLength(content));
  },
};

async function exportFrame(model: Model, out: string, rows: number, seed: number): Promise<CommandResult> {
  const { table, leftOut } = testFrame(model, { rows, seed });
  await writeTable(out, table);
  const { data, text } = written(out, TEST_FRAME, model.artefact, (await stat(out)).size);
  const note = leftOut > 0 ? `, ${thousands(leftOut)} rows at boundaries left out (--rows)` : '';
  return {
    data: { ...data, rows: table.nRows, leftOut },
    text: `${text}, ${thousands(table.nRows)} rows${note}`,
  };
}

function written(
  out: string,
  format: string,
  { algorithm, hash }: ModelArtefact,
  bytes: number,
): CommandResult {
  return {
    data: { out, format, algorithm, hash, bytes },
    text: `${out}: ${algorithm} as ${format}, ${bytes} bytes`,
  };
}
