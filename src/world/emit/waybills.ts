import { monthIndexOf, openStream } from '../../core/index.ts';
import { REGIONS } from '../../sources/index.ts';
import type { Industry } from '../industries.ts';
import type { FirmLife } from '../life.ts';
import { weekOf } from '../timeline.ts';
import type { World } from '../world.ts';
import { firmIdOf, isLost, type RecordSink } from './sink.ts';

/** Goods of an industry as carriers see them. All OWN. */
interface Freight {
  /** Share of sales, and of orders, that a carrier moves; the rest is fetched or delivered by own cars. */
  readonly sent: number;
  readonly received: number;
  /** Value of a kilogram sent and received, yuan. */
  readonly sentYuanPerKg: number;
  readonly receivedYuanPerKg: number;
  readonly kgPerPiece: number;
  /** Share that stays in the region. */
  readonly near: number;
}

const FREIGHT: Partial<Record<Industry, Freight>> = {
  'manufacturing-light': {
    sent: 0.8,
    received: 0.7,
    sentYuanPerKg: 30,
    receivedYuanPerKg: 15,
    kgPerPiece: 12,
    near: 0.4,
  },
  'manufacturing-heavy': {
    sent: 0.8,
    received: 0.8,
    sentYuanPerKg: 18,
    receivedYuanPerKg: 8,
    kgPerPiece: 150,
    near: 0.5,
  },
  wholesale: {
    sent: 0.6,
    received: 0.8,
    sentYuanPerKg: 20,
    receivedYuanPerKg: 18,
    kgPerPiece: 15,
    near: 0.6,
  },
  'e-commerce': {
    sent: 0.9,
    received: 0.7,
    sentYuanPerKg: 45,
    receivedYuanPerKg: 35,
    kgPerPiece: 1.5,
    near: 0.2,
  },
  logistics: { sent: 0.5, received: 0.1, sentYuanPerKg: 2, receivedYuanPerKg: 20, kgPerPiece: 40, near: 0.3 },
  textile: { sent: 0.8, received: 0.8, sentYuanPerKg: 40, receivedYuanPerKg: 22, kgPerPiece: 20, near: 0.4 },
  'cross-border-trade': {
    sent: 0.7,
    received: 0.8,
    sentYuanPerKg: 35,
    receivedYuanPerKg: 28,
    kgPerPiece: 18,
    near: 0.3,
  },
  agriculture: {
    sent: 0.6,
    received: 0.5,
    sentYuanPerKg: 5,
    receivedYuanPerKg: 3,
    kgPerPiece: 25,
    near: 0.6,
  },
};

const DIRECTIONS = ['sent', 'received'] as const;
/** Consignments of a week at most, by direction; a week with any business sends one at least. */
const MOST = [3, 2] as const;
const LEAST = [1, 0] as const;
/** Goods of a week that make one more consignment worth while, yuan. OWN. */
const LOT_YUAN = 15_000;
/** Value of a kilogram: sd of its log between firms and between weeks; kilograms of a piece, between consignments. OWN. */
const FIRM_SD = 0.5;
const WEEK_SD = 0.15;
const PIECE_SD = 0.3;
/** A firm ships with a few of the country's carriers. */
const CARRIERS = 40;
const USUAL_CARRIERS = 3;
/** Carriers collect on six days. */
const WORK_DAYS = 6;
/** A shell firm has papers to show, and hardly any goods behind them: share of its trade that is moved. OWN. */
const SHELL_GOODS = 0.1;
/** Days until a waybill can be read, 1 to 3. */
const DELAY = { least: 1, spread: 3 } as const;

/** Draws of a week by direction and, from `part`, of its consignments; j is the week, or 0 for what lasts. */
const K = { value: 0, carrier: 4, count: 8, weight: 9, part: 16 } as const;
const K_PART = { split: 0, day: 1, delay: 2, carrier: 3, near: 4, region: 5, pieces: 6 } as const;
const K_PER_PART = 8;
const K_DIRECTION = 64;

/** Consignments of a covered firm: sent as it sells, received as it orders; the weights of a week follow the value moved. */
export function emitWaybills(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits, nWeeks } = life;
  const freight = FREIGHT[traits.industry];
  if (!freight || !traits.covered.waybills) return;
  const { firm } = traits;
  const { timeline } = world;
  const stream = openStream(world.seed, 'world.records.waybills');
  const firmId = firmIdOf(firm);
  const carriers: string[] = [];
  for (let i = 0; i < USUAL_CARRIERS; i++)
    carriers.push(`CR${String(1 + stream.integer(CARRIERS, firm, 0, K.carrier + i)).padStart(2, '0')}`);
  const regionWeights = REGIONS.map((region) => world.scenario.regions[region]);
  const goods = life.fraud === 'shell' ? SHELL_GOODS : 1;
  const shares = [goods * freight.sent, goods * freight.received];
  const fenPerKg = [freight.sentYuanPerKg, freight.receivedYuanPerKg].map(
    (yuan, d) => 100 * yuan * Math.exp(stream.normal(0, FIRM_SD, firm, 0, K.value + d)),
  );
  const traded = [life.sales, life.orders];
  const onDay = new Int32Array(7);
  let lostMonth = -1;
  let lost = false;
  const first = Math.max(0, weekOf(timeline, timeline.startDate));
  const last = Math.min(nWeeks - 1, weekOf(timeline, timeline.endDate));
  for (let week = first; week <= last; week++) {
    onDay.fill(0);
    for (let d = 0; d < DIRECTIONS.length; d++) {
      const k = d * K_DIRECTION;
      const value = shares[d]! * traded[d]![week]!;
      if (value <= 0) continue;
      const lots = stream.poisson(Math.min(10, value / 100 / LOT_YUAN), firm, week, k + K.count);
      const n = Math.min(MOST[d]!, LEAST[d]! + lots);
      let leftKg = (value / fenPerKg[d]!) * Math.exp(stream.normal(0, WEEK_SD, firm, week, k + K.weight));
      for (let i = 0; i < n; i++) {
        const at = k + K.part + i * K_PER_PART;
        // Parts of any size: a broken stick.
        const share = i === n - 1 ? 1 : 0.2 + 0.6 * stream.uniform(firm, week, at + K_PART.split);
        const weightKg = share * leftKg;
        leftKg -= weightKg;
        const weekday = stream.integer(WORK_DAYS, firm, week, at + K_PART.day);
        const day = timeline.week0 + 7 * week + weekday;
        const sequence = onDay[weekday]!;
        onDay[weekday] = sequence + 1;
        const month = monthIndexOf(day);
        if (month !== lostMonth) {
          lostMonth = month;
          lost = isLost(world, firm, month, 'waybills');
        }
        if (lost) continue;
        const otherRegion =
          stream.uniform(firm, week, at + K_PART.near) < freight.near
            ? traits.region
            : REGIONS[stream.categorical(regionWeights, firm, week, at + K_PART.region)]!;
        const spread = Math.exp(stream.normal(0, PIECE_SD, firm, week, at + K_PART.pieces));
        sink('waybills', {
          firmId,
          eventDate: day,
          arrivalDate: day + DELAY.least + stream.integer(DELAY.spread, firm, week, at + K_PART.delay),
          sequence,
          direction: DIRECTIONS[d]!,
          carrier: carriers[stream.integer(USUAL_CARRIERS, firm, week, at + K_PART.carrier)]!,
          otherRegion,
          pieces: Math.max(1, Math.round((weightKg / freight.kgPerPiece) * spread)),
          weightKg: Math.round(10 * weightKg) / 10,
        });
      }
    }
  }
}
