import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { featureCatalogue, featureNames, featuresMarkdown } from '../../src/features/index.ts';
import { sources } from '../../src/sources/index.ts';

describe('featureCatalogue', () => {
  test('names every feature once, in snake_case, in both languages', () => {
    expect(new Set(featureNames).size).toBe(featureNames.length);
    for (const { name, meaning, meaningZh, formula, why } of featureCatalogue) {
      expect(name).toMatch(/^[a-z]+(_[a-z0-9]+)*$/);
      for (const text of [meaning, formula, why]) expect(text.trim().length, name).toBeGreaterThan(3);
      expect(meaningZh, name).toMatch(/\p{Script=Han}/u);
    }
    expect(new Set(featureCatalogue.map(({ meaning }) => meaning)).size).toBe(featureNames.length);
  });

  test('a feature is at least as sensitive as bureau data it reads, and never reads outcomes', () => {
    for (const { name, sources: read, sensitivity } of featureCatalogue) {
      expect(read, name).not.toContain('outcomes');
      for (const source of read) expect(Object.keys(sources)).toContain(source);
      if (read.length === 1 && read[0] === 'bureau' && !name.startsWith('missing_')) {
        expect(sensitivity, name).toBe('personal');
      }
    }
  });

  test('looks back at least as far as the window in its name, a year of twelve months taken as 360 days', () => {
    for (const { name, windowDays } of featureCatalogue) {
      const days = Number(/_(\d+)$/.exec(name)?.[1] ?? 0);
      if (days > 0)
        expect(windowDays ?? Number.POSITIVE_INFINITY, name).toBeGreaterThanOrEqual(
          days === 365 ? 360 : days,
        );
    }
  });
});

test('docs/features.md is the catalogue (run `npm run docs` to write it)', async () => {
  const text = await readFile(new URL('../../docs/features.md', import.meta.url), 'utf8');
  expect(text).toBe(featuresMarkdown());
  for (const name of featureNames) expect(text).toContain(`### ${name}\n`);
});
