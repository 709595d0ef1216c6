import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { StreamDraws } from '../../../src/world/texts/draws.ts';
import { writeDown } from '../../../src/world/texts/handwriting.ts';

describe('writeDown', () => {
  const draws = new StreamDraws(openStream(1, 'test.handwriting'));
  const written = Array.from({ length: 3_000 }, (_, i) => writeDown(draws.seek(i, 0), ['味道好', '推荐']));

  it('keeps the order of the clauses, whatever stands between and behind them', () => {
    for (const text of written)
      expect(text).toMatch(/^(味道|未到)好.(推荐|推见)[哈呀吧哦了啦呢嗯]?[。！~]*$/);
  });

  it('slips with the pen now and then, once a text', () => {
    const slips = written.filter((text) => text.includes('未到') || text.includes('推见'));
    expect(slips.length / written.length).toBeGreaterThan(0.03);
    expect(slips.length / written.length).toBeLessThan(0.09);
    expect(slips.filter((text) => text.includes('未到') && text.includes('推见'))).toEqual([]);
  });
});
