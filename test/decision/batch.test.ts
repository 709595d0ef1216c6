import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/index.ts';
import { decide, decideBatch } from '../../src/decision/index.ts';
import { randomInput, standardRules } from './fixtures.ts';

describe('decideBatch', () => {
  it('decides as one by one would, to the byte', async () => {
    const inputs = Array.from({ length: 300 }, (_, i) => randomInput(i));
    const alone = inputs.map((input) => decide(input, standardRules));
    expect(canonicalJson(await decideBatch(inputs, standardRules))).toBe(canonicalJson(alone));
  });

  it('takes an empty batch', async () => {
    expect(await decideBatch([], standardRules)).toEqual([]);
  });
});
