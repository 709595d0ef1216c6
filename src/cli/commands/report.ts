import { compareModels } from '../../evaluation/index.ts';
import { renderReport } from '../../evaluation/report/index.ts';
import { loadModel } from '../../models/index.ts';
import { writeTextFile } from '../../table/index.ts';
import { type CommandSpec, required } from '../command.ts';
import { datasetOptions, readParts, type SplitOptions, splitOptions } from '../dataset.ts';
import { kindsOf } from '../model-kinds.ts';
import { type MeasuredModel, measureModel, provenanceRows } from '../report-model.ts';

interface ReportOptions extends SplitOptions {
  readonly model: readonly string[];
  readonly out: string;
}

export const reportCommand: CommandSpec<ReportOptions> = {
  name: 'report',
  summary: 'write a self-contained HTML page about one or more models on the same rows',
  options: [
    required(
      '--model <file...>',
      'the models; with the seed and split of their training the test part is unseen',
    ),
    ...datasetOptions({ withTarget: true }),
    ...splitOptions(),
    required('--out <file>', 'the page'),
  ],
  example:
    'parus report --model german.json --table german.csv --target creditability --bad bad --out german.html',
  run: (options, context) =>
    context.withPool(async (pool) => {
      const models = await Promise.all(options.model.map(loadModel));
      const kinds = Object.assign({}, ...models.map(kindsOf)) as ReturnType<typeof kindsOf>;
      const parts = await readParts(options, pool, context, kinds);
      const measured: MeasuredModel[] = [];
      for (const [i, model] of models.entries()) {
        const name = models.length === 1 ? model.artefact.algorithm : `${i + 1} ${model.artefact.algorithm}`;
        measured.push(await measureModel(name, model, parts, pool, context));
      }
      const { seed, onProgress } = context;
      const scored = measured.map(({ report, testPd }) => ({ name: report.name, pd: testPd }));
      const html = await renderReport({
        title: `Model report: ${models[0]!.artefact.provenance.data.origin}`,
        generatedBy: context.command,
        provenance: provenanceRows(models[0]!),
        models: measured.map(({ report }) => report),
        ...(models.length > 1 && {
          comparison: await compareModels(pool, scored, parts.test.bad, { seed, onProgress }),
        }),
        notes: [
          'Intervals are 95 % bootstrap intervals over the test rows; they do not include the luck of the training rows.',
          'The split is random. Rows of a later time are the harder test: pass them with --test.',
        ],
      });
      await writeTextFile(options.out, html);
      const bytes = Buffer.byteLength(html);
      return { data: { out: options.out, bytes }, text: `${options.out}: ${(bytes / 1e3).toFixed(0)} kB` };
    }),
};
