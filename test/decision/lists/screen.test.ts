import { describe, expect, it } from 'vitest';
import {
  buildScreen,
  companySimilarity,
  foldCompanyName,
  foldText,
  hanSimilarity,
  type ListHit,
  parseCompanyName,
  partLikeness,
  standardThresholds,
} from '../../../src/decision/lists/index.ts';
import {
  drawsOf,
  entryOf,
  firmName,
  firmVariant,
  madeUpFirm,
  madeUpPerson,
  mistyped,
} from './made-up-names.ts';

const DAY = 20_000;
const brief = ({ entryId, list, how, identifying }: ListHit) => `${entryId} ${list} ${how} ${identifying}`;

describe('buildScreen', () => {
  const screen = buildScreen(
    [
      entryOf('B1', { value: 'firm-1', name: '杭州宏达贸易有限公司', aliases: ['宏达商行'] }),
      entryOf('B2', { kind: 'uscc', value: '91350100M000100Y43' }),
      entryOf('B3', { kind: 'device', value: 'd1' }),
      entryOf('W1', { kind: 'person', name: '张宏伟', list: 'watch' }),
      entryOf('W2', { name: 'Northwind Paper Trading Co., Ltd.', list: 'watch' }),
      entryOf('A1', { kind: 'phone', value: 'd1', list: 'allow' }),
    ],
    DAY,
  );

  it('finds values of their kind only', () => {
    expect(screen.match({ firms: ['firm-1'], devices: ['d1'] }).map(brief)).toEqual([
      'B1 block exact true',
      'B3 block exact true',
    ]);
    expect(screen.match({ persons: ['d1'], addresses: ['d1', 'firm-1'] })).toEqual([]);
    expect(screen.match({ phones: ['d1'] }).map(brief)).toEqual(['A1 allow exact true']);
    expect(screen.match({ creditCodes: ['９１350100-m000100y43'] }).map(brief)).toEqual([
      'B2 block normalised true',
    ]);
  });

  it('tells exact, normalised and alike names', () => {
    const how = (name: string) => screen.match({ companyNames: [name] }).map(brief);
    expect(how('杭州宏达贸易有限公司')).toEqual(['B1 block exact true']);
    expect(how('杭州宏達貿易有限责任公司')).toEqual(['B1 block normalised true']);
    expect(how('杭州鸿达贸易有限公司')).toEqual(['B1 block fuzzy false']);
    expect(how('深圳通达餐饮有限公司')).toEqual([]);
    // The alias is a bare trade name, which many firms share: the same, but not who is meant.
    expect(how('宏达商行')).toEqual(['B1 block exact false']);
  });

  it('never takes a person for identified by name', () => {
    const how = (name: string) => screen.match({ personNames: [name] }).map(brief);
    expect(how('张宏伟')).toEqual(['W1 watch exact false']);
    expect(how('張弘偉')).toEqual(['W1 watch fuzzy false']);
    expect(how('李宏伟')).toEqual([]);
    expect(screen.match({ companyNames: ['张宏伟'] })).toEqual([]);
  });

  it('compares names in Latin letters by Jaro-Winkler, whatever the order of words', () => {
    const how = (name: string) => screen.match({ companyNames: [name] }).map(brief);
    expect(how('Northwnd Paper Trading')).toEqual(['W2 watch fuzzy false']);
    expect(how('PAPER TRADING NORTHWIND, LTD')).toEqual(['W2 watch normalised true']);
    expect(how('Southwind Steel Company')).toEqual([]);
  });

  it('explains which characters match, in both languages', () => {
    const [hit] = screen.match({ companyNames: ['杭州鸿达贸易有限公司'] });
    expect(hit?.parts.map(({ part, same, alike }) => [part, same, alike])).toEqual([
      ['core', '达', ['鸿~宏']],
      ['industry', '贸易', []],
      ['region', '浙江杭州', []],
    ]);
    expect(hit?.explanation.en).toContain('trade name 鸿达 / 宏达, 达 in common, alike 鸿~宏');
    expect(hit?.explanation.en).toContain('the same region 浙江杭州');
    expect(hit?.explanation.zh).toContain('相同字：达');
    expect(JSON.parse(JSON.stringify(hit))).toEqual(hit);
  });

  it('counts entries from their first day until they expire', () => {
    const entries = [entryOf('E', { value: 'x', addedOn: 100, expiresOn: 200 })];
    const hits = (day: number) => buildScreen(entries, day).match({ firms: ['x'] }).length;
    expect([99, 100, 199, 200].map(hits)).toEqual([0, 1, 1, 0]);
    expect(buildScreen(entries, 99).nEntries).toBe(0);
  });

  it('finds nothing in empty lists, for empty subjects and for empty names', () => {
    expect(buildScreen([], DAY).match({ firms: ['x'], companyNames: ['宏达'] })).toEqual([]);
    expect(screen.match({})).toEqual([]);
    expect(screen.match({ companyNames: ['', '（）'], personNames: [''], firms: [''] })).toEqual([]);
  });

  it('gives the hardest list first and cuts alike names only', () => {
    const entries = [
      ...Array.from({ length: 30 }, (_, i) =>
        entryOf(`W${i}`, { name: `杭州宏达${'贸商工农科'[i % 5]}业${i}有限公司`, list: 'watch' }),
      ),
      entryOf('A', { value: 'x', list: 'allow' }),
      entryOf('B', { value: 'x' }),
    ];
    const thresholds = { ...standardThresholds, firm: 0.7 };
    const hits = buildScreen(entries, DAY, { thresholds, mostFuzzy: 5 }).match({
      firms: ['x'],
      companyNames: ['杭州宏达贸业有限公司'],
    });
    expect(hits.map(({ list }) => list)).toEqual(['block', ...Array(5).fill('watch'), 'allow']);
    const scores = hits.filter(({ list }) => list === 'watch').map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('refuses thresholds that its index cannot keep', () => {
    const thresholds = { firm: 0.5, person: 0.9, latin: 0.9 };
    expect(() => buildScreen([], DAY, { thresholds })).toThrow(/firm names got 0.5/);
    expect(() =>
      buildScreen([], DAY, { thresholds: { ...standardThresholds, latin: Number.NaN } }),
    ).toThrow();
  });
});

describe('the index beside comparing every entry', () => {
  const firms = Array.from({ length: 400 }, (_, i) => firmName(madeUpFirm(5, i)));
  const persons = Array.from({ length: 300 }, (_, i) => madeUpPerson(5, i));
  const entries = [
    ...firms.map((name, i) => entryOf(`F${i}`, { name })),
    ...persons.map((name, i) => entryOf(`P${i}`, { kind: 'person', name })),
  ];

  it.each([{ firm: 0.66, person: 0.51, latin: 0.9 }, standardThresholds])(
    'misses nothing and adds nothing at %o',
    (thresholds) => {
      const screen = buildScreen(entries, DAY, { thresholds, mostFuzzy: 10_000 });
      for (let i = 0; i < 60; i++) {
        const u = drawsOf(6, 'test/queries', i);
        const company = firmVariant(madeUpFirm(5, i * 5), u);
        const person = mistyped(persons[i * 5]!, u);
        const found = screen.match({ companyNames: [company], personNames: [person] });
        const parsed = parseCompanyName(company);
        const naive = [
          ...firms.flatMap((name, k) => {
            const same = foldCompanyName(name) === foldCompanyName(company);
            const score = same ? 1 : companySimilarity(partLikeness(parsed, parseCompanyName(name)));
            return same || score >= thresholds.firm ? [`F${k} ${score}`] : [];
          }),
          ...persons.flatMap((name, k) => {
            const score = hanSimilarity(foldText(person), foldText(name));
            return score >= thresholds.person ? [`P${k} ${score}`] : [];
          }),
        ];
        expect(found.map(({ entryId, score }) => `${entryId} ${score}`).sort()).toEqual(naive.sort());
      }
    },
  );
});
