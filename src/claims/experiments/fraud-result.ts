import { wilsonInterval } from '../../evaluation/index.ts';
import type { ClaimResult, ClaimTable } from '../claim.ts';
import type { ClaimContext } from '../context.ts';
import { type Estimate, estimateOf } from '../t-interval.ts';
import { number, seedsText, shown } from '../text.ts';
import { judgeAtLeast } from '../verdict.ts';
import { type FraudMeasurement, fraudLayers, type MeasuredLayer } from './fraud-layers.ts';
import { capacities, type Flagging } from './fraud-metrics.ts';

/** The claim's figures, percent. */
const CLAIMED = { accuracy: 98.7, falseRejection: 5.2 } as const;
/** Position in `capacities` at which the claim is judged: the larger one, nearest to the claim's false rejections. */
const JUDGED_AT = capacities.length - 1;

/** The answer to C03. */
export async function auditFraudLayers(context: ClaimContext): Promise<ClaimResult> {
  return fraudResult(await context.measure(fraudLayers));
}

/** What the measurements say of C03. The claim names no population: on a balanced sample flagging nobody is right in half the cases, on all applicants in 99 %. */
export function fraudResult(measured: readonly FraudMeasurement[]): ClaimResult {
  const cumulative = layersOf(measured, 'cumulative');
  const last = cumulative.at(-1)!;
  const at = (value: (flagging: Flagging) => number): Estimate =>
    estimateOf(last.map((layer) => 100 * value(layer.at[JUDGED_AT]!)));
  const balanced = at(({ balancedAccuracy }) => balancedAccuracy);
  const accuracy = at(({ accuracy: right }) => right);
  const falseRejection = at((flagging) => flagging.falseRejection);
  const recall = at((flagging) => flagging.recall);
  const nobody = estimateOf(measured.map((one) => 100 * (1 - one.frauds / one.applications)));
  const mostAccurate = estimateOf(last.map((layer) => 100 * layer.mostAccurate.accuracy));
  const fewest = estimateOf(last.map((layer) => 100 * layer.mostAccurate.recall));
  return {
    measured: [
      `all layers at ${100 * capacities[JUDGED_AT]!} % flagged: ${shown(recall, '%')} of frauds found at ${shown(falseRejection, '%')} false rejections`,
      `right in ${shown(accuracy, '%')} of all applications (flagging nobody: ${number(nobody.mean, 2)} %) and in ${shown(balanced, '%')} of a balanced sample`,
      seedsText(measured.length),
    ].join('; '),
    value: balanced.mean,
    ci95: balanced.ci95,
    ...judgeAtLeast(CLAIMED.accuracy, balanced, {
      assumption: `accuracy is meant over all applications, of which ${number(100 - nobody.mean, 2)} % are frauds: there ${CLAIMED.accuracy} % says nothing, since flagging nobody is right in ${number(nobody.mean, 2)} %`,
      flipsAt: `the threshold that is right most often: ${shown(mostAccurate, '%', 2)}, with ${shown(fewest, '%')} of the frauds found`,
    }),
    how: 'layers learnt on one simulated book from the frauds found by a year after it, thresholds taken there from rows the models had not seen, judged on another book with every fraud labelled',
    tables: fraudTables(measured),
  };
}

/** All tables of C03: by layer, what each adds, and which kinds of fraud are found. */
export function fraudTables(measured: readonly FraudMeasurement[]): ClaimTable[] {
  return [
    layerTable(measured, 'cumulative', 'Layers on top of each other'),
    gainTable(measured),
    layerTable(measured, 'alone', 'Layers by themselves'),
    layerTable(measured, 'variant', 'Other forms, by themselves'),
    kindTable(measured, 'cumulative', 'Frauds found by kind, layers on top of each other'),
    kindTable(measured, 'alone', 'Frauds found by kind, layers by themselves'),
    accuracyTable(measured),
  ];
}

type As = MeasuredLayer['as'];

/** By layer, in order, its measurements over the seeds. */
function layersOf(measured: readonly FraudMeasurement[], as: As): MeasuredLayer[][] {
  const [first] = measured;
  if (!first) return [];
  return first.layers.flatMap((layer, i) => (layer.as === as ? [measured.map((one) => one.layers[i]!)] : []));
}

function percents(layers: readonly MeasuredLayer[], value: (layer: MeasuredLayer) => number): string {
  return shown(estimateOf(layers.map((layer) => 100 * value(layer))));
}

function named(as: As, layer: string, i: number): string {
  return as === 'cumulative' && i > 0 ? `+ ${layer}` : layer;
}

