import type {
  Diagnosis,
  ErrorTree,
  Estimate,
  Evaluation,
  FairnessReport,
  MetricName,
  ProfitCurve,
  Stability,
  TableStability,
} from '../evaluation/index.ts';
import { textTable, thousands } from './terminal.ts';

const SHOWN: readonly (readonly [MetricName, string])[] = [
  ['auc', 'AUC'],
  ['gini', 'Gini'],
  ['ks', 'KS'],
  ['logLoss', 'log-loss'],
  ['brier', 'Brier'],
  ['prAuc', 'PR-AUC'],
  ['ece', 'ECE'],
];

/** Metrics with their 95 % intervals, one line per metric and one column per evaluation. */
export function metricsText(evaluations: readonly (Evaluation & { readonly name: string })[]): string {
  const header = ['', ...evaluations.flatMap(({ name }) => [name, '95 % interval'])];
  const rows = SHOWN.map(([metric, title]) => [
    title,
    ...evaluations.flatMap(({ metrics, ci95 }) => [
      metrics[metric].toFixed(4),
      `${ci95[metric][0].toFixed(4)} - ${ci95[metric][1].toFixed(4)}`,
    ]),
  ]);
  const counts = [
    'bads / rows',
    ...evaluations.flatMap(({ metrics }) => [`${thousands(metrics.bads)} / ${thousands(metrics.rows)}`, '']),
  ];
  return textTable(header, [...rows, counts]);
}

function interval([low, high]: readonly [number, number]): string {
  return `${low.toFixed(4)} - ${high.toFixed(4)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** The diagnoses that a reader needs beside the metrics; the rest is in `--json`. */
export function diagnosisText({ deLong, hMeasure, lift, calibration, grades }: Diagnosis): string {
  const { inTheLarge, cox, observedToExpected } = calibration;
  const { hosmerLemeshow } = grades;
  const estimate = ({ value, interval: ends }: Estimate): string[] => [value.toFixed(4), interval(ends)];
  const low = grades.grades.filter(({ holmP }) => holmP < 0.05).length;
  return textTable(
    ['', 'value', '95 % interval'],
    [
      ['AUC by DeLong', deLong.auc.toFixed(4), interval(deLong.interval)],
      ['H-measure', hMeasure.value.toFixed(4)],
      ...lift.map(({ share, capture }) => [`bads caught in the riskiest ${100 * share} %`, percent(capture)]),
      ['bads over the sum of PDs', observedToExpected.toFixed(4)],
      ['calibration in the large (0)', ...estimate(inTheLarge)],
      ...(cox
        ? [
            ['calibration slope (1)', ...estimate(cox.slope)],
            ['calibration intercept (0)', ...estimate(cox.intercept)],
          ]
        : []),
      ['Hosmer-Lemeshow, p', hosmerLemeshow.pValue.toPrecision(3)],
      ['tenths with too low a PD (Jeffreys, Holm)', `${low} of ${grades.grades.length}`],
    ],
  );
}

/** Segments with their bads and what the PDs foresaw, the largest error first. */
export function segmentsText({ segments, splits }: ErrorTree): string {
  if (splits === 0) return 'segments: none where the PDs are wrong by more than chance';
  const rows = segments.map(({ conditions, rows, badRate, meanPd, holmP }) => [
    conditions.join(', '),
    thousands(rows),
    percent(badRate),
    percent(meanPd),
    holmP.toPrecision(2),
  ]);
  return textTable(['segment (measured on half of the rows)', 'rows', 'bad rate', 'mean PD', 'p'], rows);
}

/** The score and every input that moved by more than chance. */
export function stabilityText({ score, columns }: TableStability & { readonly score: Stability }): string {
  const shown = [score, ...columns.filter(({ holmP }) => holmP < 0.05)];
  const rows = shown.map(({ column, psi, criticalValue, folklore }) => [
    column,
    psi.toFixed(4),
    criticalValue.toFixed(4),
    folklore,
  ]);
  return textTable(['moved since the reference', 'PSI', 'by chance up to', 'by folklore'], rows);
}

/** Groups side by side, then why they cannot be equal in every way. */
export function fairnessText({ groups, contrasts, reference }: FairnessReport): string {
  const rows = groups.map((group) => [
    group.group === reference ? `${group.group} (reference)` : group.group,
    thousands(group.rows),
    percent(group.badRate.share),
    percent(group.approval.share),
    percent(group.approvalOfGoods.share),
    percent(group.badRateOfApproved.share),
    group.calibration?.value.toFixed(3) ?? '',
    group.auc?.auc.toFixed(4) ?? '',
  ]);
  const header = ['group', 'rows', 'bad rate', 'approved', 'of goods', 'bad of approved', 'shift', 'AUC'];
  const notes = contrasts.flatMap(({ group, surelyBelowFourFifths, approvalRatio, conflicts }) => [
    ...(surelyBelowFourFifths
      ? [`${group} is approved ${approvalRatio.value.toFixed(2)} times as often: surely below four fifths.`]
      : []),
    ...conflicts.map(({ theorem, explanation }) => `${theorem}: ${explanation}`),
  ]);
  return [textTable(header, rows), ...notes].join('\n');
}

/** The cut-off that the economics imply, and the best one with hindsight. */
export function profitText({ atBreakEven, best, breakEvenPd }: ProfitCurve): string {
  return textTable(
    ['profit per loan amount', 'PD up to', 'approved', 'profit', '95 % interval'],
    [
      ['break-even cut-off', breakEvenPd, atBreakEven] as const,
      ['best with hindsight', best.pd, best] as const,
    ].map(([name, cutoff, { share, profit }]) => [
      name,
      cutoff.toFixed(4),
      percent(share),
      profit.toFixed(2),
      name.startsWith('break') ? interval(atBreakEven.interval) : '',
    ]),
  );
}
