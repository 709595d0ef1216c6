import { monthIndexOf } from '../../core/index.ts';
import type { Industry } from '../industries.ts';
import type { FirmLife } from '../life.ts';
import { weekOf } from '../timeline.ts';
import type { World } from '../world.ts';
import { COUNT_LIMIT } from './counts.ts';
import { recordStreamOf } from './record-stream.ts';
import { hasCustomers, shopOf } from './shops.ts';
import { firmIdOf, isLost, type RecordSink } from './sink.ts';

/** Visitors a buyer, and minutes that a visitor stays, where customers walk in. OWN. */
const PREMISES: Readonly<Partial<Record<Industry, { visitorsPerBuyer: number; dwellMinutes: number }>>> = {
  retail: { visitorsPerBuyer: 2.6, dwellMinutes: 14 },
  'catering-lodging': { visitorsPerBuyer: 1.3, dwellMinutes: 42 },
};
/** Phones are counted, not people: how far a firm's count is off for good, and by week; sd of log. OWN. */
const FIRM_COUNT_LOG_SD = 0.35;
const WEEK_COUNT_LOG_SD = 0.2;
/** Dwell: how its log follows service; sd of log of the firm and of the week. OWN. */
const DWELL_PER_SERVICE = 0.06;
const DWELL_FIRM_LOG_SD = 0.3;
const DWELL_WEEK_LOG_SD = 0.1;
/** Returning visitors, log-odds: at normal service, per unit of remembered service, sd of the firm and of the week. OWN. */
const RETURNING_LOGIT = -0.9;
const RETURNING_PER_SERVICE = 0.4;
const RETURNING_FIRM_SD = 0.4;
const RETURNING_WEEK_SD = 0.2;
/** Weight of the last week in the service that customers remember: about two months. OWN. */
const MEMORY = 0.12;
/** Providers deliver after 3 to 7 days. */
const DELAY = { least: 3, spread: 5 } as const;

/** Draws of a firm (j = 0) and of a week (j = week). */
const K = {
  firmCount: 0,
  firmDwell: 1,
  firmReturning: 2,
  count: 10,
  dwell: 11,
  returning: 12,
  delay: 13,
} as const;

/** Weekly foot traffic at the premises of a covered firm. A week without any visitor is not told. */
export function emitTraffic(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits } = life;
  const premises = PREMISES[traits.industry];
  if (!traits.covered.traffic || premises === undefined || !hasCustomers(life)) return;
  const { firm } = traits;
  const firmId = firmIdOf(firm);
  const stream = recordStreamOf(world, 'traffic');
  const { counterShare, ticketFen } = shopOf(world, traits);
  const perFen =
    (counterShare / ticketFen) *
    premises.visitorsPerBuyer *
    Math.exp(stream.normal(0, FIRM_COUNT_LOG_SD, firm, 0, K.firmCount));
  const usualDwell =
    premises.dwellMinutes * Math.exp(stream.normal(0, DWELL_FIRM_LOG_SD, firm, 0, K.firmDwell));
  const usualLogit = RETURNING_LOGIT + stream.normal(0, RETURNING_FIRM_SD, firm, 0, K.firmReturning);
  const { timeline } = world;
  const firstWeek = weekOf(timeline, timeline.startDate);
  const lastWeek = Math.min(life.nWeeks - 1, weekOf(timeline, timeline.endDate));
  let remembered = life.service[firstWeek]!;
  for (let week = firstWeek; week <= lastWeek; week++) {
    const service = life.service[week]!;
    remembered += MEMORY * (service - remembered);
    const sunday = timeline.week0 + 7 * week + 6;
    const counted =
      life.sales[week]! * perFen * Math.exp(stream.normal(0, WEEK_COUNT_LOG_SD, firm, week, K.count));
    const visitors = Math.min(COUNT_LIMIT, Math.round(counted));
    if (visitors === 0 || isLost(world, firm, monthIndexOf(sunday), 'traffic')) continue;
    const dwell = DWELL_PER_SERVICE * service + stream.normal(0, DWELL_WEEK_LOG_SD, firm, week, K.dwell);
    const logit =
      usualLogit +
      RETURNING_PER_SERVICE * remembered +
      stream.normal(0, RETURNING_WEEK_SD, firm, week, K.returning);
    sink('traffic', {
      firmId,
      eventDate: sunday,
      arrivalDate: sunday + DELAY.least + stream.integer(DELAY.spread, firm, week, K.delay),
      visitors,
      dwellMinutes: rounded(usualDwell * Math.exp(dwell), 10),
      returningShare: rounded(1 / (1 + Math.exp(-logit)), 1000),
    });
  }
}

/** A figure as providers publish it: rounded to a fraction 1 / `parts`. */
function rounded(x: number, parts: number): number {
  return Math.round(x * parts) / parts;
}
