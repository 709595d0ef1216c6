import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, sha256 } from '../../src/core/canonical.ts';

it('gives the same bytes whatever the order of insertion', () => {
  expect(canonicalJson({ b: 1, a: [{ d: 2, c: 3 }] })).toBe('{"a":[{"c":3,"d":2}],"b":1}');
  expect(canonicalJson({ a: [{ c: 3, d: 2 }], b: 1 })).toBe(canonicalJson({ b: 1, a: [{ d: 2, c: 3 }] }));
});

it('round-trips every JSON value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
    }),
  );
});

it('refuses numbers that JSON cannot carry', () => {
  expect(() => canonicalJson({ x: Number.NaN })).toThrow(/NaN at key x/);
  expect(() => canonicalJson([Infinity])).toThrow(/Infinity/);
});

it('hashes as SHA-256 does', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
