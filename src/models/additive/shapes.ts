import type { AdditiveTerm, InputFunction } from '../artefact.ts';
import { CODE_MISSING, CODE_UNSEEN } from '../model.ts';

/** A term or factor as a function of the bound value: a number (NaN missing) or a level's code. */
export function termReader(term: InputFunction): (value: number) => number {
  switch (term.shape) {
    case 'line':
      return lineReader(Float64Array.from(term.x), Float64Array.from(term.y), term.missing);
    case 'step':
      return stepReader(term);
    case 'table': {
      const { y, missing, unseen } = term;
      return (code) => (code === CODE_MISSING ? missing : code === CODE_UNSEEN ? unseen : y[code]!);
    }
  }
}

/** Linear interpolation between knots, constant beyond the first and last; `missing` for NaN. */
export function lineReader(x: Float64Array, y: Float64Array, missing: number): (value: number) => number {
  const last = x.length - 1;
  return (value) => {
    if (Number.isNaN(value)) return missing;
    if (value <= x[0]!) return y[0]!;
    if (value >= x[last]!) return y[last]!;
    const hi = upperBound(x, value);
    const lo = hi - 1;
    const x0 = x[lo]!;
    return y[lo]! + ((value - x0) / (x[hi]! - x0)) * (y[hi]! - y[lo]!);
  };
}

function stepReader({
  cuts,
  y,
  special,
  missing,
}: AdditiveTerm & { shape: 'step' }): (value: number) => number {
  const sorted = Float64Array.from(cuts);
  const values = Float64Array.from(y);
  return (value) => {
    if (Number.isNaN(value)) return missing;
    for (const s of special) if (s.value === value) return s.y;
    return values[upperBound(sorted, value)]!;
  };
}

/** Index of the first element greater than `value` in ascending `sorted`; its length when there is none. */
export function upperBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
