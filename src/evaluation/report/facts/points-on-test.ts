import type { Binning } from '../../../binning/index.ts';
import {
  CODE_MISSING,
  CODE_UNSEEN,
  type ModelArtefact,
  type ScorecardPoints,
} from '../../../models/index.ts';
import { pointsAt, pointsTable } from '../../../scorecard/index.ts';
import { wilsonInterval } from '../../curves.ts';
import { meanPointsShift } from '../../stability.ts';
import type { Meanings, ReportCharacteristic } from '../report-input.ts';
import type { ScoredPart, ScoredParts } from './scored-part.ts';

/**
 * The points table of a scorecard with what became of every bin on the test rows: does the order of the bad rates that earned
 * the points hold? Undefined for other models.
 */
export function pointsOnTest(
  artefact: ModelArtefact,
  parts: ScoredParts,
  meanings: Meanings,
): ReportCharacteristic[] | undefined {
  const table = pointsTable(artefact);
  return table?.map(({ characteristic, iv, rows }) => {
    const own = artefact.scorecard!.characteristics.find(
      ({ input }) => artefact.inputs[input]!.name === characteristic,
    )!;
    const places = placesOf(own.binning);
    const counts = countBins(own, places, parts.test);
    const meaning = meanings.get(characteristic);
    const n = parts.test.pd.length;
    return {
      characteristic,
      ...(meaning && { meaning: { en: meaning.en, zh: meaning.zh } }),
      iv,
      coefficient: own.coefficient,
      standardError: own.standardError,
      pValue: own.pValue,
      missingShare: missingShare(own.binning),
      pointsShift: pointsShift(own, parts),
      rows: rows.map(({ label, share, badRate, woe, points }, r) => {
        const { rows: inBin, bads } = counts[r]!;
        return {
          label,
          share,
          badRate,
          woe,
          points,
          apart: own.binning.kind === 'category' || r >= own.binning.bins.length,
          test: {
            rows: inBin,
            share: inBin / n,
            ...(inBin > 0 && { badRate: bads / inBin, badRate95: wilsonInterval(bads, inBin) }),
          },
        };
      }),
    };
  });
}

function missingShare(binning: Binning): number {
  const special = binning.kind === 'numeric' ? binning.special : [];
  const count = ({ goods, bads }: { readonly goods: number; readonly bads: number }): number => goods + bads;
  const total = [...binning.bins, ...special, binning.missing].reduce((sum, bin) => sum + count(bin), 0);
  return count(binning.missing) / total;
}

type Characteristic = ScorecardPoints['characteristics'][number];

/** Row of the printed table by bin, special value and missing, which are printed only where training rows had them. */
interface Places {
  readonly special: readonly number[];
  readonly missing: number;
  readonly rows: number;
}

const NOT_PRINTED = -1;

function placesOf(binning: Binning): Places {
  let rows = binning.bins.length;
  const place = ({ goods, bads }: { goods: number; bads: number }): number =>
    goods + bads > 0 ? rows++ : NOT_PRINTED;
  const special = binning.kind === 'numeric' ? binning.special.map(place) : [];
  const missing = place(binning.missing);
  return { special, missing, rows };
}

function countBins({ binning, input }: Characteristic, places: Places, { bound, bad }: ScoredPart) {
  const counts = Array.from({ length: places.rows }, () => ({ rows: 0, bads: 0 }));
  bound.columns[input]!.forEach((value, row) => {
    const own = counts[placeOf(binning, places, value)];
    if (!own) return;
    own.rows += 1;
    own.bads += bad[row]!;
  });
  return counts;
}

/** Row of the table that a bound value falls into; NOT_PRINTED for levels and special cases that training never saw. */
function placeOf(binning: Binning, { special, missing }: Places, value: number): number {
  if (binning.kind === 'category') {
    if (value === CODE_UNSEEN) return NOT_PRINTED;
    return value === CODE_MISSING ? missing : binning.groupOfLevel[value]!;
  }
  if (Number.isNaN(value)) return missing;
  const coded = binning.special.findIndex((bin) => bin.value === value);
  if (coded >= 0) return special[coded]!;
  let bin = 0;
  while (bin < binning.cuts.length && binning.cuts[bin]! <= value) bin += 1;
  return bin < binning.bins.length ? bin : NOT_PRINTED;
}

/** By how many points the characteristic moved the mean score from the training rows to the test rows. */
function pointsShift(own: Characteristic, { train, test }: ScoredParts): number {
  const countsOf = ({ bound }: ScoredPart): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const value of bound.columns[own.input]!) {
      const points = pointsAt(own, value);
      counts.set(points, (counts.get(points) ?? 0) + 1);
    }
    return counts;
  };
  const before = countsOf(train);
  const now = countsOf(test);
  const points = [...new Set([...before.keys(), ...now.keys()])];
  const counts = (of: Map<number, number>): number[] => points.map((value) => of.get(value) ?? 0);
  return meanPointsShift(counts(before), counts(now), points);
}
