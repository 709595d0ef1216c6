import { expect, test } from 'vitest';
import { Slots } from '../../../src/features/engine/slots.ts';

test('codes get slots in the order of first meeting, the same code the same slot', () => {
  const slots = new Slots();
  expect([70_000, -1, 70_000, 3, -1].map((code) => slots.of(code))).toEqual([0, 1, 0, 2, 1]);
  expect(slots.n).toBe(3);
  expect(slots.has(3)).toBe(true);
  expect(slots.has(4)).toBe(false);
});

test('a cleared set of slots begins anew', () => {
  const slots = new Slots();
  slots.of(5);
  slots.clear();
  expect(slots.n).toBe(0);
  expect(slots.has(5)).toBe(false);
  expect(slots.of(9)).toBe(0);
});
