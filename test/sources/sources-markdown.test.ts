import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sourceNames, sources } from '../../src/sources/index.ts';
import { contractJsonSchema, contractJsonText, sourcesMarkdown } from '../../src/sources/sources-markdown.ts';

describe('the contracts', () => {
  test('are what docs/sources.md says', () => {
    expect(readFileSync('docs/sources.md', 'utf8')).toBe(sourcesMarkdown());
  });

  test('are what docs/schemas says, and there is no other schema', () => {
    expect(readdirSync('docs/schemas').sort()).toEqual(sourceNames.map((name) => `${name}.json`).sort());
    for (const name of sourceNames) {
      const text = readFileSync(`docs/schemas/${name}.json`, 'utf8');
      expect(text).toBe(contractJsonText(name));
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(contractJsonSchema(name))));
    }
  });

  test('describe every field and say how a record is come by', () => {
    for (const name of sourceNames) {
      const { properties, required } = contractJsonSchema(name) as {
        properties: Record<string, { description?: string }>;
        required: string[];
      };
      const { shape } = sources[name].record;
      expect(Object.keys(properties)).toEqual(Object.keys(shape));
      for (const { description } of Object.values(properties)) expect(description).toMatch(/\w{2}/);
      expect(required).toEqual(expect.arrayContaining([...sources[name].key]));
      expect(sources[name].obtained).toMatch(/\.$/);
      expect(sources[name].retentionMonths).toBeGreaterThan(0);
    }
  });
});
