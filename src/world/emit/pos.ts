import { type Day, monthIndexOf } from '../../core/index.ts';
import type { FirmLife } from '../life.ts';
import { weekOf } from '../timeline.ts';
import type { World } from '../world.ts';
import { apportion } from './apportion.ts';
import { COUNT_LIMIT, drawCount } from './counts.ts';
import { recordStreamOf } from './record-stream.ts';
import { type BusinessKind, dayWeightsOf } from './shop-calendar.ts';
import { hasCustomers, shopOf } from './shops.ts';
import { firmIdOf, isLost, type RecordSink } from './sink.ts';

/** Share of payments on the spot that are not in notes and coins, at digitalisation 0 and 1. OWN. */
const CASHLESS = [0.55, 0.97] as const;
/** Share of cashless payments by payment code, at digitalisation 0 and 1, where there is a card terminal too. OWN. */
const WALLET = [0.55, 0.9] as const;
/** Chance of a card terminal: at normal weekly sales of 10,000 yuan, and gained by each factor e of size. OWN. */
const TERMINAL_CHANCE = 0.3;
const TERMINAL_PER_LOG_SIZE = 0.15;
const TERMINAL_SIZE_FEN = 1_000_000;
/** How much the number of payments behind an amount varies, against a Poisson's sd. OWN. */
const TICKET_SPREAD = 0.5;
/** Noise: of the cashless share by week, of days within a week (sd of log), of a day's wallet share. OWN. */
const CASHLESS_SD = 0.03;
const DAY_LOG_SD = 0.2;
const WALLET_SD = 0.05;
/** Share of a firm's payments given back at normal service, sd of its log over firms, and its fall with service. OWN. */
const REFUND_RATE = 0.012;
const REFUND_FIRM_LOG_SD = 0.5;
const REFUND_PER_SERVICE = -0.5;
/** Share of payments by somebody who paid already that day, at most. OWN. */
const SAME_DAY_REPEATS = 0.08;
/** One settlement in so many takes a day longer. OWN. */
const LATE_SHARE = 0.05;

/** Draws of a firm (j = 0), of a week (j = week) and of a day (j = day), the last ones for each channel. */
const K = {
  terminal: 0,
  cashless: 1,
  refunds: 2,
  wallet: 10,
  noise: 11,
  channel: 20,
  perChannel: 5,
} as const;

/** Daily settlement of card and wallet payments of a covered firm with a counter. */
export function emitPos(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits } = life;
  if (!traits.covered.pos || !hasCustomers(life)) return;
  const { counterShare, ticketFen } = shopOf(world, traits);
  if (counterShare === 0) return;
  const { firm, digitalisation, weeklySalesFen } = traits;
  const firmId = firmIdOf(firm);
  const stream = recordStreamOf(world, 'pos');
  const { timeline } = world;
  const dayWeights = dayWeightsOf(timeline, kindOf(traits.industry));
  const hasTerminal =
    stream.uniform(firm, 0, K.terminal) <
    TERMINAL_CHANCE + TERMINAL_PER_LOG_SIZE * Math.log(weeklySalesFen / TERMINAL_SIZE_FEN);
  const cashless = CASHLESS[0] + (CASHLESS[1] - CASHLESS[0]) * digitalisation;
  const walletShare = hasTerminal ? WALLET[0] + (WALLET[1] - WALLET[0]) * digitalisation : 1;
  const usualRefunds = REFUND_RATE * Math.exp(stream.normal(0, REFUND_FIRM_LOG_SD, firm, 0, K.refunds));
  const weights = new Float64Array(7);
  const amounts = new Float64Array(7);
  let month = -1;
  let lost = false;

  const settle = (channel: 'card' | 'wallet', day: Day, amountFen: number, service: number): void => {
    if (amountFen <= 0) return;
    const k = K.channel + (channel === 'card' ? 0 : K.perChannel);
    const mean = amountFen / ticketFen;
    const drawn = Math.round(mean + TICKET_SPREAD * Math.sqrt(mean) * stream.normal(0, 1, firm, day, k));
    const transactions = Math.min(COUNT_LIMIT, Math.max(1, drawn));
    const repeats = Math.floor(SAME_DAY_REPEATS * transactions * stream.uniform(firm, day, k + 1));
    const refundRate = usualRefunds * Math.exp(REFUND_PER_SERVICE * service);
    const refunded = drawCount(stream, transactions * refundRate, firm, day, k + 2);
    sink('pos', {
      firmId,
      eventDate: day,
      arrivalDate: day + 1 + (stream.uniform(firm, day, k + 3) < LATE_SHARE ? 1 : 0),
      channel,
      transactions,
      customers: transactions - repeats,
      amountFen,
      refundsFen: Math.round(amountFen * Math.min(1, refunded / transactions)),
    });
  };

  const lastWeek = Math.min(life.nWeeks - 1, weekOf(timeline, timeline.endDate));
  for (let week = weekOf(timeline, timeline.startDate); week <= lastWeek; week++) {
    const share = Math.min(1, cashless + stream.normal(0, CASHLESS_SD, firm, week, K.cashless));
    const monday = timeline.week0 + 7 * week;
    for (let d = 0; d < 7; d++)
      weights[d] =
        dayWeights[7 * week + d]! * Math.exp(stream.normal(0, DAY_LOG_SD, firm, monday + d, K.noise));
    apportion(Math.floor(life.sales[week]! * counterShare * share), weights, amounts);
    for (let d = 0; d < 7; d++) {
      const day = monday + d;
      if (monthIndexOf(day) !== month) {
        month = monthIndexOf(day);
        lost = isLost(world, firm, month, 'pos');
      }
      if (lost || amounts[d] === 0) continue;
      const split = walletShare + (hasTerminal ? stream.normal(0, WALLET_SD, firm, day, K.wallet) : 0);
      const wallet = Math.round(amounts[d]! * Math.min(1, split));
      settle('card', day, amounts[d]! - wallet, life.service[week]!);
      settle('wallet', day, wallet, life.service[week]!);
    }
  }
}

function kindOf(industry: FirmLife['traits']['industry']): BusinessKind {
  if (industry === 'catering-lodging') return 'table';
  return industry === 'it-services' ? 'office' : 'counter';
}
