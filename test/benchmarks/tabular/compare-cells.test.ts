import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../benchmarks/tabular/cells.ts';
import { compareCells } from '../../../benchmarks/tabular/compare-cells.ts';
import type { Pair } from '../../../benchmarks/tabular/programs.ts';

const PAIR: Pair = { own: 'logistic', peers: ['quantile', 'standard'] };

function cell(seed: number, fold: 0 | 1, program: string, auc: number): Cell {
  const rows = { train: 50, test: 51 };
  return { dataset: 'german', seed, fold, program, auc, seconds: 1, rows, version: 'v', files: 'f' };
}

function replication(seed: number, aucs: Readonly<Record<string, [number, number]>>): Cell[] {
  return Object.entries(aucs).flatMap(([program, pair]) =>
    pair.map((auc, i) => cell(seed, i ? 1 : 0, program, auc)),
  );
}

describe('compareCells', () => {
  const whole = [101, 102].flatMap((seed) =>
    replication(seed, {
      logistic: [0.8, 0.7],
      'sklearn quantile': [0.7, 0.7],
      'sklearn standard': [0.7, 0.76],
    }),
  );

  it('sets ours beside the peer with the better mean', () => {
    const [one, ...others] = compareCells(whole, PAIR);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ dataset: 'german', peer: 'sklearn standard', replications: 2, rows: 101 });
    expect(one!.difference).toBeCloseTo(0.02, 12);
    expect(one!.auc.own).toBeCloseTo(0.75, 12);
    expect(one!.auc.peer).toBeCloseTo(0.73, 12);
  });

  it('leaves out a replication with one fold alone', () => {
    const half = ['logistic', 'sklearn quantile', 'sklearn standard'].map((name) => cell(103, 0, name, 0.1));
    expect(compareCells([...whole, ...half], PAIR)).toEqual(compareCells(whole, PAIR));
  });

  it('compares nothing where a peer was never measured', () => {
    const alone = whole.filter(({ program }) => program !== 'sklearn quantile');
    expect(compareCells(alone, PAIR)).toEqual([]);
  });
});
