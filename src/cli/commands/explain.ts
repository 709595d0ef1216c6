import { Option } from 'commander';
import { fail } from '../../core/index.ts';
import { featureWording } from '../../decision/index.ts';
import { bindColumns, loadModel, type Model, pdOfMargin } from '../../models/index.ts';
import {
  type Baseline,
  type Contribution,
  type CounterfactualAnswer,
  contributionsOf,
  gradeOf,
  nearestCounterfactual,
  pointsAt,
  reasonsOf,
  scoreOf,
  strengthsOf,
} from '../../scorecard/index.ts';
import { type CommandSpec, commaList, numberBetween, option, required, wholeNumber } from '../command.ts';
import { type DatasetOptions, datasetOptions, readUnlabelled } from '../dataset.ts';
import { backgroundOf } from '../explain-background.ts';
import { rowInteractions, togetherLine } from '../explain-interactions.ts';
import { kindsOf } from '../model-kinds.ts';
import { textTable } from '../terminal.ts';

interface ExplainOptions extends DatasetOptions {
  readonly model: string;
  readonly row: number;
  readonly baseline: Baseline;
  readonly background?: string;
  readonly targetPd?: number;
  readonly targetGrade?: string;
  readonly actionable?: readonly string[];
  readonly fixed?: readonly string[];
  readonly increaseOnly?: readonly string[];
  readonly decreaseOnly?: readonly string[];
}

const REASONS = 4;

export const explainCommand: CommandSpec<ExplainOptions> = {
  name: 'explain',
  summary:
    "explain one row's score: points or shares of the log-odds, reasons, and the nearest change that would do",
  options: [
    required('--model <file>', 'the model'),
    ...datasetOptions({ withTarget: false }),
    required('--row <n>', 'row of the table, the first is 1').argParser(wholeNumber('--row', 1)),
    new Option(
      '--baseline <which>',
      'measure reasons from the average row, or from the best value of each input',
    )
      .choices(['average', 'best'])
      .default('average'),
    option(
      '--background <file>',
      'models of trees: shares against the rows of this table, instead of the training rows in the leaves',
    ),
    option(
      '--target-pd <p>',
      'what the row should come down to: a PD (default: the next better grade)',
    ).argParser(numberBetween('--target-pd', 0, 1)),
    option('--target-grade <grade>', '... or a grade of the model'),
    option(
      '--actionable <inputs>',
      'inputs that may change, A,B (default: what a firm can change)',
    ).argParser(commaList),
    option('--fixed <inputs>', 'inputs that may not change').argParser(commaList),
    option('--increase-only <inputs>', 'inputs that may only become larger').argParser(commaList),
    option('--decrease-only <inputs>', 'inputs that may only become smaller').argParser(commaList),
  ],
  example:
    'parus explain --model german.json --table german.csv --row 1 --target-grade B2 --fixed age_in_years',
  run: (options, context) =>
    context.withPool(async (pool) => {
      if (options.targetPd !== undefined && options.targetGrade !== undefined) {
        throw fail('PARUS_USAGE', { problem: 'got --target-pd and --target-grade; expected one of them' });
      }
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
      const grade = gradeOf(pd, artefact.grades);
      const base = artefact.scorecard?.base;
      const background = await backgroundOf(options, model, context.seed);
      const contributions = (
        background?.contributions(bound, row) ?? contributionsOf(model, bound, row, options.baseline)
      ).map((c) => explained(model, c));
      const interactions = rowInteractions(artefact, bound, row);
      const wording = featureWording();
      const reasons = reasonsOf(model, bound, row, REASONS, wording, options.baseline);
      const strengths = strengthsOf(model, bound, row, REASONS, wording);
      const answer = nearestCounterfactual(model, bound, row, options, wording);
      const head = { pd, score, grade, ...(base !== undefined && { base }) };
      const data = {
        ...head,
        baseline: options.baseline,
        ...(background && { background: { rows: background.rows } }),
        contributions,
        ...(interactions && { interactions }),
        reasons,
        strengths,
        counterfactual: answer.counterfactual,
        ...(answer.counterfactual === null && { noCounterfactual: answer.why }),
      };
      const rows = contributions
        .toSorted((a, b) => b.excess - a.excess)
        .map((c) => [c.feature, String(c.value ?? 'missing'), c.excess.toFixed(3), String(c.points ?? '')]);
      const bullets = (list: readonly { en: string; zh: string }[]): string[] =>
        list.map(({ en, zh }) => `- ${en}\n  ${zh}`);
      const text = [
        `PD ${(100 * pd).toFixed(2)} %, score ${score}, grade ${grade}${base === undefined ? '' : ` (base ${base} plus points)`}`,
        '',
        textTable(
          ['input', 'value', `log-odds above ${background ? 'background' : options.baseline}`, 'points'],
          rows,
        ),
        ...(interactions?.length ? ['', ...interactions.map(togetherLine)] : []),
        ...(reasons.length > 0 ? ['', 'Against the applicant:', ...bullets(reasons)] : []),
        ...(strengths.length > 0 ? ['', 'For the applicant:', ...bullets(strengths)] : []),
        '',
        ...changeLines(answer),
      ].join('\n');
      return { data, text };
    }),
};

/** An input's part in the score as it is printed, with its points on a scorecard. */
function explained({ artefact }: Model, { input, value, share, excess }: Contribution) {
  const characteristic = artefact.scorecard?.characteristics.find((c) => artefact.inputs[c.input] === input);
  return {
    feature: input.name,
    value: input.kind === 'category' ? (input.levels[value] ?? null) : Number.isNaN(value) ? null : value,
    share,
    excess,
    ...(characteristic && { points: pointsAt(characteristic, value) }),
  };
}

function changeLines(answer: CounterfactualAnswer): string[] {
  if (answer.counterfactual === null) {
    return [`No counterfactual: ${answer.why.en}`, `  ${answer.why.zh}`];
  }
  const { exact, en, zh } = answer.counterfactual;
  return [`${exact ? 'Nearest' : 'A near'} counterfactual: ${en}`, `  ${zh}`];
}
