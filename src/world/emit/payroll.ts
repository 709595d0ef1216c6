import { monthIndexOf, openStream, type RandomStream } from '../../core/index.ts';
import type { Industry } from '../industries.ts';
import type { FirmLife } from '../life.ts';
import type { Region } from '../regions.ts';
import type { World } from '../world.ts';
import { firmIdOf, isLost, type RecordSink } from './sink.ts';

/** Wage of a month by region, yuan, and what industries pay against it. OWN. */
const WAGE_YUAN: Readonly<Record<Region, number>> = {
  'east-manufacturing-cluster': 6_800,
  'central-farm-belt': 5_000,
  'western-resource-county': 5_200,
  'inland-city-cluster': 6_000,
  'border-county': 4_800,
};
const RELATIVE_WAGE: Partial<Record<Industry, number>> = {
  'it-services': 1.7,
  construction: 1.1,
  'manufacturing-heavy': 1.1,
  'catering-lodging': 0.8,
  retail: 0.8,
  agriculture: 0.7,
};
/** Wages differ between firms of an industry and region, sd of log. OWN. */
const WAGE_SD = 0.2;
/** Declarations come in the last days before the due day; late ones within so many days after it. OWN. */
const EARLY_DAYS = 15;
const LATE_DAYS = 20;
/** Chance of a late declaration of an owner who never forgets. OWN. */
const LATE_DECLARATION = 0.01;
/** Days after which unpaid contributions are noticed as arrears. OWN. */
const NOTICE_DAYS = 20;
/** About two weeks until the authority's data can be read. */
const DELAY = { least: 10, spread: 9 } as const;
/** Draws, `k` of the stream; j is the month, or 0 for what lasts. */
const K = { wage: 0, late: 1, day: 2, declarationDelay: 3, arrearsDelay: 4, paymentDelay: 5 } as const;

/**
 * Monthly social insurance of a covered firm: declarations of the month's staff and wages, payments, and notices of
 * arrears. Wages are declared as they became due, paid or not; the staff insured are as many as such wages feed.
 */
export function emitPayroll(world: World, life: FirmLife, sink: RecordSink): void {
  const { traits, months } = life;
  if (!traits.covered.payroll) return;
  const { firm } = traits;
  const stream = openStream(world.seed, 'world.records.payroll');
  const firmId = firmIdOf(firm);
  const wageFen =
    100 *
    WAGE_YUAN[traits.region] *
    (RELATIVE_WAGE[traits.industry] ?? 1) *
    Math.exp(stream.normal(0, WAGE_SD, firm, 0, K.wage));
  const { startDate, endDate } = world.timeline;
  for (const account of months) {
    const { periodStart, wagesFen, socialFen, socialDueDay, socialPaidDay } = account;
    if (periodStart > endDate) break;
    // Nothing of a month that was settled before the book began falls into it.
    if (socialDueDay < startDate && (socialPaidDay ?? endDate) < startDate) continue;
    const month = monthIndexOf(periodStart);
    if (socialFen === 0 || isLost(world, firm, month, 'payroll')) continue;
    const isLate = stream.uniform(firm, month, K.late) < LATE_DECLARATION + traits.forgetfulness / 4;
    const drawn = isLate
      ? socialDueDay + 1 + stream.integer(LATE_DAYS, firm, month, K.day)
      : socialDueDay - stream.integer(EARLY_DAYS, firm, month, K.day);
    // Nothing is paid before it is declared.
    const declaredDay = Math.min(drawn, socialPaidDay ?? drawn);
    const common = { firmId, periodStart, amountFen: socialFen };
    sink('payroll', {
      ...common,
      eventDate: declaredDay,
      arrivalDate: declaredDay + delayOf(stream, firm, month, K.declarationDelay),
      kind: 'declaration',
      insured: Math.max(1, Math.round(wagesFen / wageFen)),
      wagesFen,
      daysLate: Math.max(0, declaredDay - socialDueDay),
    });
    const notice = Math.max(socialDueDay, declaredDay) + NOTICE_DAYS;
    if (socialPaidDay === undefined || socialPaidDay > notice)
      sink('payroll', {
        ...common,
        eventDate: notice,
        arrivalDate: notice + delayOf(stream, firm, month, K.arrearsDelay),
        kind: 'arrears',
        daysLate: notice - socialDueDay,
      });
    if (socialPaidDay === undefined) continue;
    sink('payroll', {
      ...common,
      eventDate: socialPaidDay,
      arrivalDate: socialPaidDay + delayOf(stream, firm, month, K.paymentDelay),
      kind: 'payment',
      daysLate: Math.max(0, socialPaidDay - socialDueDay),
    });
  }
}

function delayOf(stream: RandomStream, firm: number, month: number, k: number): number {
  return DELAY.least + stream.integer(DELAY.spread, firm, month, k);
}
