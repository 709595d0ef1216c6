import { describe, expect, test } from 'vitest';
import { change, clamp, ratio } from '../../src/features/window.ts';

describe('windows', () => {
  test('ratio and change are missing where they cannot be computed', () => {
    expect(ratio(0, 0)).toBeNaN();
    expect(ratio(1, 0)).toBeNaN();
    expect(change(0, 0)).toBeNaN();
    expect(change(5, 0)).toBe(1);
    expect(change(0, 5)).toBe(-1);
    expect(clamp(Number.NaN, 0, 1)).toBeNaN();
    expect([clamp(-3, -1, 1), clamp(3, -1, 1)]).toEqual([-1, 1]);
  });
});
