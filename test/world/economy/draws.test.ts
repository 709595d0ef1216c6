import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../src/core/index.ts';
import {
  draw,
  drawAll,
  openDraws,
  toNormal,
  toUniform,
  uniformOf,
} from '../../../src/world/economy/draws.ts';

const WORDS = 2 ** 32;

describe('drawAll', () => {
  it('gives every firm the words that draw gives it', () => {
    const draws = openDraws(7, 30);
    const first = new Uint32Array(100);
    const second = new Uint32Array(100);
    drawAll(draws, 11, 5000, 3, first, second);
    for (let i = 0; i < 100; i++) {
      draw(draws, 11, 5000 + i, 3);
      expect([first[i], second[i]]).toEqual([...draws.words]);
      expect(uniformOf(draws, 11, 5000 + i, 3)).toBe(first[i]! / WORDS);
    }
  });
});

describe('openDraws', () => {
  const fresh = (fork?: { week: number; future: number }): number[] =>
    Array.from({ length: 20 }, (_, week) => uniformOf(openDraws(7, 20, fork), week, 1, 2));

  it('draws other numbers for every week, firm, kind and seed', () => {
    const draws = openDraws(7, 20);
    const drawn = [0, 1].flatMap((week) =>
      [0, 1, 1000].flatMap((firm) => [0, 1, 16384].map((k) => uniformOf(draws, week, firm, k))),
    );
    expect(new Set(drawn).size).toBe(18);
    expect(uniformOf(openDraws(8, 20), 0, 0, 0)).not.toBe(drawn[0]);
  });

  it('keeps the weeks before a fork and draws those from it on afresh, each future its own', () => {
    const [straight, first, second] = [fresh(), fresh({ week: 8, future: 0 }), fresh({ week: 8, future: 1 })];
    for (let week = 0; week < 20; week++) {
      const drawn = [straight[week], first[week], second[week]];
      expect(new Set(drawn).size).toBe(week < 8 ? 1 : 3);
    }
  });

  it('does not depend on how many weeks there are', () => {
    expect(openDraws(7, 30).keys.subarray(0, 40)).toEqual(openDraws(7, 20).keys);
  });
});

describe('toNormal', () => {
  /** Words across the whole range, and around every seam of the table. */
  const words = [
    ...Array.from({ length: 20_000 }, (_, k) => Math.floor((k / 20_000) * WORDS)),
    ...Array.from({ length: 4096 }, (_, cell) => cell * 2 ** 20).flatMap((w) => [
      Math.max(0, w - 1),
      w,
      w + 1,
    ]),
    WORDS - 1,
  ].sort((a, b) => a - b);

  it('rises with its word', () => {
    const falls = words.filter((word, k) => k > 0 && toNormal(word) < toNormal(words[k - 1]!));
    expect(falls).toEqual([]);
  });

  it('is the normal quantile within 1e-4, finite at both ends', () => {
    let worst = 0;
    for (const word of words)
      worst = Math.max(worst, Math.abs(toNormal(word) - normalQuantile((word + 0.5) / WORDS)));
    expect(worst).toBeLessThan(1e-4);
    expect(toNormal(0)).toBeCloseTo(-toNormal(WORDS - 1), 6);
    expect(Number.isFinite(toNormal(0))).toBe(true);
  });

  it('has mean 0 and variance 1', () => {
    const values = Array.from({ length: 100_000 }, (_, k) =>
      toNormal(Math.floor(((k + 0.5) / 100_000) * WORDS)),
    );
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + b * b, 0) / values.length;
    expect(mean).toBeCloseTo(0, 4);
    expect(variance).toBeCloseTo(1, 3);
  });
});

describe('toUniform', () => {
  it('covers [0, 1)', () => {
    expect(toUniform(0)).toBe(0);
    expect(toUniform(WORDS / 2)).toBe(0.5);
    expect(toUniform(WORDS - 1)).toBeLessThan(1);
  });
});
