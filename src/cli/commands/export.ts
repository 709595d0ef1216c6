import { writeFile } from 'node:fs/promises';
import { Option } from 'commander';
import { fail } from '../../core/index.ts';
import { type ExportFormat, exportFormats, exportModel, loadModel } from '../../models/index.ts';
import { replaceFile, writeTextFile } from '../../table/index.ts';
import { type CommandSpec, commaList, option, required } from '../command.ts';

interface ExportOptions {
  readonly model: string;
  readonly format: ExportFormat;
  readonly out: string;
  readonly table?: string;
  readonly keep?: readonly string[];
}

/** The table that SQL scores unless --table names one. */
const DEFAULT_TABLE = 'applicants';

export const exportCommand: CommandSpec<ExportOptions> = {
  name: 'export',
  summary: 'write a model in the form of another system: SQL, ONNX, PMML or LightGBM text',
  options: [
    required('--model <file>', 'the model'),
    new Option('--format <name>', 'the form').choices([...exportFormats]).makeOptionMandatory(),
    required('--out <file>', 'the file to write'),
    option('--table <name>', `sql: the table to score (default: ${DEFAULT_TABLE})`),
    option('--keep <columns>', "sql: columns to bring along, A,B (default: the model's inputs)").argParser(
      commaList,
    ),
  ],
  example: 'parus export --model german.json --format sql --table applicants --keep id --out score.sql',
  async run({ model: path, format, out, table, keep }) {
    if (format !== 'sql' && (table !== undefined || keep !== undefined)) {
      throw fail('PARUS_USAGE', { problem: `--table and --keep are for sql, got --format ${format}` });
    }
    const { artefact } = await loadModel(path);
    const sql = { table: table ?? DEFAULT_TABLE, keep: keep ?? [] };
    const content = exportModel(format, artefact, path, sql);
    if (typeof content === 'string') await writeTextFile(out, content);
    else await replaceFile(out, (partial) => writeFile(partial, content));
    const bytes = Buffer.byteLength(content);
    const data = { out, format, algorithm: artefact.algorithm, hash: artefact.hash, bytes };
    return { data, text: `${out}: ${artefact.algorithm} as ${format}, ${bytes} bytes` };
  },
};
