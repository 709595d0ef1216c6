import { readFile } from 'node:fs/promises';
import { Option } from 'commander';
import { fail } from '../../core/index.ts';
import {
  type ImportFormat,
  importFormats,
  importModel,
  provenTrends,
  saveArtefact,
} from '../../models/index.ts';
import { type CommandSpec, required } from '../command.ts';

interface ImportOptions {
  readonly format: ImportFormat;
  readonly out: string;
}

export const importCommand: CommandSpec<ImportOptions> = {
  name: 'import',
  summary: "read another system's model: LightGBM text or XGBoost JSON",
  args: '<file>',
  options: [
    new Option('--format <name>', 'the form').choices([...importFormats]).makeOptionMandatory(),
    required('--out <file>', 'the model to write'),
  ],
  example: 'parus import booster.json --format xgboost-json --out booster.parus.json',
  async run({ format, out }, { command }, args) {
    const path = args[0]!;
    const artefact = importModel(format, { path, text: await readText(path), command });
    await saveArtefact(out, artefact);
    const { algorithm, hash, inputs, body } = artefact;
    const trees = body.kind === 'trees' ? body.trees.length : 0;
    const trends = provenTrends(artefact);
    const data = { out, format, algorithm, hash, inputs: inputs.length, trees, trends };
    const proven = trends.map(({ input, trend }) => `${input} ${trend}`).join(', ') || 'none';
    const text = [
      `${out}: ${algorithm} of ${trees} trees on ${inputs.length} inputs`,
      `hash    ${hash}`,
      `proven  ${proven} (log-odds of bad as the input grows)`,
    ].join('\n');
    return { data, text };
  },
};

/** @throws PARUS_FILE_MISSING, PARUS_MODEL_NOT_SUPPORTED for what cannot be read as a file */
async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw fail('PARUS_FILE_MISSING', { path });
    const expected = 'a text file';
    throw fail('PARUS_MODEL_NOT_SUPPORTED', { path, got: error.message, operation: 'importing', expected });
  });
}
