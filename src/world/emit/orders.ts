import { monthIndexOf } from '../../core/index.ts';
import type { FirmLife } from '../life.ts';
import { weekOf } from '../timeline.ts';
import type { World } from '../world.ts';
import { apportion } from './apportion.ts';
import { campaignOf } from './brushing.ts';
import { COUNT_LIMIT, drawCount } from './counts.ts';
import { recordStreamOf } from './record-stream.ts';
import { dayWeightsOf } from './shop-calendar.ts';
import { hasCustomers, type Shop, shopOf } from './shops.ts';
import { firmIdOf, isLost, type RecordSink } from './sink.ts';

/** Noise: of the mean order of a week, of days within a week and of a day's mean order; sd of log. OWN. */
const WEEK_TICKET_LOG_SD = 0.1;
const DAY_LOG_SD = 0.25;
const DAY_TICKET_LOG_SD = 0.12;
/** Share of orders by somebody who ordered already that day, at most. OWN. */
const SAME_DAY_REPEATS = 0.1;
/** Log-odds that a buyer was seen before: at normal service, per unit of remembered service, firm's own sd, week's sd. OWN. */
const REPEAT_LOGIT = -1.2;
const REPEAT_PER_SERVICE = 0.5;
const REPEAT_FIRM_SD = 0.4;
const REPEAT_WEEK_SD = 0.25;
/** Weight of the last week in the service that customers remember: about two months. OWN. */
const MEMORY = 0.12;
/** Share of orders sent back at normal service, sd of its log over firms, and how its log falls with service. OWN. */
const RETURN_RATE = 0.09;
const RETURN_FIRM_LOG_SD = 0.45;
const RETURN_PER_SERVICE = -0.45;
const MOST_RETURNS = 0.9;
/** Share of returns that come in the week of the order, the week after and the one after that. OWN. */
const RETURN_LAG = [0.2, 0.5, 0.3] as const;
/** Accounts of a ring order again and again; each pays about the usual ticket, and nothing is sent back. OWN. */
const FAKE_REPEAT_SHARE = 0.85;
const FAKE_TICKET_SPREAD = 0.1;
/** One record in so many comes after two days, not one. OWN. */
const LATE_SHARE = 0.3;

/** Draws of a firm (j = 0), of a week (j = week) and of a day (j = day), the latter for each platform. */
const K = {
  repeatFirm: 0,
  returnFirm: 1,
  platform: 10,
  perPlatform: 20,
  weekTicket: 0,
  dayNoise: 1,
  dayTicket: 2,
  sameDay: 3,
  repeat: 4,
  rounding: 5,
  returns: 6,
  late: 7,
  fakeTicket: 8,
  repeatWeek: 9,
} as const;

/** Daily orders and returns on each platform where a covered firm sells. */
export function emitOrders(world: World, life: FirmLife, sink: RecordSink): void {
  if (!life.traits.covered.orders || !hasCustomers(life)) return;
  const shop = shopOf(world, life.traits);
  for (let i = 0; i < shop.platforms.length; i++) emitPlatform(world, life, shop, i, sink);
}

/** What a platform sells in one week. */
interface WeekTotals {
  readonly nOrders: number;
  readonly nFakes: number;
  readonly amountFen: number;
}

/** The same by day; the buffers are filled anew for every week. */
interface WeekOfOrders {
  readonly weights: Float64Array;
  /** True orders, fake orders, and amount of the true ones in fen, by day. */
  readonly orders: Float64Array;
  readonly fakes: Float64Array;
  readonly amounts: Float64Array;
}

