import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { StreamDraws } from '../../../src/world/texts/draws.ts';
import { composeSolicited, N_FRAMES } from '../../../src/world/texts/solicited.ts';

const draws = new StreamDraws(openStream(2, 'test.solicited'));

/** Share of pairs of neighbouring characters that two texts have in common (Jaccard). */
function likeness(a: string, b: string): number {
  const pairs = (text: string): Set<string> =>
    new Set(Array.from({ length: text.length - 1 }, (_, i) => text.slice(i, i + 2)));
  const [x, y] = [pairs(a), pairs(b)];
  const common = [...x].filter((pair) => y.has(pair)).length;
  return common / (x.size + y.size - common);
}

function meanLikeness(texts: readonly string[]): number {
  let sum = 0;
  let n = 0;
  for (const [i, a] of texts.entries())
    for (const b of texts.slice(i + 1)) {
      sum += likeness(a, b);
      n += 1;
    }
  return sum / n;
}

describe('composeSolicited', () => {
  it('gives five stars and leaves no slot open', () => {
    for (let frame = 0; frame < 3 * N_FRAMES; frame++) {
      const { stars, text } = composeSolicited(draws.seek(frame, 0), 'e-commerce', frame);
      expect(stars).toBe(5);
      expect(text).not.toMatch(/[@123]|undefined/);
      expect(text.length).toBeLessThanOrEqual(200);
    }
  });

  it('makes the texts of one campaign near-duplicates, and not those of different ones', () => {
    const campaign = Array.from(
      { length: 30 },
      (_, i) => composeSolicited(draws.seek(i, 1), 'retail', 5).text,
    );
    const campaigns = Array.from(
      { length: 30 },
      (_, i) => composeSolicited(draws.seek(i, 2), 'retail', 7 * i).text,
    );
    expect(new Set(campaign).size).toBeGreaterThan(10);
    expect(meanLikeness(campaign)).toBeGreaterThan(0.4);
    expect(meanLikeness(campaigns)).toBeLessThan(0.3);
  });
});
