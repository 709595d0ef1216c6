import { randomFeatures } from '../../kernels/random-features.ts';
import type { AdditiveModel } from '../additive/model.ts';
import type { ModelArtefact, RandomFeaturesBody } from '../artefact.ts';
import { designWidth, rowEncoder } from '../design/encode.ts';
import type { BoundColumns } from '../model.ts';

/** Below this change of an angle its slope is taken at the start: the quotient would lose its digits. */
const FLAT_ANGLE = 1e-6;

/**
 * A plane in random features. Its contributions are integrated gradients (Sundararajan, Taly, Yan, ICML 2017) along the
 * straight path from the average training row: exact here, since a cosine integrates in closed form, so they add up.
 */
export function makeRandomFeaturesModel(artefact: ModelArtefact, body: RandomFeaturesBody): AdditiveModel {
  const { design, gamma, intercept } = body;
  const frequencies = Float64Array.from(body.frequencies);
  const phases = Float64Array.from(body.phases);
  const coefficients = Float64Array.from(body.coefficients);
  const baseline = Float64Array.from(body.baseline);
  const encoders = design.map(rowEncoder);
  const widths = design.map(designWidth);
  const width = baseline.length;
  const nFeatures = phases.length;
  const x = new Float64Array(width);
  const features = new Float64Array(nFeatures);

  function encode({ columns }: BoundColumns, row: number): void {
    let at = 0;
    for (const [s, { input }] of design.entries()) {
      encoders[s]!(columns[input]![row]!, x, at);
      at += widths[s]!;
    }
  }

  function marginOf(row: Float64Array): number {
    randomFeatures(row, 0, width, frequencies, phases, gamma, features, 0);
    let margin = intercept;
    for (let d = 0; d < nFeatures; d++) margin += coefficients[d]! * features[d]!;
    return margin;
  }

  /** Mean slope of the log-odds in every design column along the path from the baseline to `x`. */
  function meanSlopes(): Float64Array {
    const scale = Math.sqrt(2 * gamma);
    const height = Math.sqrt(2 / nFeatures);
    const slopes = new Float64Array(width);
    for (let d = 0; d < nFeatures; d++) {
      const at = d * width;
      let start = phases[d]!;
      let turn = 0;
      for (let j = 0; j < width; j++) {
        start += scale * frequencies[at + j]! * baseline[j]!;
        turn += scale * frequencies[at + j]! * (x[j]! - baseline[j]!);
      }
      const mean =
        Math.abs(turn) < FLAT_ANGLE ? -Math.sin(start) : (Math.cos(start + turn) - Math.cos(start)) / turn;
      const weight = coefficients[d]! * height * mean * scale;
      for (let j = 0; j < width; j++) slopes[j]! += weight * frequencies[at + j]!;
    }
    return slopes;
  }

  return {
    artefact,
    body: { intercept: marginOf(baseline), terms: design.map(({ input }) => ({ input, mean: 0 })) },
    margins(bound, start, end, out) {
      for (let i = start; i < end; i++) {
        encode(bound, i);
        out[i - start] = marginOf(x);
      }
    },
    contributions(bound, row) {
      encode(bound, row);
      const slopes = meanSlopes();
      let at = 0;
      return Float64Array.from(widths, (columnsOfTerm) => {
        let share = 0;
        for (const end = at + columnsOfTerm; at < end; at++) share += slopes[at]! * (x[at]! - baseline[at]!);
        return share;
      });
    },
  };
}
