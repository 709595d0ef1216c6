import { describe, expect, it } from 'vitest';
import { emitNews } from '../../../src/world/emit/news.ts';
import type { SourceRecord } from '../../../src/world/emit/sink.ts';
import { type FirmLife, FLOW, FLOWS } from '../../../src/world/life.ts';
import { namedScenario } from '../../../src/world/scenarios/index.ts';
import { openWorld } from '../../../src/world/world.ts';
import { covered, faultsOf, lives, recordsFrom, wholeWorld, worldWithGaps } from './shop-lives.ts';

const newsOf = (life: FirmLife, world = wholeWorld): SourceRecord<'news'>[] =>
  recordsFrom(emitNews, world, life, 'news');
const WAGES = /欠薪|拖欠工资|讨薪/;
const SUITS = /被诉|买卖合同|追讨货款|合同纠纷/;
const DISASTER = /灾/;
const ENERGY = /电价|用能/;
const ON_FIRMS =
  /欠薪|拖欠工资|讨薪|被诉|买卖合同|追讨货款|合同纠纷|投诉|抽检|服务问题|吐槽|诚信示范|新店|优质商户|老字号/;

describe('emitNews', () => {
  const all = lives.map((life) => ({ life, news: newsOf(life) }));

  it('keeps the contract and is read a day or two later', () => {
    for (const { news } of all) {
      expect(faultsOf('news', news, (r) => `${r.eventDate} ${r.sequence}`)).toEqual([]);
      for (const { eventDate, arrivalDate } of news) expect([1, 2]).toContain(arrivalDate - eventDate);
    }
  });

  it('tells all firms of a trade and region the same, and rarely anything on one of them', () => {
    const shared = new Map<string, string>();
    let nTrade = 0;
    let nFirm = 0;
    for (const { life, news } of all)
      for (const { eventDate, text } of news) {
        if (ON_FIRMS.test(text)) {
          nFirm += 1;
          continue;
        }
        nTrade += 1;
        const key = `${life.traits.industry} ${life.traits.region} ${eventDate}`;
        expect(shared.get(key) ?? text).toBe(text);
        shared.set(key, text);
      }
    expect(nTrade).toBeGreaterThan(500);
    expect(nFirm).toBeGreaterThan(0);
    expect(nFirm).toBeLessThan(0.1 * nTrade);
  });

  it('writes of disasters where they strike, and of energy while it is dear', () => {
    const flood = openWorld(namedScenario('regional-flood'), 7, 24);
    const spike = openWorld(namedScenario('energy-spike'), 7, 24);
    const belt = lives.filter(({ traits }) => traits.region === 'central-farm-belt');
    const others = lives.filter(({ traits }) => traits.region === 'border-county');
    const texts = (some: readonly FirmLife[], world: typeof flood): string[] =>
      some.flatMap((life) => newsOf(life, world).map(({ text }) => text));
    expect(texts(belt, flood).filter((text) => DISASTER.test(text)).length).toBeGreaterThan(belt.length / 2);
    expect(texts(others, flood).filter((text) => DISASTER.test(text))).toEqual([]);
    expect(texts(others, spike).filter((text) => ENERGY.test(text)).length).toBeGreaterThan(others.length);
    expect(texts(lives, wholeWorld).filter((text) => ENERGY.test(text) || DISASTER.test(text))).toEqual([]);
  });

  it('turns gloomy in a shock', () => {
    const shock = openWorld(namedScenario('severe-shock'), 7, 24);
    // The quarter in which the shock is felt whole.
    const gloom = (world: typeof shock): number =>
      lives
        .flatMap((life) => newsOf(life, world))
        .filter((r) => r.eventDate > world.timeline.endDate - 92)
        .filter(({ text }) => /走弱|下滑|承压|更淡|回落|价格战/.test(text)).length;
    expect(gloom(shock)).toBeGreaterThan(1.5 * gloom(wholeWorld));
  });

  it('tells of unpaid wages and suits only sometimes, where wages come in parts and suppliers are not paid', () => {
    const strained = lives.slice(0, 200).map((life): FirmLife => {
      const flows = life.flows.slice();
      for (let week = 0; week < life.nWeeks; week++) {
        flows[week * FLOWS.length + FLOW.payroll] = 1_000;
        flows[week * FLOWS.length + FLOW.purchase]! *= 0.3;
      }
      return { ...life, flows };
    });
    const shareWith = (some: readonly FirmLife[], topic: RegExp, from: number, to: number): number => {
      const { week0 } = wholeWorld.timeline;
      const hit = some.filter((life) =>
        newsOf(life).some(
          (r) => topic.test(r.text) && r.eventDate >= week0 + 7 * from && r.eventDate < week0 + 7 * to,
        ),
      );
      return hit.length / some.length;
    };
    for (const topic of [WAGES, SUITS]) {
      const quarter = shareWith(strained, topic, 60, 73);
      expect(quarter).toBeGreaterThan(0.05);
      expect(quarter).toBeLessThan(0.7);
      expect(shareWith(lives, topic, 60, 73)).toBeLessThan(0.05);
    }
  });

  it('has nothing for uncovered firms and lost months, and does not know of loans, death or fraud', () => {
    const life = lives[0]!;
    const uncovered = {
      ...life,
      traits: { ...life.traits, covered: { ...life.traits.covered, news: false } },
    };
    expect(newsOf(uncovered)).toEqual([]);
    expect(newsOf(life, worldWithGaps(1))).toEqual([]);
    for (const some of lives.slice(0, 50)) {
      const other = covered(some, { application: undefined, loans: [], fraud: 'shell', dated: [] });
      expect(newsOf(other)).toEqual(newsOf(some));
    }
  });
});
