import { betaQuantile } from '../../kernels/incomplete-beta.ts';
import type { GradeBand } from '../artefact.ts';
import { pdOfMargin } from '../model.ts';
import type { RiskColumn } from './candidate.ts';
import { cutGrades } from './grade-cuts.ts';
import type { GradesConfig } from './grades-config.ts';

/** Coverage of the interval of a grade's bad rate in which its mean PD must lie to agree with it. */
const AGREEMENT = 0.95;

/** A band with the training rows that fall into it. */
export type CountedBand = GradeBand & { readonly training: NonNullable<GradeBand['training']> };

/** The bands that the configuration lists, or cut from the training rows, each with its rows. */
export function gradesOf(
  config: GradesConfig,
  intercept: number,
  characteristics: readonly (RiskColumn & { readonly coefficient: number })[],
  bad: Uint8Array,
): CountedBand[] {
  const pds = new Float64Array(bad.length).fill(intercept);
  for (const { risk, coefficient } of characteristics) {
    for (let i = 0; i < pds.length; i++) pds[i]! += coefficient * risk[i]!;
  }
  for (let i = 0; i < pds.length; i++) pds[i] = pdOfMargin(pds[i]!);
  return countBands('count' in config ? cutGrades(pds, bad, config) : config, pds, bad);
}

/** Every band with its rows, their bads and their mean PD, which is 0 without rows. */
export function countBands(bands: readonly GradeBand[], pds: Float64Array, bad: Uint8Array): CountedBand[] {
  const sums = bands.map(() => ({ rows: 0, bads: 0, pd: 0 }));
  pds.forEach((pd, i) => {
    const found = bands.findIndex(({ pdBelow }) => pd < pdBelow);
    const own = sums[found < 0 ? bands.length - 1 : found]!;
    own.rows += 1;
    own.bads += bad[i]!;
    own.pd += pd;
  });
  return bands.map((band, g) => {
    const { rows, bads, pd } = sums[g]!;
    return { ...band, training: { rows, bads, meanPd: rows > 0 ? pd / rows : 0 } };
  });
}

/**
 * Is the mean PD of a band outside Jeffreys' interval of its bad rate? The test of the ECB ("Instructions for reporting the
 * validation results of internal models", 2019, 2.5.3.1), on both sides. A band without rows says nothing.
 */
export function disagrees({ training: { rows, bads, meanPd } }: CountedBand): boolean {
  if (rows === 0) return false;
  const tail = (1 - AGREEMENT) / 2;
  const [a, b] = [bads + 0.5, rows - bads + 0.5];
  const low = bads === 0 ? 0 : betaQuantile(tail, a, b);
  const high = bads === rows ? 1 : betaQuantile(1 - tail, a, b);
  return meanPd < low || meanPd > high;
}

/** How many grades there are, and in which of them PD and bad rate disagree or the bad rate does not rise. */
export function gradeNotes(bands: readonly CountedBand[]): Record<string, string | number> {
  const rate = ({ training: { rows, bads } }: CountedBand): number => bads / rows;
  const inhabited = bands.filter(({ training }) => training.rows > 0);
  const off = bands.filter(disagrees);
  const falling = inhabited.filter((band, g) => g > 0 && rate(band) <= rate(inhabited[g - 1]!));
  const text = (band: CountedBand): string =>
    `${band.grade} (mean PD ${band.training.meanPd.toPrecision(2)}, bad rate ${rate(band).toPrecision(2)})`;
  return {
    grades: bands.length,
    ...(off.length > 0 && { gradesOff: off.map(text).join(', ') }),
    ...(falling.length > 0 && { gradesNotRising: falling.map(text).join(', ') }),
  };
}
