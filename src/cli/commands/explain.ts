import { fail } from '../../core/index.ts';
import { featureWording } from '../../decision/index.ts';
import { bindColumns, loadModel, pdOfMargin } from '../../models/index.ts';
import { contributionsOf, gradeOf, pointsAt, reasonsOf, scoreOf } from '../../scorecard/index.ts';
import { type CommandSpec, required, wholeNumber } from '../command.ts';
import { type DatasetOptions, datasetOptions, readUnlabelled } from '../dataset.ts';
import { kindsOf } from '../model-kinds.ts';
import { textTable } from '../terminal.ts';

interface ExplainOptions extends DatasetOptions {
  readonly model: string;
  readonly row: number;
}

const REASONS = 4;

export const explainCommand: CommandSpec<ExplainOptions> = {
  name: 'explain',
  summary: "explain one row's score: points or shares of the log-odds, and reasons",
  options: [
    required('--model <file>', 'the model'),
    ...datasetOptions({ withTarget: false }),
    required('--row <n>', 'row of the table, the first is 1').argParser(wholeNumber('--row', 1)),
  ],
  example: 'parus explain --model german.json --table german.csv --row 1',
  run: (options, context) =>
    context.withPool(async (pool) => {
      const model = await loadModel(options.model);
      const table = await readUnlabelled(options, pool, context, kindsOf(model));
      const row = options.row - 1;
      if (row >= table.nRows) {
        throw fail('PARUS_USAGE', {
          problem: `--row got ${options.row}; expected 1 to ${table.nRows}, the rows of ${table.origin}`,
        });
      }
      const { artefact } = model;
      const bound = bindColumns(artefact.inputs, table);
      const margin = new Float64Array(1);
      model.margins(bound, row, row + 1, margin);
      const pd = pdOfMargin(margin[0]!);
      const score = scoreOf(artefact, bound, row, margin[0]!);
      const contributions = contributionsOf(model, bound, row).map(({ input, value, share, excess }) => {
        const characteristic = artefact.scorecard?.characteristics.find(
          (c) => artefact.inputs[c.input] === input,
        );
        return {
          feature: input.name,
          value:
            input.kind === 'category' ? (input.levels[value] ?? null) : Number.isNaN(value) ? null : value,
          share,
          excess,
          ...(characteristic && { points: pointsAt(characteristic, value) }),
        };
      });
      const reasons = reasonsOf(model, bound, row, REASONS, featureWording());
      const grade = gradeOf(pd, artefact.grades);
      const base = artefact.scorecard?.base;
      const data = { pd, score, grade, ...(base !== undefined && { base }), contributions, reasons };
      const rows = contributions
        .toSorted((a, b) => b.excess - a.excess)
        .map((c) => [c.feature, String(c.value ?? 'missing'), c.excess.toFixed(3), String(c.points ?? '')]);
      const text = [
        `PD ${(100 * pd).toFixed(2)} %, score ${score}, grade ${grade}${base === undefined ? '' : ` (base ${base} plus points)`}`,
        '',
        textTable(['input', 'value', 'log-odds above average', 'points'], rows),
        '',
        ...reasons.map(({ en, zh }) => `- ${en}\n  ${zh}`),
      ].join('\n');
      return { data, text };
    }),
};
