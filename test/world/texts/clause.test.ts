import { describe, expect, it } from 'vitest';
import { openStream } from '../../../src/core/index.ts';
import { composeClause, fillLine } from '../../../src/world/texts/clause.ts';
import { StreamDraws } from '../../../src/world/texts/draws.ts';
import type { AspectWords } from '../../../src/world/texts/scene.ts';

const aspect: AspectWords = { aspect: 'quality', nouns: ['@'], good: ['新鲜'], bad: ['咸', '不新鲜'] };
const draws = new StreamDraws(openStream(1, 'test.clause'));
const clauses = (praises: boolean): Set<string> =>
  new Set(
    Array.from({ length: 2_000 }, (_, i) =>
      composeClause(draws.seek(i, 0), aspect, '米粉', praises, i % 2 === 0),
    ),
  );

describe('composeClause', () => {
  it('praises by a good word or by denying a bad one, and never denies twice', () => {
    const praise = clauses(true);
    expect(praise).toContain('米粉非常新鲜');
    expect(praise).toContain('米粉一点也不咸');
    for (const clause of praise) {
      expect(clause.startsWith('米粉')).toBe(true);
      expect(clause).not.toMatch(/不不|不够|谈不上/);
    }
  });

  it('blames by a bad word or by denying a good one', () => {
    const blame = clauses(false);
    expect(blame).toContain('米粉有点咸');
    expect(blame).toContain('米粉不够新鲜');
    for (const clause of blame) expect(clause).not.toMatch(/一点也不|挺新鲜|非常新鲜/);
  });
});

describe('fillLine', () => {
  it('puts one digit of 2 to 9 into every place for it, and the ware into its own', () => {
    expect(fillLine({ next: () => 0 }, '说#号到就#号到', '')).toBe('说2号到就2号到');
    expect(fillLine({ next: () => 0.999 }, '等@等了#0分钟', '水饺')).toBe('等水饺等了90分钟');
  });
});
