import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusableClass } from '../../../src/decision/lists/characters.ts';
import { alignNames, nameDistance } from '../../../src/decision/lists/name-distance.ts';

/** The naive twin: the definition, by recursion. */
function naiveDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [x, y] = [a.charCodeAt(a.length - 1), b.charCodeAt(b.length - 1)];
  const replace = x === y ? 0 : confusableClass(x) === confusableClass(y) ? 0.25 : 1;
  const ways = [
    naiveDistance(a.slice(0, -1), b.slice(0, -1)) + replace,
    naiveDistance(a.slice(0, -1), b) + 1,
    naiveDistance(a, b.slice(0, -1)) + 1,
  ];
  const [endA, endB] = [a.slice(-2), b.slice(-2)];
  if (endA.length === 2 && endA[0] !== endA[1] && endA === [...endB].reverse().join(''))
    ways.push(naiveDistance(a.slice(0, -2), b.slice(0, -2)) + 0.5);
  return Math.min(...ways);
}

const names = fc.string({ unit: fc.constantFrom(...'宏鸿达通伟玮'), maxLength: 6 });

describe('nameDistance', () => {
  it.each([
    ['宏达', '宏达', 0],
    ['宏达', '鸿达', 0.25],
    ['宏达', '达宏', 0.5],
    ['宏达', '宏通', 1],
    ['宏达', '宏大达', 1],
    ['', '宏达', 2],
  ])('%s to %s costs %s', (a, b, cost) => {
    expect(nameDistance(a, b)).toBe(cost);
  });

  it('agrees with its definition', () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        expect(nameDistance(a, b)).toBe(naiveDistance(a, b));
        expect(nameDistance(b, a)).toBe(nameDistance(a, b));
      }),
    );
  });

  it('cuts what is longer than any name instead of running over its table', () => {
    expect(nameDistance('宏'.repeat(500), '宏'.repeat(400))).toBe(0);
  });
});

describe('alignNames', () => {
  it('tells which characters match', () => {
    expect(alignNames('鸿达兴', '宏达兴业')).toEqual({
      same: '达兴',
      alike: [{ asked: '鸿', listed: '宏' }],
      swapped: [],
    });
    expect(alignNames('张明伟', '张伟明')).toEqual({ same: '张', alike: [], swapped: ['明伟'] });
    expect(alignNames('', '宏')).toEqual({ same: '', alike: [], swapped: [] });
  });

  it('accounts for the whole distance', () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        const { same, alike, swapped } = alignNames(a, b);
        const matched = same.length + alike.length + 2 * swapped.length;
        // What is not matched was replaced (1 for one character of each), inserted or left out.
        const left = [a.length - matched, b.length - matched];
        const cost = nameDistance(a, b) - 0.25 * alike.length - 0.5 * swapped.length;
        expect(cost).toBeGreaterThanOrEqual(Math.max(...left) - 1e-9);
        expect(cost).toBeLessThanOrEqual(left[0]! + left[1]! + 1e-9);
      }),
    );
  });
});