function emitPlatform(world: World, life: FirmLife, shop: Shop, iPlatform: number, sink: RecordSink): void {
  const { firm } = life.traits;
  const firmId = firmIdOf(firm);
  const platform = shop.platforms[iPlatform]!;
  const share = shop.onlineShare * (iPlatform === 0 ? shop.mainPlatformShare : 1 - shop.mainPlatformShare);
  const stream = recordStreamOf(world, 'orders');
  const k = K.platform + iPlatform * K.perPlatform;
  const { timeline } = world;
  const repeatFirm = REPEAT_LOGIT + stream.normal(0, REPEAT_FIRM_SD, firm, 0, K.repeatFirm);
  const returnFirm = RETURN_RATE * Math.exp(stream.normal(0, RETURN_FIRM_LOG_SD, firm, 0, K.returnFirm));
  const buffers: WeekOfOrders = {
    weights: new Float64Array(7),
    orders: new Float64Array(7),
    fakes: new Float64Array(7),
    amounts: new Float64Array(7),
  };
  /** Returns still to come: of this week and the two after it. */
  const toReturn = new Float64Array(RETURN_LAG.length);
  const startWeek = weekOf(timeline, timeline.startDate);
  const lastWeek = Math.min(life.nWeeks - 1, weekOf(timeline, timeline.endDate));
  // Orders of the weeks just before the book come back within it.
  const firstWeek = Math.max(0, startWeek - RETURN_LAG.length + 1);
  let remembered = life.service[firstWeek]!;
  let month = -1;
  let lost = false;
  for (let week = firstWeek; week <= lastWeek; week++) {
    const service = life.service[week]!;
    remembered += MEMORY * (service - remembered);
    const amountFen = Math.floor(life.sales[week]! * share);
    const ticketFen =
      shop.ticketFen * Math.exp(stream.normal(0, WEEK_TICKET_LOG_SD, firm, week, k + K.weekTicket));
    const nOrders = amountFen > 0 ? Math.max(1, Math.round(amountFen / ticketFen)) : 0;
    const sentBack = nOrders * Math.min(MOST_RETURNS, returnFirm * Math.exp(RETURN_PER_SERVICE * service));
    for (let lag = 0; lag < RETURN_LAG.length; lag++) toReturn[lag]! += sentBack * RETURN_LAG[lag]!;
    const returnsPerDay = toReturn[0]! / 7;
    toReturn.copyWithin(0, 1);
    toReturn[RETURN_LAG.length - 1] = 0;
    if (week < startWeek) continue;

    const nFakes = Math.round(nOrders * (campaignOf(world, life, week)?.intensity ?? 0));
    spreadOverDays(world, firm, week, k, { nOrders, nFakes, amountFen }, buffers);
    const noise = stream.normal(0, REPEAT_WEEK_SD, firm, week, k + K.repeatWeek);
    const repeatShare = 1 / (1 + Math.exp(-(repeatFirm + REPEAT_PER_SERVICE * remembered + noise)));
    for (let d = 0; d < 7; d++) {
      const day = timeline.week0 + 7 * week + d;
      if (monthIndexOf(day) !== month) {
        month = monthIndexOf(day);
        lost = isLost(world, firm, month, 'orders');
      }
      const genuine = Math.min(COUNT_LIMIT, buffers.orders[d]!);
      const fake = Math.min(COUNT_LIMIT - genuine, buffers.fakes[d]!);
      const returns = drawCount(stream, returnsPerDay, firm, day, k + K.returns);
      if (lost || genuine + fake + returns === 0) continue;
      const again = Math.floor(SAME_DAY_REPEATS * genuine * stream.uniform(firm, day, k + K.sameDay));
      const buyers = genuine - again + fake;
      const repeatBuyers = (genuine - again) * repeatShare + fake * FAKE_REPEAT_SHARE;
      const spread = FAKE_TICKET_SPREAD * (stream.uniform(firm, day, k + K.fakeTicket) - 0.5);
      sink('orders', {
        firmId,
        eventDate: day,
        arrivalDate: day + 1 + (stream.uniform(firm, day, k + K.late) < LATE_SHARE ? 1 : 0),
        platform,
        orders: genuine + fake,
        buyers,
        // Rounded up or down by chance, so that small shops have the share of large ones in the mean.
        repeatBuyers: Math.min(buyers, Math.floor(repeatBuyers + stream.uniform(firm, day, k + K.rounding))),
        amountFen: buffers.amounts[d]! + Math.round(fake * ticketFen * (1 + spread)),
        returnedOrders: returns,
        returnsFen: Math.round(returns * ticketFen),
      });
    }
  }
}

/** Fills the buffers: orders follow the calendar with noise, fakes follow the orders, and amounts add up to `amountFen`. */
function spreadOverDays(
  world: World,
  firm: number,
  week: number,
  k: number,
  { nOrders, nFakes, amountFen }: WeekTotals,
  { weights, orders, fakes, amounts }: WeekOfOrders,
): void {
  const stream = recordStreamOf(world, 'orders');
  const dayWeights = dayWeightsOf(world.timeline, 'online');
  const monday = world.timeline.week0 + 7 * week;
  for (let d = 0; d < 7; d++) {
    const noise = stream.normal(0, DAY_LOG_SD, firm, monday + d, k + K.dayNoise);
    weights[d] = dayWeights[7 * week + d]! * Math.exp(noise);
  }
  apportion(nOrders, weights, orders);
  apportion(nFakes, weights, fakes);
  for (let d = 0; d < 7; d++) {
    const noise = stream.normal(0, DAY_TICKET_LOG_SD, firm, monday + d, k + K.dayTicket);
    weights[d] = orders[d]! * Math.exp(noise);
  }
  apportion(amountFen, weights, amounts);
}
