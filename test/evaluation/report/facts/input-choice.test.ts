import { describe, expect, it } from 'vitest';
import { leftOutByReason } from '../../../../src/evaluation/report/index.ts';

const inputs = [{ name: 'balance', kind: 'numeric' as const }];

describe('leftOutByReason', () => {
  it('counts reasons that differ in figures and names of columns alone as one, and keeps what they share', () => {
    const excluded = [
      { name: 'id', reason: 'identifier' },
      { name: 'a', reason: 'information value 0.0012 below 0.02' },
      { name: 'b', reason: 'does not gain enough beside the 2 chosen (chi-square 3.20 on 4, p 0.52)' },
      { name: 'c', reason: 'information value 0.0191 below 0.02' },
      { name: 'd', reason: 'does not gain enough beside the 2 chosen (chi-square 1.10 on 4, p 2.1e-7)' },
      { name: 'e', reason: 'information value 0 below 0.02' },
      { name: 'f', reason: 'no longer gains enough once balance is in (step 3)' },
      { name: 'g', reason: 'no longer gains enough once a is in (step 3)' },
    ];
    expect(leftOutByReason({ inputs, excluded })).toEqual([
      { reason: 'information value … below 0.02', names: ['a', 'c', 'e'] },
      {
        reason: 'does not gain enough beside the 2 chosen (chi-square … on 4, p …)',
        names: ['b', 'd'],
      },
      { reason: 'no longer gains enough once … is in (step 3)', names: ['f', 'g'] },
      { reason: 'identifier', names: ['id'] },
    ]);
  });

  it('has nothing to count where every column is an input', () => {
    expect(leftOutByReason({ inputs, excluded: [] })).toEqual([]);
  });
});
