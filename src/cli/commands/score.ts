import { featureWording } from '../../decision/index.ts';
import type { Model } from '../../models/index.ts';
import { loadModel, scoreTable, type TableScores } from '../../models/index.ts';
import { gradeOf, reasonsOf, scoreOf } from '../../scorecard/index.ts';
import {
  type Column,
  categoryColumn,
  columnOf,
  makeTable,
  type Table,
  writeTable,
} from '../../table/index.ts';
import { type CommandSpec, option, required, wholeNumber } from '../command.ts';
import { type DatasetOptions, datasetOptions, readUnlabelled } from '../dataset.ts';
import { kindsOf } from '../model-kinds.ts';
import { startStopwatch } from '../stopwatch.ts';
import { thousands } from '../terminal.ts';

interface ScoreOptions extends DatasetOptions {
  readonly model: string;
  readonly out: string;
  readonly id?: string;
  readonly reasons?: number;
}

export const scoreCommand: CommandSpec<ScoreOptions> = {
  name: 'score',
  summary: 'score a table or a book in batch: id columns, pd, score, grade and reasons',
  options: [
    required('--model <file>', 'the model'),
    ...datasetOptions({ withTarget: false }),
    option('--id <column>', 'identifier column to copy into the scores'),
    option('--reasons <k>', 'reasons per row, in English and Chinese').argParser(
      wholeNumber('--reasons', 0, 20),
    ),
    required('--out <file>', 'where to write: .csv, .parquet or .ndjson'),
  ],
  example: 'parus score --model german.json --table german.csv --reasons 3 --out scores.csv',
  run: (options, context) =>
    context.withPool(async (pool) => {
      const watch = startStopwatch(context.clock, ['read', 'score', 'write'] as const);
      const { model, table } = await watch.time('read', async () => {
        const loaded = await loadModel(options.model);
        return { model: loaded, table: await readUnlabelled(options, pool, context, kindsOf(loaded)) };
      });
      const { scored, unseen } = await watch.time('score', async () => {
        const scores = await scoreTable(pool, model, table);
        return { scored: scoredTable(model, table, scores, options), unseen: scores.unseen };
      });
      await watch.time('write', () => writeTable(options.out, scored));
      const seconds = watch.seconds();
      const data = {
        rows: table.nRows,
        unseen,
        seconds,
        rowsPerSecond: Math.round(table.nRows / Math.max(seconds.score, 0.001)),
        out: options.out,
      };
      const note = unseen > 0 ? `, ${thousands(unseen)} values never seen in training` : '';
      return { data, text: `${thousands(data.rows)} rows scored in ${seconds.total} s${note}: ${data.out}` };
    }),
};

function integerColumn(values: Int32Array): Column {
  return { kind: 'numeric', values };
}

/** The columns of a feature table that say whose row it is. */
const BOOK_IDS = ['applicationId', 'firmId', 'asOf'];

function scoredTable(
  model: Model,
  table: Table,
  { margins, pd, bound }: TableScores,
  options: ScoreOptions,
): Table {
  const ids = options.id !== undefined ? [options.id] : BOOK_IDS.filter((name) => table.columns.has(name));
  const columns: [string, Column][] = ids.map((name) => [name, columnOf(table, name)]);
  if (ids.length === 0) columns.push(['row', integerColumn(Int32Array.from(pd, (_, i) => i + 1))]);
  const { artefact } = model;
  columns.push(['pd', { kind: 'numeric', values: pd }]);
  columns.push([
    'score',
    integerColumn(Int32Array.from(pd, (_, i) => scoreOf(artefact, bound, i, margins[i]!))),
  ]);
  columns.push(['grade', categoryColumn(Array.from(pd, (p) => gradeOf(p, artefact.grades)))]);
  const count = options.reasons ?? 0;
  if (count > 0) {
    const wording = featureWording();
    const reasons = Array.from(pd, (_, i) => reasonsOf(model, bound, i, count, wording));
    for (let k = 0; k < count; k++) {
      columns.push([`reason${k + 1}`, categoryColumn(reasons.map((list) => list[k]?.feature))]);
      columns.push([`reason${k + 1}En`, categoryColumn(reasons.map((list) => list[k]?.en))]);
      columns.push([`reason${k + 1}Zh`, categoryColumn(reasons.map((list) => list[k]?.zh))]);
    }
  }
  return makeTable(columns, table.origin);
}
