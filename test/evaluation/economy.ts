import { openStream, ParusError } from '../../src/core/index.ts';

/** Seeded PDs and the outcomes drawn from them: a perfectly calibrated model. */
export function economy(n: number, seed: number, meanMargin = -1.5) {
  const stream = openStream(seed, 'test/economy');
  const pd = Float64Array.from({ length: n }, (_, i) => 1 / (1 + Math.exp(-stream.normal(meanMargin, 1, i))));
  const bad = Uint8Array.from(pd, (x, i) => (stream.uniform(i, 1) < x ? 1 : 0));
  return { pd, bad };
}

/** The coded error that `body` throws. */
export function codeOf(body: () => unknown): ParusError {
  try {
    body();
  } catch (error) {
    if (error instanceof ParusError) return error;
    throw error;
  }
  throw new Error('expected a coded error');
}
