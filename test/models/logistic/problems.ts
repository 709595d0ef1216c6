/** Made-up designs with a known signal, on shared memory. */
import { openStream } from '../../../src/core/index.ts';
import { sharedFloat64, sharedUint8 } from '../../../src/parallel/index.ts';

/** Standard normal columns, neighbours correlated by about a half; the first `signals` matter, with falling weights. */
export function signalProblem(nRows: number, nColumns: number, signals: number, seed = 3) {
  const draws = openStream(seed, 'logistic problems');
  const columns = Array.from({ length: nColumns }, (_, j) => {
    const column = sharedFloat64(nRows);
    for (let i = 0; i < nRows; i++) {
      column[i] = 0.87 * draws.normal(0, 1, i, j) + 0.5 * draws.normal(0, 1, i, Math.floor(j / 2), 1);
    }
    return column;
  });
  const bad = sharedUint8(nRows);
  for (let i = 0; i < nRows; i++) {
    let eta = -1;
    for (let j = 0; j < signals; j++) eta += ((j % 2 ? -1 : 1) * columns[j]![i]!) / (j + 1);
    bad[i] = draws.uniform(i, nColumns) < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
  }
  return { columns, bad };
}

/** Independent standard normal columns; the first alone matters. */
export function oneSignal(n: number, p: number, signal: number) {
  const draws = openStream(3, 'ridge-path');
  const columns = Array.from({ length: p }, (_, j) => {
    const column = sharedFloat64(n);
    for (let i = 0; i < n; i++) column[i] = draws.normal(0, 1, i, j);
    return column;
  });
  const bad = sharedUint8(n);
  for (let i = 0; i < n; i++)
    bad[i] = draws.uniform(i, p) < 1 / (1 + Math.exp(1 - signal * columns[0]![i]!)) ? 1 : 0;
  return { columns, bad };
}

/** The rows `rows` of a problem, on shared memory. */
export function part(columns: readonly Float64Array[], bad: Uint8Array, rows: readonly number[]) {
  const picked = columns.map((column) => {
    const shared = sharedFloat64(rows.length);
    shared.set(rows.map((i) => column[i]!));
    return shared;
  });
  const y = sharedUint8(rows.length);
  y.set(rows.map((i) => bad[i]!));
  return { columns: picked, bad: y };
}
