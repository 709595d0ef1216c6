import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/index.ts';
import { decide, decideBatch } from '../../src/decision/index.ts';
import { goodInput, randomInput, standardRules } from './fixtures.ts';

const inputs = Array.from({ length: 300 }, (_, i) => randomInput(i));

describe('decideBatch', () => {
  it('decides as one by one would, at any concurrency, to the byte', async () => {
    const alone = [];
    for (const input of inputs) alone.push(await decide(input, standardRules));
    for (const concurrency of [1, 7, 1000])
      expect(canonicalJson(await decideBatch(inputs, standardRules, { concurrency }))).toBe(
        canonicalJson(alone),
      );
  });

  it('declines the second application with the same id, and only that', async () => {
    const decisions = await decideBatch([goodInput, goodInput], standardRules, { concurrency: 1 });
    expect(decisions.map(({ outcome }) => outcome)).toEqual(['approve', 'decline']);
    expect(decisions[1]?.reasons[0]?.code).toBe('APPLICATION_DUPLICATE');
  });

  it('tells how far it is', async () => {
    const seen: number[][] = [];
    await decideBatch(inputs, standardRules, {
      concurrency: 128,
      onProgress: (done, total) => seen.push([done, total]),
    });
    expect(seen).toEqual([
      [128, 300],
      [256, 300],
      [300, 300],
    ]);
  });

  it('takes an empty batch', async () => {
    expect(await decideBatch([], standardRules)).toEqual([]);
  });
});
