import { fail } from '../../core/index.ts';
import {
  diagnose,
  evaluateByQuarter,
  evaluateWithIntervals,
  type FairnessReport,
  fairnessByGroup,
  growErrorTree,
  type ProfitCurve,
  profitCurve,
  scoreStability,
  tableStability,
} from '../../evaluation/index.ts';
import { loadModel, type Model, scoreTable } from '../../models/index.ts';
import type { WorkerPool } from '../../parallel/index.ts';
import { columnOf, readTable, type Table } from '../../table/index.ts';
import { type CommandSpec, numberBetween, option, required } from '../command.ts';
import { type DatasetOptions, datasetOptions, readLabelled } from '../dataset.ts';
import {
  diagnosisText,
  fairnessText,
  metricsText,
  profitText,
  segmentsText,
  stabilityText,
} from '../metrics-text.ts';
import { kindsOf } from '../model-kinds.ts';

interface EvaluateOptions extends DatasetOptions {
  readonly model: string;
  readonly group?: string;
  readonly cutoff?: number;
  readonly margin?: number;
  readonly lgd?: number;
  readonly segments?: boolean;
  readonly reference?: string;
}

/** Dated rows are evaluated by quarter as well. */
const DATE_COLUMN = 'asOf';

export const evaluateCommand: CommandSpec<EvaluateOptions> = {
  name: 'evaluate',
  summary: 'measure a model on rows with known outcome, with 95 % intervals',
  options: [
    required('--model <file>', 'the model'),
    ...datasetOptions({ withTarget: true }),
    option('--reference <file>', 'a table of earlier rows: how far scores and inputs have moved since'),
    option('--segments', 'look for segments where the PDs are wrong'),
    option('--group <column>', 'text column whose groups are compared for fairness; needs --cutoff'),
    option('--cutoff <pd>', 'PDs up to this are approved, for --group').argParser(
      numberBetween('--cutoff', 0, 1),
    ),
    option('--margin <share>', 'earned on a good loan, share of its amount: profit; needs --lgd').argParser(
      numberBetween('--margin', 0, 10),
    ),
    option('--lgd <share>', 'lost on a bad loan, share of its amount').argParser(
      numberBetween('--lgd', 0, 1),
    ),
  ],
  example: 'parus evaluate --model german.json --table german.csv --target creditability --bad bad',
  run: (options, context) =>
    context.withPool(async (pool) => {
      checkPairs(options);
      const model = await loadModel(options.model);
      const { table, target, bad, skip } = await readLabelled(options, pool, context, kindsOf(model));
      const { pd, unseen } = await scoreTable(pool, model, table);
      const place = { column: target.column, path: table.origin, part: 'the table' };
      const { seed, onProgress } = context;
      const evaluation = await evaluateWithIntervals(pool, pd, bad, { seed, place, onProgress });
      const { metrics, ci95 } = evaluation;
      const diagnosis = diagnose(pd, bad, place);
      const dates = table.columns.get(DATE_COLUMN);
      const columns = [...table.columns.keys()].filter((name) => !skip.has(name));
      const quarters = dates?.kind === 'date' ? evaluateByQuarter(pd, bad, dates.values, place) : undefined;
      const segments = options.segments ? growErrorTree(pd, bad, table, { seed, columns, place }) : undefined;
      const stability =
        options.reference === undefined
          ? undefined
          : await stabilitySince(options.reference, pool, model, table, pd);
      const fairness = fairnessOf(options, pd, bad, table);
      const profit = profitOf(options, pd, bad);
      const texts = [
        metricsText([{ name: 'model', ...evaluation }]),
        diagnosisText(diagnosis),
        segments && segmentsText(segments),
        stability && stabilityText(stability),
        fairness && fairnessText(fairness),
        profit && profitText(profit),
      ];
      return {
        data: {
          rows: table.nRows,
          unseen,
          metrics,
          ci95,
          ...diagnosis,
          ...(quarters && { quarters }),
          ...(segments && { segments }),
          ...(stability && { stability }),
          ...(fairness && { fairness }),
          ...(profit && { profit }),
        },
        text: texts.filter((text) => text !== undefined).join('\n\n'),
      };
    }),
};

/** Options that only mean something together. */
function checkPairs({ group, cutoff, margin, lgd }: EvaluateOptions): void {
  if ((group === undefined) !== (cutoff === undefined)) {
    throw fail('PARUS_USAGE', { problem: 'got one of --group and --cutoff; expected both or neither' });
  }
  if ((margin === undefined) !== (lgd === undefined)) {
    throw fail('PARUS_USAGE', { problem: 'got one of --margin and --lgd; expected both or neither' });
  }
}

/** Scores the reference with the same model and compares scores and inputs. */
async function stabilitySince(path: string, pool: WorkerPool, model: Model, table: Table, pd: Float64Array) {
  const kinds = kindsOf(model);
  const before = await readTable(path, { kinds });
  const scored = await scoreTable(pool, model, before);
  return { score: scoreStability(scored.pd, pd), ...tableStability(before, table, Object.keys(kinds)) };
}

function fairnessOf(
  { group, cutoff }: EvaluateOptions,
  pd: Float64Array,
  bad: Uint8Array,
  table: Table,
): FairnessReport | undefined {
  if (group === undefined || cutoff === undefined) return undefined;
  const column = columnOf(table, group);
  if (column.kind !== 'category') {
    const expected = 'text (name it in --categorical to read it so)';
    throw fail('PARUS_TABLE_COLUMN_TYPE', { column: group, path: table.origin, got: column.kind, expected });
  }
  return fairnessByGroup(pd, bad, column, { cutoff });
}

function profitOf(
  { margin, lgd }: EvaluateOptions,
  pd: Float64Array,
  bad: Uint8Array,
): ProfitCurve | undefined {
  return margin === undefined || lgd === undefined ? undefined : profitCurve(pd, bad, { margin, lgd });
}
