import { evaluateWithIntervals } from '../../evaluation/index.ts';
import { loadModel, scoreTable } from '../../models/index.ts';
import { type CommandSpec, required } from '../command.ts';
import { type DatasetOptions, datasetOptions, readLabelled } from '../dataset.ts';
import { metricsText } from '../metrics-text.ts';
import { kindsOf } from '../model-kinds.ts';

interface EvaluateOptions extends DatasetOptions {
  readonly model: string;
}

export const evaluateCommand: CommandSpec<EvaluateOptions> = {
  name: 'evaluate',
  summary: 'measure a model on rows with known outcome, with 95 % intervals',
  options: [required('--model <file>', 'the model'), ...datasetOptions({ withTarget: true })],
  example: 'parus evaluate --model german.json --table german.csv --target creditability --bad bad',
  run: (options, context) =>
    context.withPool(async (pool) => {
      const model = await loadModel(options.model);
      const { table, target, bad } = await readLabelled(options, pool, context, kindsOf(model));
      const { pd, unseen } = await scoreTable(pool, model, table);
      const evaluation = await evaluateWithIntervals(pool, pd, bad, {
        seed: context.seed,
        place: { column: target.column, path: table.origin, part: 'the table' },
        onProgress: context.onProgress,
      });
      const { metrics, ci95 } = evaluation;
      return {
        data: { rows: table.nRows, unseen, metrics, ci95 },
        text: metricsText([{ name: 'model', ...evaluation }]),
      };
    }),
};
