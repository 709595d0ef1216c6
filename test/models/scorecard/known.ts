/** Values of statsmodels on a small table; `fixtures/logit.py` makes them. */
import { readFileSync } from 'node:fs';
import { sharedUint8 } from '../../../src/parallel/index.ts';
import { shared } from './risk-columns.ts';

interface Known {
  readonly x: number[][];
  readonly y: number[];
  readonly full: { readonly beta: number[]; readonly standardErrors: number[]; readonly pValues: number[] };
  readonly chosen: number[];
  readonly scores: { readonly column: number; readonly chiSquare: number; readonly pValue: number }[];
  readonly vif: number[];
}

export const known = JSON.parse(readFileSync('test/models/scorecard/fixtures/logit.json', 'utf8')) as Known;

export const knownColumns = known.x[0]!.map((_, j) => shared(known.x.map((row) => row[j]!)));
export const knownBad = sharedUint8(known.y.length);
knownBad.set(known.y);
