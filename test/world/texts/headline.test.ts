import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { INDUSTRIES, REGIONS } from '../../../src/sources/index.ts';
import { StreamDraws } from '../../../src/world/texts/draws.ts';
import { composeHeadline, TOPICS } from '../../../src/world/texts/headline.ts';

const draws = new StreamDraws(openStream(4, 'test.headline'));

describe('composeHeadline', () => {
  it('names place and trade and fills every slot, for every topic', () => {
    const seen = new Set<string>();
    let j = 0;
    for (const topic of TOPICS)
      for (const industry of INDUSTRIES)
        for (const region of REGIONS) {
          j += 1;
          const text = composeHeadline(draws.seek(1, j), topic, industry, region);
          expect(text).not.toMatch(/[A-Z#]|undefined/);
          expect(text.length >= 8 && text.length <= 60).toBe(true);
          seen.add(text);
        }
    expect(seen.size / j).toBeGreaterThan(0.95);
  });

  it('tells trouble in words that show it', () => {
    const texts = Array.from({ length: 40 }, (_, i) =>
      composeHeadline(draws.seek(2, i), 'unpaidWages', 'textile', 'border-county'),
    );
    for (const text of texts) expect(text).toMatch(/欠|讨薪/);
    expect(texts.some((text) => /边境|口岸|沿边/.test(text))).toBe(true);
  });
});
