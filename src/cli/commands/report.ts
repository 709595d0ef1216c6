import { fail } from '../../core/index.ts';
import { compareModels } from '../../evaluation/index.ts';
import { type OutOfTimeQuarters, outOfTimeQuarters, renderReport } from '../../evaluation/report/index.ts';
import { loadModel, type Model } from '../../models/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import { columnOf, writeTextFile } from '../../table/index.ts';
import { type CommandContext, type CommandSpec, numberBetween, option, required } from '../command.ts';
import {
  datasetOptions,
  type Part,
  readLabelled,
  readParts,
  type SplitOptions,
  splitOptions,
} from '../dataset.ts';
import { kindsOf } from '../model-kinds.ts';
import { rowsOfParts } from '../provenance-rows.ts';
import { DATE_COLUMN, type MeasuredModel, measureModel, type ReportRequests } from '../report-model.ts';
import { readTruePds } from '../true-pds.ts';

interface ReportOptions extends SplitOptions {
  readonly model: readonly string[];
  readonly group?: string;
  readonly cutoff?: number;
  readonly outOfTime?: boolean;
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
    option(
      '--cutoff <pd>',
      'PDs above this are declined: whose reasons are counted, and for --group',
    ).argParser(numberBetween('--cutoff', 0, 1)),
    option('--group <column>', 'text column whose groups are compared for fairness; needs --cutoff'),
    option(
      '--out-of-time',
      `train anew before every quarter of ${DATE_COLUMN} and measure each on its quarter`,
    ),
    required('--out <file>', 'the page'),
  ],
  example:
    'parus report --model german.json --table german.csv --target creditability --bad bad --out german.html',
  run: (options, context) =>
    context.withPool(async (pool) => {
      if (options.group !== undefined && options.cutoff === undefined) {
        throw fail('PARUS_USAGE', {
          problem: '--group got no --cutoff; expected the PD up to which is approved',
        });
      }
      const models = await Promise.all(options.model.map(loadModel));
      const kinds = Object.assign({}, ...models.map(kindsOf)) as ReturnType<typeof kindsOf>;
      const parts = await readParts(options, pool, context, kinds);
      const truePds = options.data === undefined ? undefined : await readTruePds(options.data);
      const requests = { ...requestsOf(options, parts.test), truePds };
      const measured: MeasuredModel[] = [];
      for (const [i, model] of models.entries()) {
        const name = models.length === 1 ? model.artefact.algorithm : `${i + 1} ${model.artefact.algorithm}`;
        measured.push(await measureModel(name, model, parts, pool, context, requests));
      }
      const outOfTime = options.outOfTime
        ? await retrained(models, options, kinds, pool, context)
        : models.map(() => undefined);
      const { seed, onProgress } = context;
      const scored = measured.map(({ report, testPd }) => ({ name: report.name, pd: testPd }));
      const html = await renderReport({
        title: `Model report: ${models[0]!.artefact.provenance.data.origin}`,
        generatedBy: context.command,
        provenance: rowsOfParts(parts, seed, options),
        models: measured.map(({ report }, i) => ({ ...report, outOfTime: outOfTime[i] })),
        ...(models.length > 1 && {
          comparison: await compareModels(pool, scored, parts.test.bad, { seed, onProgress }),
        }),
        notes: notesOf(options),
      });
      await writeTextFile(options.out, html);
      const bytes = Buffer.byteLength(html);
      return { data: { out: options.out, bytes }, text: `${options.out}: ${(bytes / 1e3).toFixed(0)} kB` };
    }),
};

function requestsOf({ group, cutoff }: ReportOptions, { table }: Part): ReportRequests {
  if (group === undefined) return { cutoff };
  const column = columnOf(table, group);
  if (column.kind !== 'category') {
    const expected = 'text (name it in --categorical to read it so)';
    throw fail('PARUS_TABLE_COLUMN_TYPE', { column: group, path: table.origin, got: column.kind, expected });
  }
  return { cutoff, group: { name: group, column } };
}

/** Every model trained anew by quarter, on all rows: the split of the report is none of time. */
async function retrained(
  models: readonly Model[],
  options: ReportOptions,
  kinds: ReturnType<typeof kindsOf>,
  pool: WorkerPool,
  context: CommandContext,
): Promise<OutOfTimeQuarters[]> {
  const all = await readLabelled(options, pool, context, kinds);
  const asOf = columnOf(all.table, DATE_COLUMN);
  if (asOf.kind !== 'date') {
    const path = all.table.origin;
    throw fail('PARUS_TABLE_COLUMN_TYPE', { column: DATE_COLUMN, path, got: asOf.kind, expected: 'date' });
  }
  const results: OutOfTimeQuarters[] = [];
  for (const model of models) {
    results.push(await outOfTimeQuarters(pool, model, { ...all, asOf }, context.command));
  }
  return results;
}

function notesOf({ test, outOfTime }: ReportOptions): string[] {
  return [
    'Intervals are 95 %: bootstrap over the test rows, or by the formula named. They do not include the luck of the training rows.',
    ...(test === undefined
      ? [
          'The split is random, so train and test are alike by design: stability here checks the split, not time. Rows of a later time are the harder test: pass them with --test.',
        ]
      : []),
    ...(outOfTime
      ? []
      : ['What the model would have been worth at the time is told by --out-of-time, where rows are dated.']),
    'Outcomes of applicants who were declined long ago are in no table: every figure is about those who got a loan.',
  ];
}
