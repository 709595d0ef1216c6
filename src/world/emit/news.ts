import { type Day, monthIndexOf, type RandomStream } from '../../core/index.ts';
import { REGIONS } from '../../sources/index.ts';
import type { FirmTraits } from '../firm.ts';
import type { Industry } from '../industries.ts';
import type { FirmLife } from '../life.ts';
import { StreamDraws } from '../texts/draws.ts';
import { composeHeadline, type Topic } from '../texts/headline.ts';
import { weekOf } from '../timeline.ts';
import type { World } from '../world.ts';
import { recordStreamOf } from './record-stream.ts';
import { firmIdOf, isLost, type RecordSink } from './sink.ts';
import { VisibleTrouble } from './visible-trouble.ts';

/** Weekly chance of an item on a trade in a region: usually, at high energy prices, in a disaster. OWN. */
const ITEM_CHANCE = 0.05;
const ENERGY_CHANCE = 0.12;
const DISASTER_CHANCE = 0.4;
/** Log demand of a region below which the press sees a disaster, and energy price above which it writes of it. OWN. */
const DISASTER_BELOW = -0.1;
const ENERGY_ABOVE = 1.2;
/** The mood of the press: log demand of the trade over this, plus standard normal noise; beyond 1 it takes sides. OWN. */
const MOOD_SCALE = 0.15;
/** Of items without a mood, the share on public measures. OWN. */
const POLICY_SHARE = 0.5;

/** Weekly chance that a firm makes news of a kind: without any reason that shows, and with one. OWN. */
const FIRM_NEWS = [
  { topic: 'unpaidWages', usually: 0, shown: 0.05 },
  { topic: 'lawsuit', usually: 0.0004, shown: 0.01 },
  { topic: 'complaint', usually: 0.0003, shown: 0.006 },
  { topic: 'honour', usually: 0.0003, shown: 0.0015 },
] as const satisfies readonly { topic: Topic; usually: number; shown: number }[];
/** Staff talk when wages come in so many parts in six weeks; suppliers sue who were paid so little of their deliveries. OWN. */
const WAGES_IN_PARTS = 3;
const PAID_SHARE = 0.75;
/** Service below which customers talk to the press, where there are consumers, and above which a firm is praised. OWN. */
const SERVICE_BLAMED = -1.6;
const SERVICE_PRAISED = 1;
const CONSUMER_TRADES: ReadonlySet<Industry> = new Set([
  'retail',
  'catering-lodging',
  'e-commerce',
  'logistics',
  'it-services',
]);

const OUTLETS = ['DAILY-1', 'DAILY-2', 'EVENING-1', 'BUSINESS-1', 'PORTAL-1', 'PORTAL-2'] as const;
/** One item in so many is read after two days, not one. OWN. */
const LATE_SHARE = 0.2;

/** Draws of an item, by trade and region or by firm (i) and by week (j). */
const K = { happens: 0, mood: 1, policy: 2, day: 3, late: 4, outlet: 5, text: 10 } as const;

/** News on the trade and region of a covered firm, the same for all of them, and rarely on the firm itself. */
export function emitNews(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits } = life;
  if (!traits.covered.news) return;
  const { firm } = traits;
  const ofTrade = recordStreamOf(world, 'news.trade');
  const ofFirm = recordStreamOf(world, 'news');
  const iPlace = traits.iIndustry * REGIONS.length + REGIONS.indexOf(traits.region);
  const { timeline } = world;
  const startWeek = weekOf(timeline, timeline.startDate);
  const lastWeek = Math.min(life.nWeeks - 1, weekOf(timeline, timeline.endDate));
  const trouble = new VisibleTrouble(life);
  for (let week = 0; week <= lastWeek; week++) {
    trouble.see(week);
    if (week < startWeek) continue;
    const onTrade = tradeTopic(world, traits, iPlace, week);
    const onFirm = firmTopic(
      ofFirm.uniform(firm, week, K.happens),
      traits.industry,
      trouble,
      life.service[week]!,
    );
    if (onTrade === undefined && onFirm === undefined) continue;
    const monday = timeline.week0 + 7 * week;
    const tradeDay = monday + ofTrade.integer(7, iPlace, week, K.day);
    const firmDay = monday + ofFirm.integer(7, firm, week, K.day);
    if (onTrade !== undefined) {
      const item = { stream: ofTrade, i: iPlace, week, topic: onTrade, day: tradeDay, sequence: 0 };
      publish(world, traits, item, sink);
    }
    if (onFirm !== undefined) {
      const sequence = onTrade !== undefined && tradeDay === firmDay ? 1 : 0;
      const item = { stream: ofFirm, i: firm, week, topic: onFirm, day: firmDay, sequence };
      publish(world, traits, item, sink);
    }
  }
}

/** One item, and the place (i, week) of the stream that its words are drawn from. */
interface Item {
  readonly stream: RandomStream;
  readonly i: number;
  readonly week: number;
  readonly topic: Topic;
  readonly day: Day;
  readonly sequence: number;
}

function publish(
  world: World,
  { firm, industry, region }: FirmTraits,
  { stream, i, week, topic, day, sequence }: Item,
  sink: RecordSink,
): void {
  if (isLost(world, firm, monthIndexOf(day), 'news')) return;
  sink('news', {
    firmId: firmIdOf(firm),
    eventDate: day,
    arrivalDate: day + 1 + (stream.uniform(i, week, K.late) < LATE_SHARE ? 1 : 0),
    sequence,
    outlet: OUTLETS[stream.integer(OUTLETS.length, i, week, K.outlet)]!,
    text: composeHeadline(new StreamDraws(stream).seek(i, week, K.text), topic, industry, region),
  });
}

/** What the press writes of a trade in a region in a week, if anything: the same for all firms of both. */
function tradeTopic(world: World, traits: FirmTraits, iPlace: number, week: number): Topic | undefined {
  const { environment, timeline } = world;
  const stream = recordStreamOf(world, 'news.trade');
  const u = stream.uniform(iPlace, week, K.happens);
  const struck = environment.local[traits.region].logDemand[week]! < DISASTER_BELOW;
  if (struck && u < DISASTER_CHANCE) return 'disaster';
  if (environment.energyPrice[week]! > ENERGY_ABOVE && u < ENERGY_CHANCE) return 'energy';
  if (u >= ITEM_CHANCE) return undefined;
  const logDemand = environment.logDemand[traits.iIndustry * timeline.nWeeks + week]!;
  const mood = logDemand / MOOD_SCALE + stream.normal(0, 1, iPlace, week, K.mood);
  if (mood > 1) return 'upswing';
  if (mood < -1) return 'downturn';
  return stream.uniform(iPlace, week, K.policy) < POLICY_SHARE ? 'policy' : 'steady';
}

/** What a firm makes news with at a draw `u` in [0, 1), if anything. */
function firmTopic(
  u: number,
  industry: Industry,
  trouble: VisibleTrouble,
  service: number,
): Topic | undefined {
  const shows = {
    unpaidWages: trouble.paydays >= WAGES_IN_PARTS,
    lawsuit: trouble.paidShare < PAID_SHARE,
    complaint: service < SERVICE_BLAMED && CONSUMER_TRADES.has(industry),
    honour: service > SERVICE_PRAISED,
  };
  let below = 0;
  for (const { topic, usually, shown } of FIRM_NEWS) {
    below += shows[topic] ? shown : usually;
    if (u < below) return topic;
  }
  return undefined;
}