function layerTable(measured: readonly FraudMeasurement[], as: As, title: string): ClaimTable {
  const heads = capacities.map((share) => `at ${100 * share} %`);
  return {
    title: `${title}; thresholds for ${capacities.map((share) => `${100 * share} %`).join(' and ')} of applications, percent`,
    header: [
      'layer',
      'AUC',
      'PR-AUC',
      ...heads.flatMap((head) => [
        `flagged ${head}`,
        `found ${head}`,
        `precision ${head}`,
        `false rejection ${head}`,
      ]),
    ],
    rows: layersOf(measured, as).map((layers, i) => [
      named(as, layers[0]!.layer, i),
      percents(layers, ({ auc }) => auc),
      percents(layers, ({ prAuc }) => prAuc),
      ...capacities.flatMap((_, c) => [
        percents(layers, ({ at }) => at[c]!.flaggedShare),
        percents(layers, ({ at }) => at[c]!.recall),
        percents(layers, ({ at }) => at[c]!.precision),
        percents(layers, ({ at }) => at[c]!.falseRejection),
      ]),
    ]),
  };
}

/** What each layer adds over the ones before it, seed by seed: its interval is that of the differences. */
function gainTable(measured: readonly FraudMeasurement[]): ClaimTable {
  const layers = layersOf(measured, 'cumulative');
  const gain = (i: number, value: (layer: MeasuredLayer) => number): string =>
    shown(estimateOf(layers[i]!.map((layer, s) => 100 * (value(layer) - value(layers[i - 1]![s]!)))));
  return {
    title: 'What each layer adds to those before it, percentage points',
    header: ['layer', 'AUC', 'PR-AUC', ...capacities.map((share) => `found at ${100 * share} %`)],
    rows: layers
      .slice(1)
      .map((of, k) => [
        `+ ${of[0]!.layer}`,
        gain(k + 1, ({ auc }) => auc),
        gain(k + 1, ({ prAuc }) => prAuc),
        ...capacities.map((_, c) => gain(k + 1, ({ at }) => at[c]!.recall)),
      ]),
  };
}

function kindTable(measured: readonly FraudMeasurement[], as: As, title: string): ClaimTable {
  const layers = layersOf(measured, as);
  const kinds = [
    ...new Set(layers.flatMap((of) => of.flatMap(({ at }) => Object.keys(at[JUDGED_AT]!.byKind)))),
  ].sort();
  return {
    title: `${title} at ${100 * capacities[JUDGED_AT]!} %: percent of all seeds' cases, Wilson's interval`,
    header: ['kind', 'cases', ...layers.map((of, i) => named(as, of[0]!.layer, i))],
    rows: kinds.map((kind) => {
      const counts = layers.map((of) =>
        of.reduce(
          ([flagged, all], { at }) => {
            const [here, of] = at[JUDGED_AT]!.byKind[kind] ?? [0, 0];
            return [flagged + here, all + of] as const;
          },
          [0, 0] as readonly [number, number],
        ),
      );
      return [
        kind,
        String(counts[0]?.[1] ?? 0),
        ...counts.map(([flagged, all]) => {
          const [low, high] = wilsonInterval(flagged, all);
          return `${number((100 * flagged) / all, 0)} [${number(100 * low, 0)}, ${number(100 * high, 0)}]`;
        }),
      ];
    }),
  };
}

/** The same layers in the claim's words: what accuracy is worth depends on whom it is counted over. */
function accuracyTable(measured: readonly FraudMeasurement[]): ClaimTable {
  const nobody = shown(estimateOf(measured.map((one) => 100 * (1 - one.frauds / one.applications))), '', 2);
  const two = (layers: readonly MeasuredLayer[], value: (layer: MeasuredLayer) => number): string =>
    shown(estimateOf(layers.map((layer) => 100 * value(layer))), '', 2);
  return {
    title: `Accuracy, percent (claimed: ${CLAIMED.accuracy}, at most ${CLAIMED.falseRejection} false rejections)`,
    header: [
      'layers',
      ...capacities.flatMap((share) => [
        `all applications, ${100 * share} % flagged`,
        `balanced sample, ${100 * share} % flagged`,
      ]),
      'all applications, threshold right most often',
      'frauds found there',
    ],
    rows: [
      ['nobody is flagged', ...capacities.flatMap(() => [nobody, '50.00']), nobody, '0.00'],
      ...layersOf(measured, 'cumulative').map((layers, i) => [
        named('cumulative', layers[0]!.layer, i),
        ...capacities.flatMap((_, c) => [
          two(layers, ({ at }) => at[c]!.accuracy),
          two(layers, ({ at }) => at[c]!.balancedAccuracy),
        ]),
        two(layers, ({ mostAccurate }) => mostAccurate.accuracy),
        two(layers, ({ mostAccurate }) => mostAccurate.recall),
      ]),
    ],
  };
}
