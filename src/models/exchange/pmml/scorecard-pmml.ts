import type { ModelArtefact, ModelInput, ScorecardPoints } from '../../artefact.ts';
import { miningSchema, outputField, outputOf } from './document.ts';
import { allOf, always, compare, isMissing, oneOf } from './predicates.ts';
import { element } from './xml.ts';

/** Reason codes that an evaluator gives out at most. OWN: as many as `parus score --reasons` is mostly asked for. */
const REASONS = 4;

type Characteristic = ScorecardPoints['characteristics'][number];

/**
 * The printed scorecard: `score` is the sum of points. Higher is safer, so that reasons are the characteristics with most points
 * below their baseline, the average points of the training rows; a reason code is the input's name.
 */
export function scorecardPmml({ inputs }: ModelArtefact, card: ScorecardPoints): string {
  const reasons = Math.min(REASONS, card.characteristics.length);
  const outputs = [
    outputField(outputOf('score', inputs), { feature: 'predictedValue' }),
    ...Array.from({ length: reasons }, (_, k) =>
      element('OutputField', {
        ...{ name: `reason ${k + 1}`, optype: 'categorical', dataType: 'string' },
        ...{ feature: 'reasonCode', rank: k + 1 },
      }),
    ),
  ];
  const characteristics = card.characteristics.map((c) => characteristicOf(c, inputs[c.input]!));
  return element(
    'Scorecard',
    {
      ...{ functionName: 'regression', initialScore: card.base, useReasonCodes: 'true' },
      ...{ reasonCodeAlgorithm: 'pointsBelow', baselineMethod: 'mean' },
    },
    [miningSchema(inputs), element('Output', {}, outputs), element('Characteristics', {}, characteristics)],
  );
}

function characteristicOf(c: Characteristic, input: ModelInput): string {
  const { name } = input;
  // The first attribute that holds counts: missing and special values before intervals, levels never seen last.
  const bins =
    c.binning.kind === 'numeric'
      ? [
          ...c.binning.special.map(({ value }, k) =>
            attribute(c.specialPoints[k]!, compare(name, 'equal', value)),
          ),
          ...c.points.map((points, k) => attribute(points, interval(name, c.binning, k))),
        ]
      : c.points.map((points, k) => attribute(points, oneOf(name, levelsOf(c, input, k))));
  const attributes = [
    attribute(c.missingPoints, isMissing(name)),
    ...bins,
    attribute(c.unseenPoints, always),
  ];
  return element(
    'Characteristic',
    { name: `${name} points`, reasonCode: name, baselineScore: averagePoints(c) },
    attributes,
  );
}

function attribute(partialScore: number, predicate: string): string {
  return element('Attribute', { partialScore }, [predicate]);
}

/** Bin k: cuts[k-1] <= x < cuts[k]. */
function interval(field: string, binning: Characteristic['binning'], k: number): string {
  const cuts = binning.kind === 'numeric' ? binning.cuts : [];
  const [low, high] = [cuts[k - 1], cuts[k]];
  if (low === undefined) return high === undefined ? always : compare(field, 'lessThan', high);
  const from = compare(field, 'greaterOrEqual', low);
  return high === undefined ? from : allOf(from, compare(field, 'lessThan', high));
}

function levelsOf({ binning }: Characteristic, input: ModelInput, bin: number): string[] {
  if (binning.kind !== 'category' || input.kind !== 'category') return [];
  return input.levels.filter((_, level) => binning.groupOfLevel[level] === bin);
}

/** Points of a characteristic on the average training row. */
function averagePoints({ binning, points, specialPoints, missingPoints }: Characteristic): number {
  const special = binning.kind === 'numeric' ? binning.special : [];
  const bins = [
    ...binning.bins.map((bin, k) => ({ ...bin, points: points[k]! })),
    ...special.map((bin, k) => ({ ...bin, points: specialPoints[k]! })),
    { ...binning.missing, points: missingPoints },
  ];
  let [rows, sum] = [0, 0];
  for (const bin of bins) {
    rows += bin.goods + bin.bads;
    sum += bin.points * (bin.goods + bin.bads);
  }
  return rows > 0 ? sum / rows : 0;
}
