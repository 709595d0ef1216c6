import type { Evaluation, MetricName } from '../evaluation/index.ts';
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
