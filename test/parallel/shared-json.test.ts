import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSharedJson, shareJson } from '../../src/parallel/index.ts';

describe('shared JSON', () => {
  it('gives back what it was given, Chinese and astral texts too', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readSharedJson(shareJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(readSharedJson(shareJson({ 理由: '风险🀄' }))).toEqual({ 理由: '风险🀄' });
  });

  it('lies on shared memory, so that messages carry no copy', () => {
    expect(shareJson([1, 2]).bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});
