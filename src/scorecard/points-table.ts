import type { Binning } from '../binning/index.ts';
import type { ModelArtefact, ModelInput } from '../models/index.ts';

export interface PointsRow {
  readonly label: string;
  /** Share of the training rows. */
  readonly share: number;
  readonly badRate: number;
  readonly woe: number;
  readonly points: number;
}

export interface CharacteristicTable {
  readonly characteristic: string;
  readonly iv: number;
  readonly rows: readonly PointsRow[];
}

/** The printed points table of a scorecard, strongest characteristic first; undefined for other models. */
export function pointsTable({ scorecard, inputs }: ModelArtefact): CharacteristicTable[] | undefined {
  return scorecard?.characteristics
    .map(({ input, binning, points, specialPoints, missingPoints }) => {
      const total = rowsOf(binning);
      const row = (
        label: string,
        bin: { goods: number; bads: number; woe: number },
        score: number,
      ): PointsRow => ({
        label,
        share: (bin.goods + bin.bads) / total,
        badRate: bin.goods + bin.bads > 0 ? bin.bads / (bin.goods + bin.bads) : 0,
        woe: bin.woe,
        points: score,
      });
      const rows = binning.bins.map((bin, k) => row(binLabel(binning, inputs[input]!, k), bin, points[k]!));
      if (binning.kind === 'numeric') {
        binning.special.forEach((bin, k) => {
          if (bin.goods + bin.bads > 0) rows.push(row(`special ${bin.value}`, bin, specialPoints[k]!));
        });
      }
      if (binning.missing.goods + binning.missing.bads > 0)
        rows.push(row('missing', binning.missing, missingPoints));
      return { characteristic: inputs[input]!.name, iv: binning.iv, rows };
    })
    .sort((a, b) => b.iv - a.iv);
}

function rowsOf(binning: Binning): number {
  const special = binning.kind === 'numeric' ? binning.special : [];
  return [...binning.bins, ...special, binning.missing].reduce(
    (sum, { goods, bads }) => sum + goods + bads,
    0,
  );
}

function binLabel(binning: Binning, input: ModelInput, k: number): string {
  if (binning.kind === 'category') {
    const levels = input.kind === 'category' ? input.levels : [];
    return levels.filter((_, level) => binning.groupOfLevel[level] === k).join(' | ');
  }
  const low = k === 0 ? undefined : binning.cuts[k - 1];
  const high = binning.cuts[k];
  if (low === undefined) return high === undefined ? 'any value' : `below ${high}`;
  return high === undefined ? `${low} and above` : `${low} to below ${high}`;
}
