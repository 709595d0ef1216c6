import { describe, expect, it } from 'vitest';
import type { Scene } from '../../../../src/world/texts/scene.ts';
import { scenes } from '../../../../src/world/texts/scenes/index.ts';

describe.each(Object.entries<Scene>(scenes))('scene %s', (_name, scene) => {
  it('has aspects enough for a review of three different ones, each named once', () => {
    const names = scene.aspects.map(({ aspect }) => aspect);
    expect(names.length).toBeGreaterThanOrEqual(5);
    expect(new Set(names).size).toBe(names.length);
  });

  it('calls nothing both good and bad within an aspect', () => {
    for (const { nouns, good, bad } of scene.aspects) {
      expect(Math.min(nouns.length, good.length, bad.length)).toBeGreaterThanOrEqual(3);
      expect(good.filter((word) => bad.includes(word))).toEqual([]);
    }
  });

  it('repeats no line and mixes no praise with blame', () => {
    for (const [praise, blame] of [
      [scene.goodLines, scene.badLines],
      [scene.goodClosings, scene.badClosings],
    ] as const) {
      const all = [...praise, ...blame];
      expect(new Set(all).size).toBe(all.length);
    }
  });
});
