import { lineReader } from '../additive/shapes.ts';
import { logProbabilities } from './beta.ts';
import type { Calibration } from './schema.ts';

/** A calibration as a function of log-odds. */
export function calibrator(map: Calibration): (margin: number) => number {
  switch (map.kind) {
    case 'none':
      return (margin) => margin;
    case 'platt':
      return (margin) => map.slope * margin + map.intercept;
    case 'isotonic':
      return lineReader(Float64Array.from(map.x), Float64Array.from(map.y), Number.NaN);
    case 'beta':
      return (margin) => {
        const [logP, logQ] = logProbabilities(margin);
        return map.a * logP - map.b * logQ + map.c;
      };
  }
}
